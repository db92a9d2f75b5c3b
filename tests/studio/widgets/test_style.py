"""The house's colours: every text can be read on what it stands on (WCAG AA, 4.5 to 1)."""

from __future__ import annotations

import re

import pytest

from studio.widgets.frame import STYLE

TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", STYLE.read_text("utf-8")))
PAIRS = [
    *((text, ground) for text in ("ink", "second", "third") for ground in ("card", "ground")),
    *((tone, f"{tone}-soft") for tone in ("green", "amber", "red", "blue")),
    *((tone, "card") for tone in ("green", "amber", "red")),
    ("card", "green"),
    ("card", "red"),
    ("card", "amber"),
    *(("second", f"{tone}-soft") for tone in ("green", "amber", "red", "blue")),
]


def luminance(colour: str) -> float:
    """How bright a colour is, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_a_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    darker, lighter = sorted((luminance(TOKENS[text]), luminance(TOKENS[ground])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
