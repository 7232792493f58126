"""HTTP: the platform's callback, and what operators watch."""
