"""The command `loanfoundry`: checks, decides, explains and compares what stands in files."""

from __future__ import annotations


def main() -> None:
    """Runs the command with the process's arguments."""
    from .commands import application, start

    start(application())
