"""`rebase`: a child on the next version of its parent, as questions and answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ..document import Json, Remove, content_name, print_json
from ..errors import DocumentRefused, EditsRefused
from ..issues import Language
from ..product import derive as deriving
from ..product.derive import Choice, Rebase
from ..product.derive.rebasing.report import STATES
from ..product.sentences import Told, Whole
from .deriving import BREACHED
from .door import argument, door, option
from .products import (
    ProductFile,
    entries_of,
    product_file,
    read_product_file,
)
from .sources import located, read_day, read_source, target, write_output
from .terminal import put_json, say
from .voice import TEXTS, Voice


@door
def rebase(
    child: Annotated[Path, argument("child")],
    onto: Annotated[Path, option("onto")],
    answers: Annotated[Path | None, option("answers")] = None,
    accept_proposed: Annotated[bool, option("accept-proposed")] = False,
    out: Annotated[Path | None, option("out")] = None,
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    today: Annotated[str | None, option("today")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Says what becomes of a child's edits; with every answer it writes the child anew."""
    own, parent = read_product_file(child, onto), read_product_file(onto, child)
    found = _rebased(own, parent, today)
    if answers is None and not accept_proposed:
        if as_json:
            put_json(found.as_json())
        else:
            _say_report(found, own, parent, dictionary, Voice.of(language))
        return
    chosen = found.proposed if accept_proposed else {}
    chosen |= {} if answers is None else read_answers(answers)
    with located(answers or child):
        settled = product_file(deriving.settle(found, chosen), child, onto)
    waivers = [*_waivers(found, chosen)]
    _raise_faults(settled, waivers, dictionary, today)
    file = target(out)
    write_output(file, print_json(dict(settled.document)))
    _say_written(settled, waivers, out, as_json=as_json, voice=Voice.of(language))
    if waivers:
        raise typer.Exit(BREACHED)


def _rebased(own: ProductFile, parent: ProductFile, today: str | None) -> Rebase:
    """The child's edits on the new parent. Raises for what is no child, or what stops a line."""
    onto, _ = parent.generation, own.generation
    day = read_day(today) or onto.first_day
    with own.located():
        return deriving.rebase(
            dict(own.document),
            dict(parent.document),
            own.documents | parent.documents,
            tenants=own.tenants,
            today=None if day is None else day.isoformat(),
        )


def read_answers(path: Path) -> dict[str, str]:
    """The choice for each open item by its address. Raises DocumentRefused for anything else."""
    found = read_source(path)
    faults = [at for at, choice in found.items() if not isinstance(choice, str)]
    if faults:
        with located(path):
            raise DocumentRefused([TEXTS.issue("C109", at) for at in faults])
    return {at: str(choice) for at, choice in found.items()}


def _say_report(
    found: Rebase, own: ProductFile, parent: ProductFile, given: Path | None, voice: Voice
) -> None:
    """Prints the report, state by state: first what needs nobody, then what is to be chosen."""
    told = _told(found, own, parent, given)
    for state in STATES:
        items = [item for item in found.items if item.state == state]
        if items:
            say(voice.say(f"rebase {state}", count=len(items)))
        for item in items:
            say(f"  {item.at}")
            for spoken in voice.languages:
                headline, *below = told.item(item, spoken)
                say(f"    {headline}")
                for line in below:
                    say(f"      {line}")
    say(voice.say("rebased", open=len(found.open)))


def _told(found: Rebase, own: ProductFile, parent: ProductFile, given: Path | None) -> Told:
    entries = entries_of(own, given)
    before, onto = own.line[-2].effective, parent.generation
    kept = deriving.headed(onto.document, found.kept)
    wholes = (before, onto.effective, own.generation.effective, kept)
    return Told(*(Whole.of(whole, entries) for whole in wholes))


def _waivers(found: Rebase, chosen: Mapping[str, str]) -> Iterator[Choice]:
    """The chosen exceptions: they hold once the parent's owner has granted them."""
    for item in found.open:
        for choice in item.choices:
            if choice.id == chosen.get(str(item.at)) and choice.until is not None:
                yield choice


def _raise_faults(
    settled: ProductFile, waivers: list[Choice], dictionary: Path | None, today: str | None
) -> None:
    """Raises EditsRefused with every fault of the settled child that no exception is asked for."""
    waived = {at for choice in waivers for at in _covered(choice)}
    found = settled.issues(dictionary, read_day(today))
    faults = [each for each in found if each.severity == "fault"]
    # What an exception covers lies outside its permit twice: as an edit, and as the child's value.
    left = [each for each in faults if not waived & {each.at, str(each.values.get("at"))}]
    if left:
        raise EditsRefused(left)


def _covered(choice: Choice) -> Iterator[str]:
    """The addresses at which a fault is what an exception is asked for.

    A member of a set is judged with the set, and how many have to stay at the permit.
    """
    yield f"permits/{choice.permit}/keep"
    for edit in choice.edits:
        yield str(edit.at)
        if isinstance(edit, Remove):
            yield str(replace(edit.at, path=edit.at.path[:-1]))


def _say_written(
    settled: ProductFile, waivers: list[Choice], out: Path | None, *, as_json: bool, voice: Voice
) -> None:
    name, beside = content_name(dict(settled.document)), target(out) is None
    if as_json:
        asked = [choice.as_json() for choice in waivers]
        told: dict[str, Json] = {"name": name, "waivers": list(asked)}
        put_json(told, to_stderr=beside)
        return
    for choice in waivers:
        places = ", ".join(str(edit.at) for edit in choice.edits)
        values = {"at": places, "permit": choice.permit, "until": choice.until}
        say(voice.say("waiver", **values), to_stderr=True)
    say(name, to_stderr=beside)
