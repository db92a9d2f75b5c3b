"""Numbers as text with their places: the spelling that documents and decisions use."""

from __future__ import annotations


def number_text(value: int, scale: int) -> str:
    """The number value / 10**scale with exactly `scale` places.

    >>> number_text(-5, 2)
    '-0.05'
    """
    if scale <= 0:
        return str(value * 10**-scale)
    digits = str(abs(value)).rjust(scale + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-scale]}.{digits[-scale:]}"
