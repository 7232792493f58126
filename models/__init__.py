"""Rows. A row keeps facts and finds itself; the rules about it are in domain/, the verbs in usecases/."""
