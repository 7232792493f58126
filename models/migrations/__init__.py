"""Steps of the schema; each is written once and never changed."""
