"""Decision flows: their document, checks, compilation and decisions."""
