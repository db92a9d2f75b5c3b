"""A flow drawn for a page: folded into rows that fit it, with people or one way marked on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from math import ceil

from engine.flow.diagram import TEXT_SIZE, TITLE_SIZE, Mark, Marks, draw
from engine.flow.draft import Draft
from engine.flow.graph import Way
from engine.nodes.outcome.spec import Outcome

from .population import Count, Passage, WayName, nodes_on
from .texts import Texts
from .wording import count, percent, wide_as

THIN, THICK, LIT = 1.0, 7.0, 3.0
"""Points that a line is thick: nobody's, everybody's, one person's."""

ROW = 5
"""Nodes of the longest way that stand in one row."""

BREAK = " · "
"""Where the drawing joins what it says of a node or a way; a narrow page may break there."""

CLEAR = '<TR><TD HEIGHT="5"></TD></TR>'
"""Keeps the last line of a way's label clear of the thickest line."""

GREY = "grey"
"""The class of what is greyed. The last way of one person has the outcome as its class."""

Part = str | WayName
"""A node by its name, or a way."""

Cell = tuple[str, str, str]
"""A line of a label: its markup before, its text, its markup behind."""

_STATEMENT = re.compile(
    r'  "(?P<node>[^"]+)"(?P<way> -> "[^"]+")? \[label=<(?P<label>.*)>, (?P<rest>.*)\]'
)
_CELL = re.compile(r"<TD[^>]*>(?P<open>(?:<[^>]*>)*)(?P<text>[^<]*)(?P<close>(?:<[^>]*>)*)</TD>")


@dataclass(frozen=True, slots=True)
class Setting:
    """How labels are set: the points that a line may be wide, the lines below a title.

    `names_only_ways` are the names of ways that have no other beside them.
    """

    widest: int
    lines: int
    names_only_ways: bool


WHOLE_PAGE = Setting(widest=124, lines=2, names_only_ways=True)
BESIDE_TEXT = Setting(widest=98, lines=1, names_only_ways=False)


def people_picture(draft: Draft, ways: Mapping[WayName, Count], texts: Texts) -> str:
    """The flow in DOT with the people on every way; a line is as thick as its share."""
    most = max((found.people for found in ways.values()), default=0)
    last = {way for way, end in _ends(draft).items() if not draft.graph.ways[end]}
    marks = {
        way: Mark(_people(found, texts, is_last=way in last), _thickness(found.people, most))
        for way, found in ways.items()
    }
    nobody: dict[Part, str] = {way: GREY for way, found in ways.items() if not found.people}
    return _folded(draft, texts, Marks(ways=marks), nobody, WHOLE_PAGE)


def way_picture(draft: Draft, of: Passage | None, texts: Texts) -> str:
    """The flow in DOT with one person's way lit and everything else greyed; None lights nothing."""
    if of is None:
        return _folded(draft, texts, Marks(), {}, BESIDE_TEXT)
    lit = nodes_on(of)
    marks = Marks(
        {name: Mark(lit=True) for name in lit},
        {way: Mark(thickness=LIT, lit=True) for way in of.ways},
    )
    parts: set[Part] = {*draft.places, *_ends(draft)}
    looks: dict[Part, str] = dict.fromkeys(parts - {*lit, *of.ways}, GREY)
    if of.ways and of.outcome is not None:
        looks[of.ways[-1]] = of.outcome
    return _folded(draft, texts, marks, looks, BESIDE_TEXT)


def _ends(draft: Draft) -> Mapping[WayName, str]:
    """The node that every way leads to, by its name."""
    ways = (way for group in draft.graph.ways.values() for way in group)
    return {(way.start, way.outlet): way.end for way in ways}


def _people(found: Count, texts: Texts, *, is_last: bool) -> str:
    """How many people, the share of them that ends approved, and the share of bad loans.

    Before an outcome all or none end approved, as its box says: there the share is left out.
    """
    if not found.people:
        return count(0)
    approved = texts("way approved", share=percent(found.approval_rate, 0))
    bad = texts("way bad", share=percent(found.bad_rate))
    return BREAK.join((count(found.people), *([] if is_last else [approved]), bad))


def _thickness(people: int, most: int) -> float:
    return THIN + (THICK - THIN) * people / most if most else THIN


def _folded(
    draft: Draft, texts: Texts, marks: Marks, looks: Mapping[Part, str], setting: Setting
) -> str:
    """The drawing with its labels set for a page, its rows below one another.

    A row runs through what stands in it: no frame is drawn around a subflow.
    """
    drawn = draw(draft, texts.language, marks).removesuffix("}\n").splitlines()
    drawn = [line for line in drawn if not line.startswith("  subgraph ")]
    ways = iter([way for name in draft.places for way in draft.graph.ways[name]])
    only = {group[0] for group in draft.graph.ways.values() if len(group) == 1}
    nameless = frozenset() if setting.names_only_ways else frozenset(only)
    lines = (_set(line, ways, nameless, looks, setting) for line in drawn)
    return "\n".join([*lines, *_rows(draft), "}"]) + "\n"


def _set(
    line: str, ways: Iterator[Way], nameless: frozenset[Way], looks: Mapping[Part, str], by: Setting
) -> str:
    """A statement with its label set anew, and a class where it has a look; others as they are."""
    found = _STATEMENT.fullmatch(line)
    if found is None:
        return line
    cells = [(c["open"], c["text"], c["close"]) for c in _CELL.finditer(found["label"])]
    if found["way"]:
        way = next(ways)
        part: Part = (way.start, way.outlet)
        label = '""' if way in nameless else _way_label(cells)
    else:
        part = found["node"]
        label = _node_label(cells, by)
    look = f', class="{looks[part]}"' if part in looks else ""
    return f'  "{found["node"]}"{found["way"] or ""} [label={label}, {found["rest"]}{look}]'


def _node_label(cells: Sequence[Cell], by: Setting) -> str:
    """The title, then what is said of the node in as few lines as are wide enough."""
    (before, title, after), *about = cells
    lines = [(before, line, after) for line in _wrapped(unescape(title), by.widest)]
    for opening, text, closing in about:
        parts = unescape(text).split(BREAK)
        lines += [(opening, line, closing) for line in _packed(parts, by)]
    return _table(lines)


def _way_label(cells: Sequence[Cell]) -> str:
    """The way's name with how many people, then each figure in a line of its own."""
    (before, title, after), *about = cells
    parts = [part for _, text, _ in about for part in unescape(text).split(BREAK)]
    first = " ".join([unescape(title).strip(), *parts[:1]]).strip()
    return _table([(before, line, after) for line in (first, *parts[1:])], CLEAR)


def _wrapped(title: str, widest: int) -> list[str]:
    """A title in at most two lines, broken at a space where there is one, else in the middle."""
    if wide_as(title, TITLE_SIZE) <= widest:
        return [title]
    fits = max(n for n in range(1, len(title)) if wide_as(title[:n], TITLE_SIZE) <= widest)
    space = title.rfind(" ", 0, fits + 1)
    end = space if space > 0 else min(fits, ceil(len(title) / 2))
    return [title[:end], _cut(title[end:].strip(), TITLE_SIZE, widest)]


def _packed(parts: Sequence[str], by: Setting) -> list[str]:
    """Parts joined while a line holds them."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}{BREAK}{part}" if lines else part
        if lines and wide_as(joined, TEXT_SIZE) <= by.widest:
            lines[-1] = joined
        else:
            lines.append(part)
    return [_cut(line, TEXT_SIZE, by.widest) for line in lines[: by.lines]]


def _cut(text: str, size: int, widest: int) -> str:
    if wide_as(text, size) <= widest:
        return text
    while wide_as(text + "…", size) > widest:
        text = text[:-1]
    return text.rstrip() + "…"


def _table(lines: Sequence[Cell], end: str = "") -> str:
    """Lines in cells of their real width, as a label."""
    width = ceil(max(wide_as(text, _size(before)) for before, text, _ in lines))
    cells = "".join(
        f'<TR><TD ALIGN="LEFT" WIDTH="{width}">{before}{escape(text) or " "}{after}</TD></TR>'
        for before, text, after in lines
    )
    return (
        f'<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="0">{cells}{end}</TABLE>>'
    )


def _size(before: str) -> int:
    return TITLE_SIZE if "<B>" in before else TEXT_SIZE


def _rows(draft: Draft) -> Iterator[str]:
    """Statements that fold the longest way into rows of nearly one length, each in a line."""
    way = longest_way(draft)
    rows = ceil(len(way) / ROW)
    length = ceil(len(way) / rows)
    yield "  graph [nodesep=0.12, ranksep=0.26]"
    if rows > 1:
        starts = "; ".join(f'"{name}"' for name in way[::length])
        yield f"  {{ rank=same; {starts} }}"
    for index, name in enumerate(way):
        yield f'  "{name}" [group="row {index // length}"]'


def longest_way(draft: Draft) -> list[str]:
    """The nodes of the longest way from the start; of equals one that ends in an approval."""
    graph = draft.graph
    approvals = {
        name
        for name, place in draft.places.items()
        if isinstance(place.node, Outcome) and place.node.ends == "approve"
    }
    longest: dict[str, list[str]] = {}
    for name in reversed(graph.order):
        behind = [longest[way.end] for way in graph.ways[name]]
        longest[name] = [
            name,
            *max(behind, key=lambda way: (len(way), way[-1] in approvals), default=[]),
        ]
    return longest[graph.start]
