"""The rules of products by subject; `check.py` writes them out."""
