"""`freeze`: a draft and all that decides by it as one closed file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ..document import content_name, print_json
from ..issues import Language
from .door import argument, door, option
from .sources import read_day, read_flow, target, write_output
from .terminal import put_json, say


@door
def freeze(
    flow: Annotated[Path, argument("flow")],
    out: Annotated[Path, option("out")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    number: Annotated[int, option("number", least=1)] = 1,
    today: Annotated[str | None, option("today")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Writes the closed release of a draft and prints its name.

    A product is frozen with its flows and everything behind it.
    """
    read, file, day = read_flow(flow, dictionary), target(out), read_day(today)
    closed = read.closed(number, day)
    write_output(file, print_json(closed))
    name, beside = content_name(closed), file is None
    if as_json:
        put_json({"name": name, "out": str(out)}, to_stderr=beside)
    else:
        say(name, to_stderr=beside)
