"""What a county may do with the permits that it hands on."""

from __future__ import annotations

import pytest

from engine.document import Edit, Json, Remove, Set, parse_address
from tests.engine.product.derive.small import Changes, breaches, changed, found, only, values

AT = parse_address


def removed(*addresses: str) -> list[Edit]:
    """Edits that take parts out."""
    return [Remove(AT(at)) for at in addresses]


def permit(on: str, allow: str, **terms: Json) -> Json:
    """A permit of the county's own."""
    return {"on": on, "allow": allow, "why": {"zh": "x"}, "owner": "county", **terms}


SPREADS = "apply:nodes/price/rows/*/then/spread"
ONE_SPREAD = "apply:nodes/price/rows/p21/then/spread"
AGE = "customers/age/min"
NARROWER: dict[str, Changes] = {
    "a shorter range": {"permits/P07/min": "0.0150", "permits/P07/max": "0.0450"},
    "longer steps": {"permits/P07/step": "0.0010"},
    "a nearer end": {"permits/P01/to": "50000.00"},
    "an end where there was none": {"permits/P09/to": "700"},
    "a shorter distance": {"permits/P08/by": "3"},
    "more members to keep": {"permits/P02/keep": 3},
    "members to keep where none were named": {"permits/P03/keep": 2},
    "fewer words to choose from": removed("permits/P11/of/interest_only"),
    "fewer channels to come": removed("permits/P12/of/branch"),
    "one kind of rule": removed("permits/P05/then/refer"),
    "fewer rules": {"permits/P05/max": 1},
    "an end of the permit": {"permits/P07/until": "2026-12-31"},
    "a lock": {"permits/P07/allow": "locked"},
    "fewer parts": {"permits/P07/on": ONE_SPREAD},
    "no permit": removed("permits/P07", "permits/P04"),
    "other words beside it": {"permits/P07/why/zh": "本行要求", "permits/P07/owner": "county"},
    "a narrower one of one part": {
        "permits/X1": permit(ONE_SPREAD, "within", min="0.0200", max="0.0300", step="0.0005")
    },
    "a lock of one part": {"permits/X1": permit(ONE_SPREAD, "locked")},
    "a range inside what may be tightened": {
        "permits/X1": permit(AGE, "within", min="18", max="25", step="1")
    },
    "what may be tightened inside a range": {
        "permits/X1": permit(
            "apply:nodes/score/characteristics/aum/bins/b1/points", "tighten", to="-5"
        )
    },
    "values of a range": {"permits/X1": permit(ONE_SPREAD, "within", of={"0.0250": True})},
    "a distance inside a range": {
        "permits/X1": permit(ONE_SPREAD, "within", by="0.0050", step="0.0005")
    },
    "anything inside what is free": {"permits/X1": permit("title/zh", "locked")},
    "the parent's own value inside a range": {"permits/X1": permit(ONE_SPREAD, "tighten")},
    "some words where any are free": {
        "permits/X1": permit("title/zh", "within", of={"信阳随贷": True})
    },
    "a lock of what is not there": {"permits/X1": permit("line/amount/most", "locked")},
    "members to drop of those to choose from": {"permits/P12": permit("sale/channels", "tighten")},
}


@pytest.mark.parametrize("changes", NARROWER.values(), ids=NARROWER.keys())
def test_a_county_hands_on_less(changes: Changes) -> None:
    assert found(changes) == {}


FIELDS: list[tuple[str, Json, Json]] = [
    ("permits/P07/max", "0.0600", "0.0500"),
    ("permits/P07/min", "0.0050", "0.0100"),
    ("permits/P07/min", "0.0103", "0.0105"),
    ("permits/P07/step", "0.0007", "0.0005"),
    ("permits/P07/step", "0.0008", "0.0010"),
    ("permits/P01/to", "5000.00", "10000.00"),
    ("permits/P08/by", "6", "5"),
    ("permits/P02/keep", 1, 2),
    ("permits/P05/max", 3, 2),
]


@pytest.mark.parametrize(("at", "value", "nearest"), FIELDS)
def test_a_term_that_opens_a_permit_has_a_nearest_one_that_does_not(
    at: str, value: Json, nearest: Json
) -> None:
    breach = only(breaches({at: value}))
    assert (str(breach.at), breach.issue.code, breach.nearest) == (at, "P251", nearest)
    assert found(breach.instead) == {}
    assert set(values(breach.instead).values()) <= {str(nearest)}


WIDER: dict[str, tuple[Changes, dict[str, str]]] = {
    "an end taken away": (removed("permits/P01/to"), {"permits/P01/to": "P251"}),
    "steps taken away": (removed("permits/P01/step"), {"permits/P01/step": "P251"}),
    "a lower end taken away": (removed("permits/P07/min"), {"permits/P07/min": "P251"}),
    "a distance taken away": (removed("permits/P08/by"), {"permits/P08/by": "P251"}),
    "an end that is no number": ({"permits/P07/max": "much"}, {"permits/P07/max": "P251"}),
    "the number of rules taken away": (removed("permits/P05/max"), {"permits/P05/max": "P251"}),
    "all that it might hand on": (removed("permits"), {"permits": "P221"}),
    "two terms": (
        {"permits/P07/min": "0.0000", "permits/P07/max": "0.0900"},
        {"permits/P07/min": "P251", "permits/P07/max": "P251"},
    ),
    "a word more": ({"permits/P11/of/bullet": True}, {"permits/P11/of": "P251"}),
    "a channel more": ({"permits/P12/of/shop": True}, {"permits/P12/of": "P251"}),
    "another kind of rule": (
        {"permits/P16/then/refer": True},
        {"permits/P16/then": "P251"},
    ),
    "more than it may itself": ({"permits/P01/allow": "free"}, {"permits/P01": "P252"}),
    "more parts": ({"permits/P07/on": "apply:nodes/price/**"}, {"permits/P07": "P252"}),
    "a part that is locked": (
        {"permits/X1": permit("line/amount/min", "tighten")},
        {"permits/X1": "P252"},
    ),
    "a part that is locked by name": (
        {"permits/X1": permit("customers/age/max", "tighten")},
        {"permits/X1": "P228"},
    ),
    "a range beyond the parent's": (
        {"permits/X1": permit(ONE_SPREAD, "within", min="0.0050", max="0.0200", step="0.0005")},
        {"permits/X1": "P252"},
    ),
    "steps between the parent's": (
        {"permits/X1": permit(ONE_SPREAD, "within", min="0.0103", max="0.0200", step="0.0005")},
        {"permits/X1": "P252"},
    ),
    "a distance out of the range": (
        {"permits/X1": permit(ONE_SPREAD, "within", by="0.0300", step="0.0005")},
        {"permits/X1": "P252"},
    ),
    "freely what may be tightened": ({"permits/X1": permit(AGE, "free")}, {"permits/X1": "P252"}),
    "values beyond the range": (
        {"permits/X1": permit(ONE_SPREAD, "within", of={"0.0250": True, "0.0900": True})},
        {"permits/X1": "P252"},
    ),
    "members of its own": (
        {"permits/X1": permit("draw/months/*/36", "free")},
        {"permits/X1": "P253"},
    ),
    "parts that are not there": (
        {"permits/X1": permit("line/amount/most", "tighten")},
        {"permits/X1": "P253"},
    ),
    "members to drop where they may only come": (
        {"permits/P13": permit("funds/forbidden", "within", of={"house": True})},
        {"permits/P13": "P252"},
    ),
    "more parts, and a term": (
        {"permits/P07/on": "apply:nodes/price/**", "permits/P07/max": "0.0900"},
        {"permits/P07": "P252"},
    ),
    "what a lock kept, with other words elsewhere": (
        [*removed("permits/P14"), Set(AT("permits/P04/why/zh"), "x")],
        {"permits/P14": "P254"},
    ),
    "what a lock kept": (removed("permits/P14"), {"permits/P14": "P254"}),
    "what a lock kept, the lock being elsewhere": (
        {"permits/P14/on": "customers/age/min"},
        {"permits/P14": "P252"},
    ),
}


@pytest.mark.parametrize(("changes", "codes"), WIDER.values(), ids=WIDER.keys())
def test_a_county_hands_on_no_more(changes: Changes, codes: dict[str, str]) -> None:
    assert found(changes) == codes


def test_a_permit_outlives_the_parents_not_by_a_day() -> None:
    parent = changed({"permits/P07/until": "2026-12-31"})
    assert found({"permits/P07/until": "2026-11-30"}, parent=parent) == {}
    assert found({"permits/P07/max": "0.0400"}, parent=parent) == {}
    assert found({"permits/P07/until": "2027-01-31"}, parent=parent) == {
        "permits/P07/until": "P251"
    }
    assert found(removed("permits/P07/until"), parent=parent) == {"permits/P07/until": "P251"}


@pytest.mark.parametrize(
    "wrong",
    ["x", {}, {"on": "line/~9", "allow": "free"}, {"on": "title/*", "allow": "any"}, {"on": 1}],
)
def test_what_is_no_permit_opens_nothing(wrong: Json) -> None:
    """That it is none, the schema says."""
    assert found({"permits/X1": wrong}) == {}
    parent = changed({"permits/P10": wrong})
    assert found({"title/zh": "x"}, parent=parent) == {"title/zh": "P221"}


def test_a_permit_on_the_members_alone_is_judged_by_them_all() -> None:
    options = permit("draw/months/options/*", "tighten", keep=2)
    parent = changed([*removed("permits/P02"), Set(AT("permits/P98"), options)])
    assert found({"permits/P98/keep": 3}, parent=parent) == {}
    assert found({"permits/P98/keep": 1}, parent=parent) == {"permits/P98/keep": "P251"}


def test_of_the_members_of_a_term_only_those_that_are_new_go() -> None:
    shop = Set(AT("permits/P12/of/shop"), value=True)
    breach = only(breaches([*removed("permits/P12/of/branch"), shop]))
    assert [str(edit.at) for edit in breach.instead] == ["permits/P12/of/branch"]
    assert breach.nearest == {"app": True, "link": True}


def test_a_narrowed_permit_is_seen_from_the_countys_own_value() -> None:
    assert found({"line/amount/max": "100000.00", "permits/P01/to": "50000.00"}) == {}


def test_a_permit_says_where_it_opens_too_much() -> None:
    breach = only(breaches({"permits/P01/allow": "free"}))
    assert breach.issue.values["example"] == "line/amount/max"
