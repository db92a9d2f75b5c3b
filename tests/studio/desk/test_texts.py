"""Every text of the studio stands in both languages, and every text that code asks for exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from engine.flow.decision import Ending
from engine.issues import LANGUAGES
from engine.values import METHODS, UNITS
from studio.desk.population import ENDINGS
from studio.desk.texts import texts_in

STUDIO = Path(__file__).parents[3] / "studio"
CHINESE_ONLY = {"ten thousand", "hundred million"}
"""Money is said in these in Chinese alone."""


def gaps(text: str) -> set[str]:
    """The names of the gaps in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls() -> Iterator[ast.Call]:
    """Every call of the catalogue in the studio's code."""
    for path in STUDIO.rglob("*.py"):
        for part in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
            if named and isinstance(part, ast.Call) and part.args and _is_texts(part):
                yield part


def _is_texts(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "texts"


def test_both_catalogues_have_the_same_texts_with_the_same_gaps() -> None:
    zh, en = (texts_in(language).entries for language in LANGUAGES)
    assert zh.keys() ^ en.keys() == CHINESE_ONLY
    assert [key for key in en if gaps(zh[key]) != gaps(en[key])] == []


def test_every_text_that_code_names_exists_and_its_gaps_are_filled() -> None:
    known = texts_in("zh").entries
    named = [
        (call.args[0].value, call) for call in calls() if isinstance(call.args[0], ast.Constant)
    ]
    assert len(named) > 40
    wrong = [
        key
        for key, call in named
        if key not in known or gaps(known[str(key)]) != {each.arg for each in call.keywords}
    ]
    assert wrong == []


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in STUDIO.rglob("*.py"))
    named = set(re.findall(r"""["']([a-z][a-z ]*)["']""", code))
    beginnings = tuple(re.findall(r'f"([a-z][a-z ]+ )\{', code))
    known = texts_in("zh").entries
    assert [key for key in known if key not in named and not key.startswith(beginnings)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_methods_and_outcomes_have_their_words(language: str) -> None:
    texts = texts_in("zh" if language == "zh" else "en")
    endings: tuple[Ending, ...] = ENDINGS
    wanted = [*(f"unit {unit}" for unit in UNITS), *(f"value {method}" for method in METHODS)]
    wanted += [*endings, *(f"turned {ending}" for ending in endings)]
    assert [key for key in wanted if key not in texts.entries] == []


def test_an_unknown_key_is_an_error_unless_something_stands_for_it() -> None:
    with pytest.raises(KeyError):
        texts_in("en")("no such text")
    assert texts_in("en").known("value xyz", "xyz") == "xyz"
