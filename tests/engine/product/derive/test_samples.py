"""The worked documents: a county's child, and what the next version of its template does to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from engine.document import (
    Json,
    content_name,
    edits_as_json,
    equal,
    parse_edits,
    read_json,
)
from engine.product.derive import (
    Prefixes,
    check_clone,
    clone,
    collapse,
    derive,
    effective,
    expand,
    lineage,
    needless_edits,
    normal_edits,
    origins,
    rebase,
    refine,
    refine_line,
    settle,
)
from tests.house.tree import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES.name}")
TENANTS = {"xinyang": Prefixes("xinyang.", "XY")}
NAMES = ("suixiang", "suixiang.apply", "suixiang.v2", "suixiang.v2.apply", "xinyang.suixiang")


@cache
def sample(name: str) -> dict[str, Json]:
    """A document of the samples."""
    document = read_json((SAMPLES / f"{name}.json").read_bytes(), numbers_as=int)
    assert isinstance(document, dict)
    return document


@cache
def documents() -> Mapping[str, Json]:
    """The products and flows, by name."""
    return {content_name(sample(name)): sample(name) for name in NAMES}


@pytest.mark.parametrize("name", ["suixiang", "suixiang.v2"])
def test_a_template_is_expanded_and_collapsed(name: str) -> None:
    product, flows = collapse(expand(sample(name), documents()))
    assert equal(product, sample(name))
    assert set(flows) == {content_name(sample(f"{name}.apply"))}


def test_the_childs_edits_are_in_normal_form_and_inside_the_permits() -> None:
    line = lineage(sample("xinyang.suixiang"), documents())
    edits = normal_edits(line[0].effective, line[1].effective, line[1].edits)
    assert equal(edits_as_json(edits), sample("xinyang.suixiang")["edits"])
    assert needless_edits(line) == ()
    assert refine_line(line, tenants=TENANTS) == ()


def test_the_batch_between_the_versions_is_the_difference_of_the_whole_products() -> None:
    first, second = (expand(sample(name), documents()) for name in ("suixiang", "suixiang.v2"))
    stored = parse_edits(sample("suixiang.v2.edits")["edits"])
    edits = normal_edits(first, second, stored)
    assert equal(edits_as_json(edits), sample("suixiang.v2.edits")["edits"])
    assert equal(derive(first, stored), second)


def test_under_the_second_version_the_child_would_leave_two_permits() -> None:
    second = effective(sample("suixiang.v2"), documents())
    line = lineage(sample("xinyang.suixiang"), documents())
    possible = [edit for edit in line[1].edits if "p21" not in str(edit.at)]
    child = derive(second, possible)
    breaches = refine(second, child, prefixes=TENANTS.values())
    assert [(str(each.at), each.permit) for each in breaches] == [
        ("apply:nodes/price/rows/p32/then/spread", "P07"),
        ("apply:nodes/score/characteristics/aum/bins/b2/points", "P08"),
    ]


def test_the_rebase_comes_out_exactly() -> None:
    found = rebase(
        sample("xinyang.suixiang"),
        sample("suixiang.v2"),
        documents(),
        tenants=TENANTS,
    )
    assert equal(found.as_json(), sample("rebase"))
    settled = settle(found, found.proposed)
    line = lineage(settled, {**documents(), content_name(settled): settled})
    assert refine_line(line, tenants=TENANTS) == ()
    assert needless_edits(line) == ()


def test_every_value_of_the_child_has_its_origin() -> None:
    line = lineage(sample("xinyang.suixiang"), documents())
    found = {str(each.at): each for each in origins(line)}
    limit = found["line/amount/max"]
    assert (limit.document, limit.permit, limit.source) == (line[1].name, "P01", "S1")
    assert limit.why == {"zh": "本行单户信用上限", "en": "Our own cap per borrower"}
    assert found["line/amount/min"].document == line[0].name
    assert len(found) > 700


def test_a_clone_of_the_child_keeps_the_legal_cap_of_the_child() -> None:
    origin = lineage(sample("xinyang.suixiang"), documents())[-1]
    copy = clone(origin, identity="xinyang.own", tenant="xinyang")
    assert check_clone(copy, documents()) == ()
    looser = derive(copy, parse_edits([{"at": "line/amount/max", "set": "150000.00"}]))
    (breach,) = check_clone(looser, documents())
    assert breach.nearest == "100000.00"
