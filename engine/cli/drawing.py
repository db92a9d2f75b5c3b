"""`diagram`: a flow, or that of a stage of a product, as Graphviz DOT or as SVG."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from ..errors import DocumentRefused
from ..flow.diagram import draw
from ..flow.draft import Draft
from ..flow.frames import ALONE
from ..flow.program import at_stage
from ..flow.sentences import Version
from ..issues import Language
from ..release.reading import PRODUCT, RELEASE
from .door import argument, door, option
from .products import read_product_file, spoken
from .released import read_released
from .sources import located, read_source, read_version, target, write_output
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
    stage: Annotated[str | None, option("stage")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language, option("language")] = "zh",
) -> None:
    """Draws a flow, of a product that of a stage; one with faults is drawn as far as it goes."""
    file = target(out)
    wanted = form or ("svg" if file is not None and file.suffix.lower() == ".svg" else "dot")
    picture = draw(read_stage(flow, dictionary, stage), language)
    if wanted == "svg":
        picture = rendered(picture)
    if file is not None or not as_json:
        write_output(file, picture)
    if as_json:
        put_json({"format": wanted, **({"out": str(file)} if file else {"text": picture})})


def read_stage(path: Path, dictionary: Path | None, stage: str | None) -> Draft:
    """The flow of a file as far as it can be read; of a product that of a stage, else its first."""
    drafts = {of: version.draft for of, version in _versions(path, dictionary).items()}
    with located(path):
        return at_stage(drafts, next(iter(drafts)) if stage is None else stage)


def _versions(path: Path, dictionary: Path | None) -> Mapping[str, Version]:
    """The flow of each stage; a flow alone has one."""
    document = read_source(path)
    if document.get("format") == PRODUCT:
        return spoken(read_product_file(path), dictionary).stages
    if document.get("format") == RELEASE and "product" in document:
        return read_released(path).whole.stages
    return {ALONE: read_version(path, dictionary)}


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
