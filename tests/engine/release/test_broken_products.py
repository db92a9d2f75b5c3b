"""Every fault of a product that is to be released, all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from engine import DocumentRefused, FlowRefused, check
from tests.engine.release.county import parent
from tests.engine.release.town import Document, Town, documents, law, town

NO_FLOW = "town.apply@sha256:" + "0" * 64
AMOUNT = "town.apply:parameters/product.line.amount.max"


def declared() -> Document:
    """How the flow declares the most of the line."""
    flow = documents()["flows"]["town.apply"]
    parameter: Document = flow["parameters"]["product.line.amount.max"]
    return parameter


BROKEN: dict[str, tuple[Callable[[], Town], list[str]]] = {
    "a flow that is not there": (
        lambda: town({"at": "flows/apply", "set": NO_FLOW}), ["P202 flows/apply"]
    ),
    "a parameter that the product lacks": (
        lambda: town({"at": "town.apply:parameters/product.line.amount.mox",
                      "set": declared()}),
        ["P185 apply:parameters/product.line.amount.mox"],
    ),
    "a parameter of another kind": (
        lambda: town({"at": "town.apply:parameters/product.line.revolving",
                      "set": {"type": "text", "max_length": 9, "value": "no"}},
                     {"at": "town.apply:nodes/on_sale/arms/late/when", "set": "asked.amount < 1"}),
        ["P187 apply:parameters/product.line.revolving"],
    ),
    "a parameter of too few places": (
        lambda: town({"at": AMOUNT, "set": {"type": "number", "scale": 0, "min": "0",
                      "max": "300000", "unit": "CNY", "value": "1"}}),
        ["P187 apply:parameters/product.line.amount.max"],
    ),
    "a value outside the flow's domain": (
        lambda: town({"at": AMOUNT, "set": {**declared(), "max": "90000.00", "value": "1.00"}}),
        ["P188 apply:parameters/product.line.amount.max"],
    ),
    "a parameter without a bound": (
        lambda: town({"at": "town.apply:parameters/product.line.review_months",
                      "set": {"type": "number", "scale": 0, "min": "0", "max": "99",
                              "unit": "month", "value": "1"}}),
        ["P186 apply:parameters/product.line.review_months"],
    ),
    "a base that the dictionary lacks": (
        lambda: town({"at": "interest/base", "set": "lpr_5y"}), ["P402 interest/base"]
    ),
    "a base of too many places": (
        lambda: town(
            {"at": "dictionary:facts/lpr.y1/scale", "set": 7},
            {"at": "dictionary:facts/lpr.y1/min", "set": "0.0000000"},
            {"at": "dictionary:facts/lpr.y1/max", "set": "0.2000000"},
        ),
        [
            "E220 interest", "E220 interest/floor", "E220 apply:nodes/terms/steps/s2/value",
            "E220 dictionary:facts/product.interest.floor/derive",
        ],
    ),
    "a subflow's parameter that its caller does not declare": (
        lambda: town({"at": "town.apply:parameters/product.customers.age.min", "remove": True}),
        ["P403 apply:gate:parameters/product.customers.age.min"],
    ),
    "a bound in another domain at another stage": (
        lambda: town({"at": "town.draw:parameters/product.interest.floor/max", "set": "0.230000"}),
        ["P404 drawdown:parameters/product.interest.floor"],
    ),
    "a flow that offers terms in days": (
        lambda: town({"at": "town.draw:nodes/approved/offer/term_months", "remove": True},
                     {"at": "town.draw:nodes/approved/offer/term_days", "set": "asked.term_days"}),
        ["P401 drawdown:nodes", "P401 drawdown:nodes/approved/offer/term_days"],
    ),
    "a fault in a flow with the product's values": (
        lambda: town({"at": "town.apply:nodes/terms/steps/s1/value",
                      "set": "min(applicant.need, product.line.amount.max) / 3"}),
        ["E203 apply:nodes/terms/steps/s1/value"],
    ),
    "faults of product and flows together": (
        lambda: town({"at": "line/amount/default", "set": "1000.00"},
                     {"at": "town.draw:start", "set": "x"},
                     {"at": "guardrails/G1/always", "set": "applicant.stuff"}),
        ["P112 line/amount/default", "E106 guardrails/G1/always", "F121 drawdown:start"],
    ),
    "a child of a parent that is not there": (
        lambda: parent().child(parent=f"town.credit@sha256:{'0' * 64}"), ["P202 parent"]
    ),
    "a child's edit at a place that is not there": (
        lambda: parent().child({"at": "line/amount/mox/x", "set": "1.00"}),
        ["P210 line/amount/mox/x"],
    ),
    "a child's edits that overlap": (
        lambda: parent().child({"at": "line/amount", "set": {}},
                               {"at": "line/amount/max", "set": "50000.00"}),
        ["P208 line/amount/max"],
    ),
    "edits that do not apply, with the faults of the others": (
        lambda: parent().child({"at": "line/amount", "set": {}},
                               {"at": "line/amount/max", "set": "50000.00"},
                               {"at": "line/mox/x", "set": "1.00"},
                               {"at": "draw/amount/min", "set": "5000.00"},
                               tenant="nowhere"),
        ["P208 line/amount/max", "P210 line/mox/x", "P221 draw/amount/min", "P229 tenant"],
    ),
    "an edit that does not apply beside a value of no shape": (
        lambda: parent().child({"at": "line/amount/mox/x", "set": "1.00"},
                               {"at": "line/amount/max", "set": "50000.000"}),
        ["P210 line/amount/mox/x", "P102 line/amount/max"],
    ),
    "a child's edit that no permit covers": (
        lambda: parent().child({"at": "line/amount/min", "set": "5000.00"}),
        ["P221 line/amount/min"],
    ),
    "a child of a tenant that nobody knows": (
        lambda: parent().child(tenant="nowhere"), ["P229 tenant"]
    ),
    "a child with too many places": (
        lambda: parent().child({"at": "line/amount/max", "set": "50000.000"}),
        ["P102 line/amount/max"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_every_fault_is_found_and_nothing_is_frozen(case: str) -> None:
    make, wanted = BROKEN[case]
    of = make()
    assert of.found() == wanted
    with pytest.raises((FlowRefused, DocumentRefused)) as refused:
        of.freeze()
    assert [f"{each.code} {each.at}" for each in refused.value.issues] == wanted


def test_a_dictionary_is_the_one_that_the_flows_name() -> None:
    of = town()
    assert [each.code for each in check(of.product, documents=of.shelf)] == ["R104"]
    other = {**of.beside, "dictionary": {**of.dictionary, "id": "other"}}
    assert [each.code for each in check(of.product, **other)] == ["R105"]


def test_a_document_beside_that_is_none_says_which() -> None:
    of = town()
    (name,) = [each for each in of.shelf if each.startswith("town.gate")]
    (issue,) = check(of.product, **{**of.beside, "documents": {**of.shelf, name: "nowhere.json"}})
    assert (issue.code, issue.at) == ("R101", f"{name}: ")


def test_legal_limits_are_judged_on_the_day_given_or_on_the_first_day_of_sale() -> None:
    of = town()

    def faults(start: str, today: date | None = None) -> list[str]:
        reference = [law("50000.00", start)]
        found = check(of.product, **of.beside, reference=reference, today=today)
        return [each.code for each in found if each.severity == "fault"]

    assert faults("2026-10-01") == ["P131"]
    assert faults("2026-10-02") == []
    assert faults("2026-10-02", date(2026, 10, 2)) == ["P131"]
