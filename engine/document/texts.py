"""The texts of this room, and how foreign text is shown in them."""

from __future__ import annotations

import re

from ..issues import Catalogue

TEXTS = Catalogue.beside(__file__)

UNPRINTABLE = "\x00-\x1f\x7f-\x9f\ud800-\udfff"
"""Control characters and lone surrogates, for use between the brackets of a regular expression."""

_MOST_SHOWN = 240


def shown(text: str) -> str:
    """A text that any screen can print: cut when long, unprintable characters as escapes."""
    cut = text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
    return re.sub(f"[{UNPRINTABLE}]", lambda found: f"\\u{ord(found[0]):04x}", cut)
