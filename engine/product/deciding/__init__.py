"""Decisions by product: its values in its flows, what may be asked and offered."""
