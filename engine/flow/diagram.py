"""A flow as a picture: Graphviz DOT, with what a caller wants to show on nodes and ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from ..issues import Language
from ..nodes import AnyNode
from ..nodes.ask.spec import Ask
from ..nodes.outcome.spec import Outcome
from .draft import Draft
from .explain import speaker, way_title
from .frames import Slots
from .graph import Way

INK, SECOND, LINE, CARD = "#16211d", "#4a5a54", "#7d8b86", "#ffffff"
Tone = Literal["green", "red", "amber", "blue", "plain"]
TONES: Mapping[Tone, tuple[str, str]] = {
    "green": ("#0b7a5b", "#e6f3ee"),
    "red": ("#b3372c", "#fbeae8"),
    "amber": ("#a86a00", "#fdf3e0"),
    "blue": ("#2a5fa8", "#e9f0f9"),
    "plain": (SECOND, CARD),
}
"""Strong and soft colour by what is meant: approve, decline, refer, information, nothing."""

ENDINGS: Mapping[str, Tone] = {"approve": "green", "decline": "red", "refer": "amber"}
WAYS: Mapping[str, Tone] = {"decline": "red", "refer": "amber", "unavailable": "amber"}
FONT = "Noto Sans SC"
TITLE_SIZE, TEXT_SIZE = 14, 12
MOST_CHARACTERS = 40
POINTS_PER_INCH = 72
LIT_WIDTH = "2.5"

HEAD = f"""digraph flow {{
  graph [rankdir=LR, bgcolor="transparent", nodesep=0.35, ranksep=0.7]
  node [shape=box, style="filled,rounded", margin="0.12,0.08", fontname="{FONT}"]
  node [fontsize={TITLE_SIZE}, fontcolor="{INK}"]
  edge [fontname="{FONT}", fontsize={TEXT_SIZE}, arrowsize=0.8]"""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is shown on a node or a way: a line of text, a line's thickness, and whether it is lit.

    `thickness` is in points; a part that is lit stands out, as the path of one applicant.
    """

    text: str = ""
    thickness: float = 1.2
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of nodes by name, and of ways by node and outlet."""

    nodes: Mapping[str, Mark] = field(default_factory=dict)
    ways: Mapping[tuple[str, str], Mark] = field(default_factory=dict)


NO_MARK, NO_MARKS = Mark(), Marks()


def draw(draft: Draft, language: Language, marks: Marks = NO_MARKS) -> str:
    """The flow in Graphviz DOT, left to right; a draft with faults is drawn as far as it goes.

    A box has the node's title, its kind and summary; an arrow the name of its way; a frame around
    a subflow the title of the node in whose place it stands.
    """
    lines = [HEAD, *_nodes(draft, language, marks), *_ways(draft, language, marks)]
    lines += [f"  {_cluster(draft, slots, language)}" for slots in draft.inner if len(slots) == 1]
    return "\n".join([*lines, "}"]) + "\n"


def _nodes(draft: Draft, language: Language, marks: Marks) -> Iterator[str]:
    speakers = {slots: speaker(draft, of, language) for slots, of in draft.frames.items()}
    for name, place in draft.places.items():
        node, kind, says = place.node, place.kind, speakers[place.frame.slots]
        summary = kind.summary(node, says)
        about = f"{kind.title(language)} · {summary}" if summary else kind.title(language)
        mark = marks.nodes.get(name, NO_MARK)
        texts = [(_cut(node.title.text(language)), TITLE_SIZE), (_cut(about), TEXT_SIZE)]
        texts += [(_cut(mark.text), TEXT_SIZE)] if mark.text else []
        strong, soft = TONES[_tone(node)]
        attributes = {
            "label": _label(texts, strong),
            "fillcolor": f'"{soft}"',
            "color": f'"{strong if mark.lit or soft != CARD else LINE}"',
            "penwidth": LIT_WIDTH if mark.lit else "1",
        }
        yield f"  {_quoted(name)} [{_spelled(attributes)}]"


def _ways(draft: Draft, language: Language, marks: Marks) -> Iterator[str]:
    for name, place in draft.places.items():
        for way in draft.graph.ways[name]:
            mark = marks.ways.get((name, way.outlet), NO_MARK)
            title = _cut(way_title(place.node, way.outlet, language))
            texts = [(text, TEXT_SIZE) for text in (title, _cut(mark.text)) if text]
            strong = TONES["green" if mark.lit else _way_tone(draft, way)][0]
            attributes = {
                "label": _label(texts, strong),
                "color": f'"{strong}"',
                "penwidth": f"{mark.thickness:.2f}",
            }
            yield f"  {_quoted(name)} -> {_quoted(way.end)} [{_spelled(attributes)}]"


def _cluster(draft: Draft, slots: Slots, language: Language) -> str:
    """A subflow's boxes and its own subflows, in one line."""
    frame = draft.frames[slots]
    *_, title = draft.titles(frame)
    inner = (_cluster(draft, other, language) for other in draft.inner if other[:-1] == slots)
    boxes = (_quoted(name) for name, place in draft.places.items() if place.frame is frame)
    label = _label([(_cut(title.text(language)), TITLE_SIZE)], SECOND)
    look = _spelled({"label": label, "labeljust": "l", "color": f'"{LINE}"', "style": '"rounded"'})
    name = _quoted(f"cluster {frame.prefix}")
    return f"subgraph {name} {{ graph [{look}]; {'; '.join((*boxes, *inner))} }}"


def _tone(node: AnyNode) -> Tone:
    match node:
        case Outcome():
            return ENDINGS[node.ends]
        case Ask():
            return "blue"
        case _:
            return "plain"


def _way_tone(draft: Draft, way: Way) -> Tone:
    """The colour of the end where a way leads straight to one, else of the way itself."""
    target = draft.places[way.end].node
    return _tone(target) if isinstance(target, Outcome) else WAYS.get(way.outlet, "plain")


def _label(texts: list[tuple[str, int]], strong: str) -> str:
    """Lines in cells of their real width, at the left.

    Some renderers take Chinese for narrower than it is, and would centre it askew.
    """
    width = max(_inches(*text) for text in texts) * POINTS_PER_INCH
    cells = "".join(
        f'<TR><TD ALIGN="LEFT" WIDTH="{width:.0f}">{_font(text, size, strong)}</TD></TR>'
        for text, size in texts
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="0">{cells}</TABLE>>'


def _font(text: str, size: int, strong: str) -> str:
    shown = escape(text) or " "
    if size == TITLE_SIZE:
        return f"<B>{shown}</B>"
    return f'<FONT POINT-SIZE="{size}" COLOR="{strong}">{shown}</FONT>'


def _inches(text: str, size: int) -> float:
    """The width of a text: a wide character is one size, any other about half."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return (wide + (len(text) - wide) * 0.55) * size / POINTS_PER_INCH


def _cut(text: str) -> str:
    """A text that fits a box and that a picture can hold."""
    printable = _UNPRINTABLE.sub(" ", text)
    return (
        printable if len(printable) <= MOST_CHARACTERS else printable[: MOST_CHARACTERS - 1] + "…"
    )


def _quoted(name: str) -> str:
    """An id as DOT spells it; ids hold no quotes or backslashes."""
    return f'"{name}"'


def _spelled(attributes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in attributes.items())
