"""The core rendered for a place where it runs: row code is generated Python."""
