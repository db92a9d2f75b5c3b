"""Every issue code has one text in each language, and every text is used."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from engine.document import read_json
from tests.house.tree import ROOMS, ROOT, files, modules, parsed, place

CODE = re.compile(r"[A-Z]\d{3}")
LANGUAGES = {"zh", "en"}
Entry = dict[str, str]


def catalogues() -> dict[Path, dict[str, dict[str, Entry]]]:
    """The content of each `texts.json` of the rooms."""
    rooms = [path for path in files() if path.relative_to(ROOT).parts[0] in ROOMS]
    return {
        path: json.loads(path.read_text("utf-8")) for path in rooms if path.name == "texts.json"
    }


def texts() -> dict[str, Entry]:
    """The texts of every code of the house."""
    return {code: entry for room in catalogues().values() for code, entry in room["issues"].items()}


def gaps(text: str) -> set[str]:
    """The names of the gaps in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def used_codes() -> set[str]:
    """The issue codes that stand in code."""
    return {
        part.value
        for path in modules(*ROOMS)
        for part in ast.walk(parsed(path))
        if isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and CODE.fullmatch(part.value)
    }


def test_every_code_in_use_has_a_text_and_every_text_is_used() -> None:
    assert used_codes() ^ texts().keys() == set()


def test_a_code_means_one_thing_in_the_whole_house() -> None:
    count = Counter(code for room in catalogues().values() for code in room["issues"])
    assert [code for code, times in count.items() if times > 1] == []


def test_no_key_of_a_catalogue_is_written_twice() -> None:
    for path in catalogues():
        assert read_json(path.read_text("utf-8"), numbers_as=int), path


def test_every_text_stands_in_both_languages_with_the_same_gaps() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} {key}"
        for path, room in catalogues().items()
        for part in room.values()
        for key, entry in part.items()
        if not entry.keys() >= LANGUAGES or gaps(entry["zh"]) != gaps(entry["en"])
    ]
    assert wrong == []


def test_every_gap_of_a_text_is_filled_where_its_code_is_raised() -> None:
    wrong = [
        f"{place(path, call)} {code} lacks {sorted(gaps(texts()[code]['en']) - given)}"
        for path in modules(*ROOMS)
        for code, call in issue_calls(parsed(path))
        if None not in (given := {keyword.arg for keyword in call.keywords})
        and gaps(texts()[code]["en"]) - given
    ]
    assert wrong == []


def issue_calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """The calls `CATALOGUE.issue("X123", …)` with the code written out."""
    for part in ast.walk(tree):
        if not isinstance(part, ast.Call) or not isinstance(part.func, ast.Attribute):
            continue
        code = part.args[0] if part.func.attr == "issue" and part.args else None
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield code.value, part
