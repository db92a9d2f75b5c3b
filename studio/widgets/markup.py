"""Pieces of HTML for what Streamlit has no widget for; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from engine.flow.decision import Ending
from studio.desk.histogram import Bar, Histogram
from studio.desk.story import Chapter, Story, Term, Why
from studio.desk.texts import Texts
from studio.desk.wording import count

Tone = Literal["green", "red", "amber", "blue", "plain"]
TONES: Mapping[Ending, Tone] = {"approve": "green", "decline": "red", "refer": "amber"}
MANY = 3
"""More sentences or values than this are folded away."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: what it is, its value, what stands below it and in which tone."""

    label: str
    value: str
    note: str
    tone: Tone = "plain"


def brand(name: str, subtitle: str) -> str:
    """The product's mark and name."""
    return (
        '<div class="brand"><span class="mark"><span></span></span>'
        f"<div><b>{escape(name)}</b><small>{escape(subtitle)}</small></div></div>"
    )


def menu_heading(text: str) -> str:
    """A heading in the side bar."""
    return f'<div class="menu-heading">{escape(text)}</div>'


def data_note(title: str, text: str) -> str:
    """Where the data come from and what they are not."""
    return f'<div class="data-note"><b>{escape(title)}</b><p>{escape(text)}</p></div>'


def crumbs(place: str, title: str, chips: Iterable[tuple[str, Tone]]) -> str:
    """Where the reader is, with chips about what is shown."""
    shown = "".join(chip(text, tone) for text, tone in chips)
    return (
        f'<h1 class="crumbs"><span>{escape(place)}</span><i>/</i>{escape(title)}</h1>'
        f'<span class="chips">{shown}</span>'
    )


def chip(text: str, tone: Tone) -> str:
    """A word in a tone."""
    return f'<span class="chip {tone}">{escape(text)}</span>'


def heading(title: str, note: str = "", end: str = "") -> str:
    """A card's heading with a note beside it; `end` is markup at its right end."""
    beside = f"<small>{escape(note)}</small>" if note else ""
    return f'<div class="heading"><h2>{escape(title)}</h2>{beside}<span>{end}</span></div>'


def figures(shown: Iterable[Figure]) -> str:
    """Key figures in a row of cards."""
    cells = (
        f'<div class="figure"><small>{escape(each.label)}</small><b>{escape(each.value)}</b>'
        f'<em class="{each.tone}">{escape(each.note)}</em></div>'
        for each in shown
    )
    return f'<div class="figures">{"".join(cells)}</div>'


def legend(texts: Texts) -> str:
    """The three ends in their colours, each with its word."""
    return "".join(
        f'<span class="key {tone}"><i></i>{escape(texts(ending))}</span>'
        for ending, tone in TONES.items()
    )


def bars(
    of: Histogram,
    tones: Mapping[str, Tone],
    mark: tuple[int, str],
    room: tuple[int, int],
    texts: Texts,
) -> str:
    """A histogram in the tones of its bands, the cut-off line on it and how far it may move."""
    value, word = mark
    alt = texts(
        "histogram alt", lowest=of.lowest, highest=of.highest, width=of.width, tallest=of.tallest
    )
    columns = "".join(_bar(of, bar, tones, texts) for bar in of.bars)
    low, high = (of.place(score) * 100 for score in room)
    place = of.place(value) * 100
    return (
        f'<div class="histogram" role="img" aria-label="{escape(alt)}">'
        f'<div class="room" style="left:{low:.2f}%;width:{high - low:.2f}%"></div>'
        f'<div class="bars">{columns}</div>'
        f'<div class="cut" style="left:{place:.2f}%"><span>{escape(word)}</span></div></div>'
        f'<div class="axis">{_ticks(of)}</div>'
    )


def _bar(of: Histogram, bar: Bar, tones: Mapping[str, Tone], texts: Texts) -> str:
    parts = "".join(
        f'<i class="{tones.get(band, "plain")}" style="height:{people / of.tallest:.2%}"></i>'
        for band, people in bar.people.items()
    )
    bands = texts("separator").join(
        texts("bar band", band=band, count=count(people)) for band, people in bar.people.items()
    )
    hint = texts(
        "bar hint",
        start=bar.start,
        end=bar.start + of.width - 1,
        count=count(bar.height),
        bands=bands,
    )
    return f'<div title="{escape(hint)}">{parts}</div>'


def _ticks(of: Histogram) -> str:
    step = 100
    first = -(-of.lowest // step) * step
    return "".join(
        f'<span style="left:{of.place(score):.2%}">{score}</span>'
        for score in range(first, of.highest + 1, step)
    )


def band_key(ends: Mapping[str, Ending], texts: Texts) -> str:
    """The bands in their colours, those of one colour together, with how most people in it end."""
    together: dict[Ending, list[str]] = {}
    for band, ending in ends.items():
        together.setdefault(ending, []).append(band)
    return "".join(
        f'<span class="key {TONES[ending]}"><i></i>'
        f"{escape(texts('band leads', bands=' '.join(bands), ending=texts(ending)))}</span>"
        for ending, bands in together.items()
    )


def sentences(shown: Sequence[str]) -> str:
    """Sentences, the first one loud."""
    items = "".join(f"<li>{escape(each)}</li>" for each in shown)
    return f'<ul class="sentences" role="status">{items}</ul>'


def verdict(word: str, tone: Tone, notes: Iterable[str], terms: Sequence[Term]) -> str:
    """How it ended, what is known about it, and the offer."""
    beside = "".join(f"<small>{escape(note)}</small>" for note in notes)
    cells = "".join(
        f"<div><small>{escape(term.label)}</small>"
        f'<b class="{"number" if term.value[:1].isdigit() else "word"}">{escape(term.value)}</b>'
        f"<em>{escape(term.beside)}</em></div>"
        for term in terms
    )
    offer = f'<div class="offer">{cells}</div>' if cells else ""
    return f'<div class="verdict {tone}"><b>{escape(word)}</b>{beside}</div>{offer}'


def reasons(shown: Sequence[Why], texts: Texts) -> str:
    """Each reason with what the customer is told."""
    if not shown:
        return f'<p class="quiet">{escape(texts("why none"))}</p>'
    return f'<ul class="reasons">{"".join(_reason(why, texts) for why in shown)}</ul>'


def _reason(why: Why, texts: Texts) -> str:
    told = texts("told", text=why.told) if why.told else texts("told nothing")
    return (
        f"<li><code>{escape(why.code)}</code><div>{escape(why.label)}"
        f"<small>{escape(told)}</small></div></li>"
    )


def steps(told: Story, tone: Tone, texts: Texts) -> str:
    """The way step by step; what is long is folded away."""
    *between, end = told.chapters
    items = [_step(number, chapter, "plain", texts) for number, chapter in enumerate(between, 1)]
    items.append(_step(len(told.chapters), end, tone, texts))
    return f'<ol class="steps">{"".join(items)}</ol>'


def _step(number: int, of: Chapter, tone: Tone, texts: Texts) -> str:
    way = texts("step way", way=of.way) if of.way else ""
    return (
        f'<li class="{tone}"><i>{number}</i><div><div class="step"><b>{escape(of.title)}</b>'
        f'<span class="kind">{escape(of.kind)}</span><span class="way">{escape(way)}</span></div>'
        f"{_fired(of.fired, texts)}{_saw(of.saw, texts)}</div></li>"
    )


def _fired(fired: Sequence[str], texts: Texts) -> str:
    if not fired:
        return ""
    listed = "".join(f"<li>{escape(each)}</li>" for each in fired)
    if len(fired) <= MANY:
        return f"<ul>{listed}</ul>"
    summary = texts("step fired", count=len(fired))
    last = f"<ul><li>{escape(fired[-1])}</li></ul>"
    return f"{last}<details><summary>{escape(summary)}</summary><ul>{listed}</ul></details>"


def _saw(saw: Sequence[tuple[str, str]], texts: Texts) -> str:
    if not saw:
        return ""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in saw)
    return f"<details><summary>{escape(texts('step saw'))}</summary><dl>{rows}</dl></details>"


def divider(text: str) -> str:
    """A word between two groups of buttons."""
    return f'<span class="divider">{escape(text)}</span>'


def fault(messages: Iterable[str]) -> str:
    """What is wrong with a field, beside it."""
    shown = "".join(f"<p>{escape(message)}</p>" for message in messages)
    return f'<div class="fault" role="alert">{shown}</div>'


def hint(text: str) -> str:
    """What a field may hold."""
    return f'<div class="hint">{escape(text) or "&nbsp;"}</div>'


def notice(title: str, text: str) -> str:
    """Something that the reader must see to."""
    return f'<div class="notice" role="alert"><b>{escape(title)}</b><p>{escape(text)}</p></div>'
