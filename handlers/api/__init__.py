"""/api/v1: JSON for the mini-program. Each route reads a model, calls one use case and presents a model."""
