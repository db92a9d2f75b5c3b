"""How fast the engine is, always beside something else in the same run."""
