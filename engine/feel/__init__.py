"""FEEL, the expression language: its scalar ring, typed against the facts, built into the core."""
