"""FEEL, the expression language: its scalar ring, typed against the facts and built into the core."""
