"""Rules of the trade: pure functions and frozen values on the standard library only."""
