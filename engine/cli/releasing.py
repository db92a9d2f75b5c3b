"""`freeze`: a draft flow and the dictionary entries that it uses as one closed file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import release
from ..document import content_name, print_json
from ..issues import Language
from .door import argument, door, option
from .sources import needed_dictionary, read_source, write_output
from .voice import print_json as print_line


@door
def freeze(
    flow: Annotated[Path, argument("flow")],
    out: Annotated[Path, option("out")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    number: Annotated[int, option("number", least=1)] = 1,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Writes the closed release of a draft flow and prints its name."""
    document = read_source(flow)
    beside = needed_dictionary(document, flow, dictionary)
    closed = release.freeze(document, dictionary=beside or {}, number=number)
    write_output(out, print_json(closed).encode("utf-8"))
    if as_json:
        print_line({"name": content_name(closed), "out": str(out)})
    else:
        typer.echo(content_name(closed))
