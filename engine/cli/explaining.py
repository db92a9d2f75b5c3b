"""`explain`: a decision as a tree that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from ..flow import explain as telling
from ..issues import Language
from ..nodes import BY_KIND
from .deciding import decision_on
from .door import argument, door, option
from .sources import read_program
from .terminal import put_json, show
from .voice import TEXTS, Voice, request_line, shown

STYLES = {"approve": "bold green", "decline": "bold red", "refer": "bold yellow"}

Explained = Mapping[str, Any]


@door
def explain(
    flow: Annotated[Path, argument("flow")],
    facts: Annotated[Path, argument("facts")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    stage: Annotated[str | None, option("stage")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Says how a decision came out: every step, what fired in it, what it saw, and what is told."""
    explained = telling.explain(decision_on(read_program(flow, dictionary, stage), facts))
    if as_json:
        put_json(explained)
    else:
        show(screen(explained, Voice.of(language)))


def screen(explained: Explained, voice: Voice) -> RenderableType:
    """The explanation, to be printed."""
    end = explained["outcome"] or explained["state"]
    tree = Tree(_said(voice, end, STYLES.get(end, "bold")))
    for step in explained["path"]:
        _add_step(tree, step, voice)
    collections = explained["collections"]
    parts: list[RenderableType] = [tree, *(_collection(each, voice) for each in collections)]
    for heading, rows in (
        ("offer", _offer(explained.get("offer", {}), voice)),
        ("to", _pairs(explained.get("to", {}))),
        ("reasons", [_reason(reason, voice) for reason in explained["reasons"]]),
        ("requests", [Text(request_line(request)) for request in explained["requests"]]),
        ("outputs", _pairs(explained["outputs"])),
    ):
        if rows:
            branch = Tree(_said(voice, heading, "bold"))
            for row in rows:
                branch.add(row)
            parts.append(branch)
    return Group(*parts)


def _said(voice: Voice, key: str, style: str) -> Text:
    return Text(voice.say(key), style=style)


def _add_step(tree: Tree, step: Explained, voice: Voice) -> None:
    title = Text()
    for subflow in step["within"]:
        title.append(f"{voice.both(subflow)} › ", style="dim")
    title.append(voice.both(step["title"]), style="bold")
    if step["way"] is not None:
        title.append(f" → {voice.both(step['way'])}", style="cyan")
    branch = tree.add(title)
    for fired in step["fired"]:
        branch.add(_lines([str(fired[language]) for language in voice.languages]))
    if step["saw"]:
        seen = [_seen(step["saw"], language) for language in voice.languages]
        branch.add(_lines(seen, style="dim"))


def _collection(of: Explained, voice: Voice) -> Tree:
    """The items of a collection by their keys, and why some were left out."""
    tree = Tree(Text(voice.both(of["label"]), style="bold"))
    for item in of["items"]:
        said = Text(f"{shown(item['item'][of['key']])} ")
        said.append(voice.say("left out" if item["left_out"] else "stays"), style="dim")
        for why in item["left_out"]:
            said.append(f"\n{why['reason']} {voice.both(why['label'])}")
        tree.add(said)
    return tree


def _lines(texts: Iterable[str], style: str = "") -> Text:
    """The first language, and the other one quieter below it."""
    first, *others = dict.fromkeys(texts)
    lines = Text(first, style=style)
    for other in others:
        lines.append(f"\n{other}", style="dim")
    return lines


def _seen(saw: Iterable[Explained], language: Language) -> str:
    separator = TEXTS.word("separator", language)
    return separator.join(f"{each['label'][language]} = {shown(each['value'])}" for each in saw)


def _pairs(values: Explained) -> list[Text]:
    return [Text(f"{name} = {shown(value)}") for name, value in values.items()]


def _offer(offer: Explained, voice: Voice) -> list[Text]:
    texts = BY_KIND["outcome"].texts
    names = {
        name: voice.beside(texts.word(f"offer {name}", language) for language in voice.languages)
        for name in offer
    }
    return _pairs({names[name]: value for name, value in offer.items()})


def _reason(reason: Explained, voice: Voice) -> Text:
    said = Text(f"{reason['code']} {voice.both(reason['label'])}")
    told = reason["told"]
    if told is None:
        said.append("\n" + voice.say("not told"), style="dim")
    else:
        customer = voice.both(reason["customer"]) if reason["customer"] else ""
        said.append("\n" + voice.say("told", code=told, text=customer), style="dim")
    return said
