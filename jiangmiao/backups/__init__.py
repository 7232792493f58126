"""A backup is one file with everything: the database at one moment and the evidence (docs/operations.md)."""
