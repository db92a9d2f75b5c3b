"""Clones: a copy of its own, in which guardrails, classes and legal bounds stay."""

from __future__ import annotations

import pytest

from engine.document import Edit, Json, Remove, Set, content_name, equal, parse_address
from engine.errors import DocumentRefused
from engine.product.derive import (
    Breach,
    check_clone,
    clone,
    collapse,
    derive,
    lineage,
    refine_line,
)
from tests.engine.product.derive.small import (
    TENANTS,
    Changes,
    as_mapping,
    changed,
    child_of,
    edits,
    only,
    part,
    shelf,
    template,
    whole,
)

ORIGIN = lineage(template(), shelf())[-1]
AT = parse_address


def copied(changes: Changes = ()) -> Json:
    """Xinyang's clone of the template, with some changes."""
    return derive(clone(ORIGIN, identity="xinyang.own", tenant="xinyang"), edits(changes))


def faults(changes: Changes) -> dict[str, str]:
    """The codes of what a clone may not change, by address."""
    return {str(breach.at): breach.issue.code for breach in checked(copied(changes))}


def checked(product: Json, **more: Json) -> list[Breach]:
    """The faults of a clone."""
    return list(check_clone(product, {**shelf(), **more}))


def test_a_clone_is_a_copy_under_a_head_of_its_own() -> None:
    product = part(copied(), "")
    assert product["origin"] == ORIGIN.name
    assert (product["id"], product["role"], product["tenant"]) == (
        "xinyang.own",
        "product",
        "xinyang",
    )
    assert "parent" not in product
    assert equal({**part(whole(), ""), **product}, product)
    kept, flows = collapse(product)
    assert as_mapping(kept)["flows"] == template()["flows"]
    assert set(flows) < set(shelf())


FREE: dict[str, Changes] = {
    "a threshold": {"customers/age/min": "16"},
    "a rule": {"apply:nodes/admission/rules/A01/when": "false"},
    "the whole flow": [Set(AT("apply:nodes"), {})],
    "a stricter legal bound": {"line/amount/max": "50000.00", "penalty/overdue_uplift": "0.3000"},
    "a stricter legal bound the other way": {"line/amount/min": "2000.00"},
    "a legal set made smaller": [Remove(AT("draw/months/options/24"))],
    "a legal prohibition more": {"funds/forbidden/repay_loan": True},
    "a method beside the legal one": {"draw/methods/bullet": {"months_max": "60"}},
    "permits": [Remove(AT("permits"))],
    "where its numbers come from": {"sources": {}},
}


@pytest.mark.parametrize("changes", FREE.values(), ids=FREE.keys())
def test_a_clone_may_change(changes: Changes) -> None:
    assert faults(changes) == {}


LOCKED: dict[str, tuple[Changes, dict[str, str]]] = {
    "a guardrail": ({"guardrails/G01/always": "true"}, {"guardrails/G01/always": "P261"}),
    "that there is one": ([Remove(AT("guardrails/G01"))], {"guardrails/G01": "P261"}),
    "that there are any": ([Remove(AT("guardrails"))], {"guardrails": "P261"}),
    "how many there are": ({"guardrails/G02": {}}, {"guardrails/G02": "P261"}),
    "a class": ({"classes/purpose": "business"}, {"classes/purpose": "P261"}),
    "a legal bound to a looser one": (
        {"line/amount/max": "200000.01"},
        {"line/amount/max": "P262"},
    ),
    "a legal bound to a looser one the other way": (
        {"line/amount/min": "1.00"},
        {"line/amount/min": "P262"},
    ),
    "a legal value of which no way is stricter": (
        {"draw/months/default": "6"},
        {"draw/months/default": "P262"},
    ),
    "a legal bound to none": ({"line/amount/max": None}, {"line/amount/max": "P262"}),
    "a legal bound to an expression": ({"line/amount/max": "x"}, {"line/amount/max": "P262"}),
    "that there is one by law": ([Remove(AT("penalty"))], {"penalty": "P262"}),
    "what lies below an address of the law": (
        {"penalty/overdue_uplift": "0.6000"},
        {"penalty/overdue_uplift": "P262"},
    ),
    "a legal prohibition": (
        [Remove(AT("funds/forbidden/house"))],
        {"funds/forbidden/house": "P262"},
    ),
    "a legal set made larger": (
        {"draw/months/options/60": True},
        {"draw/months/options/60": "P262"},
    ),
    "the law's own sources beside the bound": (
        {"sources": {}, "line/amount/max": "300000.00"},
        {"line/amount/max": "P262"},
    ),
}


@pytest.mark.parametrize(("changes", "codes"), LOCKED.values(), ids=LOCKED.keys())
def test_a_clone_may_not_change(changes: Changes, codes: dict[str, str]) -> None:
    assert faults(changes) == codes
    product = copied(changes)
    mending: list[Edit] = [edit for breach in checked(product) for edit in breach.instead]
    assert checked(derive(product, mending)) == []


def test_a_fault_names_the_source_and_the_legal_value() -> None:
    breach = only(checked(copied({"line/amount/max": "300000.00"})))
    assert breach.issue.values == {"source": "S1", "nearest": "200000.00"}
    assert (breach.found, breach.nearest) == ("300000.00", "200000.00")


def test_a_bound_that_the_law_leaves_open_may_be_set() -> None:
    origin = changed({"line/amount/max": None})
    kept, flows = collapse(origin)
    documents = {**flows, content_name(kept): kept}
    open_origin = lineage(kept, documents)[-1]
    copy = clone(open_origin, identity="x.own", tenant="xinyang")
    bounded = derive(copy, edits({"line/amount/max": "1.00"}))
    assert check_clone(bounded, documents) == ()


def test_a_clone_of_a_clone_keeps_what_the_first_origin_locked() -> None:
    first = copied({"sources": {}})
    kept, flows = collapse(first)
    documents = {**shelf(), **flows, content_name(kept): kept}
    second = clone(lineage(kept, documents)[-1], identity="x.second", tenant="luoyang")
    looser = derive(second, edits({"line/amount/max": "300000.00"}))
    assert [str(breach.at) for breach in check_clone(looser, documents)] == ["line/amount/max"]


def test_a_child_of_a_clone_keeps_the_locks_whatever_the_clone_permits() -> None:
    permit: Json = {"on": "line/amount/max", "allow": "free", "why": {"zh": "x"}, "owner": "risk"}
    kept, flows = collapse(copied({"permits": {"P1": permit}}))
    child = child_of(kept, {"line/amount/max": "300000.00"})
    documents = {**shelf(), **flows, content_name(kept): kept}
    line = lineage(child, documents)
    assert refine_line(line, tenants=TENANTS) == ()
    breach = only(check_clone(line[-1].effective, documents))
    assert (str(breach.at), breach.nearest) == ("line/amount/max", "200000.00")
    own = clone(line[-1], identity="x.own", tenant="luoyang")
    documents[content_name(child)] = child
    assert [str(each.at) for each in check_clone(own, documents)] == ["line/amount/max"]


def test_a_law_over_the_whole_product_says_nothing_of_whose_it_is() -> None:
    law: Json = {"S1": {"basis": "law", "text": {"zh": "法规"}, "of": [""]}}
    origin = changed({"sources": law})
    kept, flows = collapse(origin)
    documents = {**flows, content_name(kept): kept}
    copy = clone(lineage(kept, documents)[-1], identity="x.own", tenant="xinyang")
    assert check_clone(copy, documents) == ()


def test_an_origin_that_is_not_there_stops_the_check() -> None:
    with pytest.raises(DocumentRefused) as stopped:
        check_clone(copied(), {})
    assert [(issue.at, issue.code) for issue in stopped.value.issues] == [("origin", "P202")]
