"""`diagram`: a flow as Graphviz DOT or as SVG."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Annotated, Literal

from ..errors import DocumentRefused
from ..flow.diagram import draw
from ..issues import Language
from .door import argument, door, option
from .sources import read_version, target, write_output
from .terminal import put_json
from .voice import TEXTS

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
    file = target(out)
    wanted = form or ("svg" if file is not None and file.suffix.lower() == ".svg" else "dot")
    picture = draw(read_version(flow, dictionary).draft, language)
    if wanted == "svg":
        picture = rendered(picture)
    if file is not None or not as_json:
        write_output(file, picture)
    if as_json:
        put_json({"format": wanted, **({"out": str(file)} if file else {"text": picture})})


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
