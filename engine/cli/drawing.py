"""`diagram`: a flow as Graphviz DOT or as SVG."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Annotated, Literal

import typer

from ..errors import DocumentRefused
from ..flow.diagram import draw
from ..issues import Language
from .door import argument, door, option
from .sources import read_version, write_output
from .voice import TEXTS, print_json

Form = Literal["dot", "svg"]
PURE = "graphviz-pure"
"""The renderer that comes with the engine's own packages."""


@door
def diagram(
    flow: Annotated[Path, argument("flow")],
    form: Annotated[Form | None, option("format")] = None,
    out: Annotated[Path | None, option("out")] = None,
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language, option("language")] = "zh",
) -> None:
    """Draws a flow; a draft with faults is drawn as far as it goes."""
    wanted = form or ("svg" if out is not None and out.suffix.lower() == ".svg" else "dot")
    picture = draw(read_version(flow, dictionary).draft, language)
    if wanted == "svg":
        picture = rendered(picture)
    if out is not None:
        write_output(out, picture.encode("utf-8"))
    if as_json:
        print_json({"format": wanted, **({"out": str(out)} if out else {"text": picture})})
    elif out is None:
        typer.echo(picture, nl=False)


def rendered(dot: str) -> str:
    """The picture in SVG, by Graphviz where it is installed, else by the renderer in Rust.

    Raises DocumentRefused where there is neither, or it fails.
    """
    beside = shutil.which(PURE, path=sysconfig.get_path("scripts"))
    program = shutil.which("dot") or beside or shutil.which(PURE)
    if program is None:
        raise DocumentRefused([TEXTS.issue("C301", "")])
    ran = subprocess.run((program, "-Tsvg"), input=dot.encode(), capture_output=True, check=False)
    if ran.returncode:
        problem = ran.stderr.decode("utf-8", "replace").strip()[:200]
        raise DocumentRefused([TEXTS.issue("C302", "", problem=problem)])
    return ran.stdout.decode("utf-8")
