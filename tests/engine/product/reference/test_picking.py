"""The reference facts of a product on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product as pairs
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document import content_name
from engine.errors import DocumentRefused
from engine.product.reference import Reference, joined, read
from tests.engine.product.reference.town import (
    HAND,
    Document,
    day,
    dictionary,
    product,
    put,
    reference_document,
)

REGULATORY = ("internet_loan", "offline_judged", "pledge")
PURPOSES = ("consumption", "business", "agri")
FIRST = date(2024, 1, 1)


def cap(on: str, *classes: str) -> object:
    """The legal cap of a product on a day."""
    return read(reference_document()).facts(product(*classes), day(on)).facts["law.amount_cap"]


@pytest.mark.parametrize(
    ("on", "value"),
    [
        ("2020-07-11", None),
        ("2020-07-12", "200000.00"),
        ("2025-03-13", "200000.00"),
        ("2025-03-14", "300000.00"),
        ("2199-12-31", "300000.00"),
    ],
)
def test_a_cap_holds_from_its_day_on(on: str, value: str | None) -> None:
    assert cap(on) == value


def test_a_row_is_for_its_classes_alone() -> None:
    assert cap("2025-12-31", "internet_loan", "business") is None
    assert cap("2025-12-31", "offline_judged", "consumption") is None
    assert cap("2025-12-31", "pledge", "consumption") == "5000000.00"
    assert cap("2025-12-31", "pledge", "agri") == "5000000.00", "the purpose is not named"


def test_a_null_ends_what_was_before() -> None:
    assert cap("2026-01-01", "pledge", "business") is None


def test_facts_are_spelled_as_the_dictionary_wants_and_the_document_is_named() -> None:
    document = reference_document()
    picked = read(document, dictionary()).facts(product(), day("2026-11-24"))
    assert picked.facts == {"law.amount_cap": "300000.00", "lpr.y1": "0.029000"}
    assert picked.names == (content_name(document),)
    row = picked.rows["lpr.y1"]
    assert row is not None
    assert (row.start, row.basis, row.source.zh) == ("2026-05-20", "law", "示例")


def test_documents_are_joined_and_each_is_named() -> None:
    document = reference_document()
    rates = {k: row for k, row in document["rows"].items() if row["fact"] == "lpr.y1"}
    caps = {k: row for k, row in document["rows"].items() if row["fact"] != "lpr.y1"}
    parts: list[Document] = [
        {**document, "id": "rates", "rows": rates, "calendars": {}},
        {**document, "id": "caps", "rows": caps, "calendars": {}},
        {**document, "id": "days", "rows": {}},
    ]
    together = joined(map(read, parts))
    whole, picked = (
        each.facts(product(), day("2026-11-24")) for each in (read(document), together)
    )
    assert picked.facts == whole.facts
    assert picked.names == tuple(sorted(map(content_name, parts[:2])))
    assert together.calendar == read(document).calendar


def test_a_fact_or_a_year_of_two_documents_is_refused() -> None:
    one, other = reference_document(), {**reference_document(), "id": "again"}
    with pytest.raises(DocumentRefused) as refused:
        joined([read(one), read(other)])
    assert {issue.at for issue in refused.value.issues} == {
        "again:rows/rate-2", "again:rows/cap-4", "again:calendars/2026",
    }  # fmt: skip
    assert refused.value.issues[0].values["other"] == content_name(one)
    assert joined([read(one), read(one)]) == read(one)


def test_faulty_reference_data_gives_no_facts() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(put(reference_document(), "rows/cap-2/from", "2020-07-12"))
    assert [issue.code for issue in refused.value.issues] == ["P302"]


def test_the_order_of_rows_is_told_but_stops_nobody() -> None:
    document = reference_document()
    rows = dict(reversed(document["rows"].items()))
    turned = read({**document, "rows": rows})
    assert turned.facts(product(), day("2026-11-24")) == read(document).facts(
        product(), day("2026-11-24")
    )


@pytest.mark.parametrize("of", [{}, {"classes": {}}, {"classes": {"regulatory": "pledge"}}])
def test_a_product_without_classes_has_no_facts(of: Document) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(reference_document()).facts(of, day("2026-11-24"))
    assert [(issue.code, issue.at) for issue in refused.value.issues] == [("P316", "classes")]


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def many_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of two facts; no two of a fact begin on one day."""
    keys = st.tuples(st.sampled_from(("a.x", "b.y")), st.integers(0, 20))
    some = {
        "regulatory": st.sampled_from(REGULATORY),
        "purpose": st.sampled_from(PURPOSES),
    }
    classes = st.fixed_dictionaries({}, optional=some).filter(bool)
    rows = []
    for fact, after in draw(st.lists(keys, unique=True, max_size=14)):
        start = (FIRST + timedelta(days=after)).isoformat()
        value = draw(st.none() | st.integers(0, 99).map(lambda number: f"{number}.00"))
        held = draw(st.none() | classes)
        row = {"fact": fact, "from": start, "value": value, **HAND}
        rows.append(row if held is None else {**row, "for": held})
    return rows


def referring(rows: list[dict[str, Any]]) -> Reference:
    """Reference data of these rows, in this order."""
    named = {f"{row['fact']}-{row['from']}": row for row in rows}
    return read(put(reference_document(), "rows", named))


def plainly(rows: list[dict[str, Any]], of: Document, today: date) -> dict[str, object]:
    """What FORMATS says, read row by row: the latest that has begun and is for the classes."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda row: str(row["from"])):
        begun = date.fromisoformat(row["from"]) <= today
        if begun and row.get("for", {}).items() <= of["classes"].items():
            found[row["fact"]] = row
    return {row["fact"]: found.get(row["fact"], {"value": None})["value"] for row in rows}


products = st.sampled_from([product(*each) for each in pairs(REGULATORY, PURPOSES)])
todays = st.integers(-1, 22).map(lambda after: FIRST + timedelta(days=after))


@given(many_rows(), products, todays)
def test_the_latest_row_that_fits_is_picked(
    rows: list[dict[str, Any]], of: Document, today: date
) -> None:
    assert referring(rows).facts(of, today).facts == plainly(rows, of, today)


@given(many_rows(), products, todays, todays)
def test_a_later_day_never_picks_an_older_row(
    rows: list[dict[str, Any]], of: Document, one: date, other: date
) -> None:
    reference = referring(rows)
    earlier, later = (reference.facts(of, today).rows for today in sorted((one, other)))
    for fact, row in earlier.items():
        after = later[fact]
        assert row is None or (after is not None and after.start >= row.start)


@given(
    many_rows().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))),
    products,
    todays,
)
def test_facts_do_not_depend_on_the_order_of_rows(
    orders: tuple[list[dict[str, Any]], list[dict[str, Any]]], of: Document, today: date
) -> None:
    one, other = (referring(rows).facts(of, today) for rows in orders)
    assert one == other


@given(many_rows(), products, todays)
def test_a_row_that_has_not_begun_changes_nothing(
    rows: list[dict[str, Any]], of: Document, today: date
) -> None:
    begun = [row for row in rows if date.fromisoformat(row["from"]) <= today]
    facts, known = referring(rows).facts(of, today), referring(begun).facts(of, today)
    assert {fact: facts.facts[fact] for fact in known.facts} == known.facts
    assert {facts.facts[fact] for fact in facts.facts.keys() - known.facts.keys()} <= {None}
