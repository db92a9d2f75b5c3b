"""Counties and next versions of the template, made by chance.

A county's edits are of all the kinds that permits speak of, inside and outside of them; a
province's move, split, join, narrow and take away what counties have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from engine.document import Add, Edit, Json, Move, Remove, Set, parse_address
from engine.errors import EditsRefused
from engine.product.derive import Breach, derive, refine
from engine.product.derive.bundle import edits_outside, inner
from engine.product.derive.lineage import edits_between
from tests.engine.product.derive.small import XINYANG, whole

AT = parse_address
RULES = "apply:nodes/admission/rules"
MULTIPLES = "apply:nodes/multiple/rows"
SPREADS = "apply:nodes/price/rows"
BINS = "apply:nodes/score/characteristics/aum/bins"
DRAWN = "apply:county:nodes"


def numbers(low: int, high: int, places: int) -> st.SearchStrategy[Json]:
    """Literal numbers with some places."""
    return st.integers(low, high).map(lambda n: f"{n / 10**places:.{places}f}")


def values(*pairs: tuple[str, st.SearchStrategy[Json]]) -> list[st.SearchStrategy[Edit]]:
    """Edits that set a value at an address."""
    return [st.builds(Set, st.just(AT(at)), made) for at, made in pairs]


def removals(*addresses: str) -> list[st.SearchStrategy[Edit]]:
    """Edits that take a part out."""
    return [st.just(Remove(AT(at))) for at in addresses]


def rules(name: str) -> st.SearchStrategy[Edit]:
    """Own rules of a county, at any place."""
    item = st.fixed_dictionaries(
        {
            "when": st.just("xinyang.months < 12"),
            "then": st.sampled_from(["decline", "refer", "approve"]),
            "reason": st.sampled_from(["XY01", "A01"]),
        }
    )
    after = st.sampled_from([None, "A01", "A02", "A02"])
    return st.builds(Add, st.just(AT(f"{RULES}/{name}")), item, after)


def table_rows(at: str, column: str, cells: st.SearchStrategy[Json]) -> st.SearchStrategy[Edit]:
    """New rows of a table, some of them made of others."""
    item = st.fixed_dictionaries(
        {
            "if": st.just({"band": '"B"'}),
            "then": st.fixed_dictionaries({column: cells}),
        },
        optional={
            "split_from": st.sampled_from(["r20", "p21"]),
            "joined_from": st.sampled_from([{"p21": True, "p22": True}, {"r10": True}]),
        },
    )
    names = {"multiple": ("r10", "r20", "r30"), "spread": ("p11", "p21", "p22")}[column]
    return st.builds(Add, st.just(AT(at)), item, st.sampled_from([None, *names]))


SPREAD = numbers(90, 510, 4)
MULTIPLE = numbers(-1, 20, 0)
POINTS = numbers(0, 26, 0)
OPTIONS = [f"draw/months/options/{each}" for each in ("3", "6", "12", "24")]
CHANNELS = ("sale/channels/app", "sale/channels/link")

OURS: list[st.SearchStrategy[Edit]] = [
    *values(
        ("line/amount/max", numbers(5_000_00, 210_000_00, 2)),
        ("line/amount/max", st.sampled_from(["100000.00", "120000.00"])),
        ("line/amount/min", st.just("500.00")),
        ("customers/age/min", numbers(16, 30, 0)),
        ("customers/age/max", numbers(50, 70, 0)),
        ("customers/debt_to_income_max", st.sampled_from(["0.5000", "0.6000", None, "x"])),
        ("customers/unsecured_lenders_max", st.sampled_from(["3", "5"])),
        ("title/zh", st.sampled_from(["信阳", "洛阳"])),
        ("draw/default_method", st.sampled_from(["interest_only", "bullet"])),
        ("draw/months/options/36", st.just(True)),
        ("sale/channels/branch", st.just(True)),
        ("funds/forbidden/repay_loan", st.just(True)),
        *((f"{MULTIPLES}/{row}/then/multiple", MULTIPLE) for row in ("r10", "r20", "r30")),
        *((f"{SPREADS}/{row}/then/spread", SPREAD) for row in ("p11", "p21", "p22")),
        *((f"{BINS}/{name}/points", POINTS) for name in ("b1", "b2", "b3")),
        ("apply:nodes/score/bands/B/from", numbers(590, 630, 0)),
        ("facts/xinyang.months", st.just({"type": "number"})),
        ("facts/months", st.just({"type": "number"})),
        ("reasons/XY01", st.just({"class": "admission"})),
        ("permits/P01/to", st.sampled_from(["5000.00", "50000.00"])),
        ("permits/P07/min", numbers(50, 200, 4)),
        ("permits/P07/max", numbers(300, 600, 4)),
        ("permits/P08/by", numbers(1, 8, 0)),
        ("permits/P05/max", st.integers(1, 3)),
        (f"{DRAWN}/whole/steps/s1/value", st.sampled_from(["0.50", "score / 1000"])),
        ("apply:county:variables/factor/max", st.sampled_from(["0.90", "1.50"])),
    ),
    *removals(
        *OPTIONS, *CHANNELS, "draw/methods/interest_only", "funds/forbidden/house",
        "permits/P03", "permits/P14", "permits/P02/keep", "customers/age/min",
        f"{RULES}/A01", "apply:county:outputs/factor",
    ),
    *map(rules, ("XY01", "XY02", "XY03")),
    st.just(Move(AT(f"{RULES}/A02"), None)),
]  # fmt: skip

THEIRS: list[st.SearchStrategy[Edit]] = [
    *values(
        ("line/amount/max", numbers(50_000_00, 200_000_00, 2)),
        ("line/amount/max", st.sampled_from(["100000.00", "120000.00"])),
        ("customers/age/min", st.sampled_from(["18", "20", "22"])),
        ("customers/debt_to_income_max", st.sampled_from(["0.5000", "0.4000", None])),
        ("title/zh", st.sampled_from(["信阳", "新随贷"])),
        *((f"{MULTIPLES}/{row}/then/multiple", MULTIPLE) for row in ("r10", "r20")),
        *((f"{MULTIPLES}/{row}/if/band", st.just('"A", "B"')) for row in ("r10", "r20")),
        *((f"{SPREADS}/{row}/then/spread", SPREAD) for row in ("p11", "p21", "p22")),
        (f"{SPREADS}/p21/if/term", st.sampled_from(["<= 24", "<= 6"])),
        *((f"{BINS}/{name}/points", POINTS) for name in ("b1", "b2")),
        (f"{BINS}/b2/in", st.just("[10000..20000)")),
        (f"{SPREADS}/p22/joined_from", st.just({"p21": True})),
        ("permits/P01/to", st.sampled_from(["20000.00", "60000.00"])),
        ("permits/P07/max", numbers(250, 550, 4)),
        ("permits/P08/by", numbers(1, 6, 0)),
        ("permits/P05/max", st.integers(1, 3)),
        ("permits/P02/keep", st.integers(1, 4)),
        ("permits/P10/allow", st.just("locked")),
        (f"{DRAWN}/whole/steps/s1/value", st.sampled_from(["0.50", "0.70"])),
        ("reasons/XY01", st.just({"class": "credit"})),
    ),
    *removals(
        *OPTIONS, *CHANNELS, "draw/methods/interest_only", "permits/P01", "permits/P07",
        "permits/P05/then/decline", "permits/P12/of/branch", f"{SPREADS}/p21", f"{SPREADS}/p22",
        f"{MULTIPLES}/r20", f"{BINS}/b2", f"{RULES}/A02", "apply:nodes/price", "draw/months",
        f"{SPREADS}/p21/if/term",
    ),
    table_rows(f"{MULTIPLES}/r15", "multiple", MULTIPLE),
    table_rows(f"{SPREADS}/p20", "spread", SPREAD),
    st.builds(
        Add,
        st.just(AT(f"{BINS}/b2a")),
        st.fixed_dictionaries(
            {"in": st.just("[5000..10000)"), "points": POINTS, "split_from": st.just("b2")}
        ),
        st.sampled_from(["b1", "b2"]),
    ),
    st.just(Add(AT(f"{RULES}/Z99"), {"when": "x", "then": "decline", "reason": "A01"}, "A02")),
    st.just(Move(AT(f"{MULTIPLES}/r30"), None)),
    st.just(Move(AT(f"{MULTIPLES}/r10"), "r30")),
]  # fmt: skip


def batches(kinds: Sequence[st.SearchStrategy[Edit]]) -> st.SearchStrategy[list[Edit]]:
    """Some edits of the template that apply together: the first of those that clash."""
    picked = st.lists(st.sampled_from(kinds).flatmap(lambda kind: kind), min_size=3, max_size=14)
    return picked.map(_applying)


def _applying(edits: Iterable[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in edits:
        try:
            derive(whole(), [*kept, edit])
        except EditsRefused:
            continue
        kept.append(edit)
    return kept


def faults(parent: Json, child: Json) -> tuple[Breach, ...]:
    """What is wrong with a child of Xinyang's."""
    return refine(parent, child, prefixes=[XINYANG])


def mended(parent: Json, child: Json) -> Json:
    """A child with what each of its faults says instead."""
    made = {edit.at: edit for edit in edits_outside(edits_between(parent, child))}
    breaches = faults(parent, child)
    for breach in breaches:
        for edit in breach.edits:
            made.pop(edit.at, None)
    for breach in breaches:
        made |= {edit.at: edit for edit in breach.instead}
    return derive(parent, made.values())


INSIDE: st.SearchStrategy[Json] = batches(OURS).map(lambda made: _inside(derive(whole(), made)))
"""Counties inside the template's permits."""


def _inside(child: Json) -> Json:
    while faults(whole(), child):
        child = mended(whole(), child)
    return child


def place(edit: Edit) -> tuple[str, ...]:
    """Where an edit stands in the one document."""
    return inner(edit.at)
