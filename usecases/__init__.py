"""Verbs: one file, one transaction each. `ls` is the list of what the service can do."""
