"""存单贷, a draw, read plainly from docs/policies/cundan.md."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from tests.policies import cundan, fraud
from tests.policies.edges import Ago, Edges
from tests.policies.plain import Answer, Facts, by_rules, months, through

EDGES: Edges = {
    **fraud.EDGES,
    "today": cundan.TODAYS,
    "asked.amount": ("200000.00",),
    "asked.term_months": (6, 12),
    "law.amount_cap": ("1000.00", "100000.00"),
    "line.available": ("1000.00", "50000.00"),
    "line.drawn": ("216000.00", "265000.00", "266000.00"),
    "line.valid_until": (Ago(), Ago(months=-6), Ago(months=-12)),
    "lpr.y1": ("0.039500", "0.011500"),
}
UNREACHED = cundan.UNREACHED


def policy(facts: Facts) -> Answer:
    """二、用信。"""
    checked = (fraud.gate, cundan.pledge, cundan.dishonest)
    early = through(facts, line, admission, *checked)
    return early or priced(facts)


def line(facts: Facts) -> Answer | None:
    """1 授信状态。"""
    today, last, term = facts["today"], facts["line.valid_until"], facts["asked.term_months"]
    return by_rules(
        ("L05", "decline", facts["line.frozen"]),
        ("L04", "decline", today > last),
        ("L06", "decline", today <= last and term > months(today, last)),
        ("L03", "decline", facts["asked.amount"] > facts["line.available"]),
    )


def admission(facts: Facts) -> Answer | None:
    """2 用信准入。"""
    return by_rules(*cundan.purpose_and_watch(facts))


def priced(facts: Facts) -> Answer:
    """6 金额与价格。"""
    left = max(Decimal(0), cundan.lending_value(facts) - facts["line.drawn"])
    bounds = [left, facts["line.available"], cundan.MOST]
    if facts["law.amount_cap"] is not None:
        bounds.append(facts["law.amount_cap"])
    most = cundan.hundreds(min(bounds))
    answer = cundan.priced(facts, most)
    return replace(answer, outputs={**answer.outputs, "limit.left": left})


POLICIES = {"v1": policy}


# Facts that meet.


def drawn_down_to(random: Random, facts: Facts) -> dict[str, Any]:
    """Drawn until just the least, or what is asked, is left of the pledge; or a fen beside it."""
    wanted = random.choice((cundan.LEAST, Decimal(50_000)))
    principal = Decimal(random.randrange(60_000, 300_000))
    kind = random.choice(cundan.KINDS)
    left = principal * cundan.RATIOS[kind] - wanted + random.choice(cundan.AROUND) * cundan.FEN
    asset = cundan.deposit(random, facts, kind=kind, principal=f"{principal}.00")
    return {"pledge.assets": [asset], "line.drawn": f"{max(Decimal(0), left):.2f}"}


def all_that_is_left(random: Random, facts: Facts) -> dict[str, Any]:
    """Just what the line has left, or a fen beside it; sometimes more than the product lends."""
    wanted = random.choice((random.randrange(10, 2000) * 100, 5_000_000))
    asset = cundan.deposit(random, facts, kind="large_cd", principal="7000000.00")
    beside = random.choice(cundan.AROUND) * cundan.FEN
    return {
        "asked.amount": f"{wanted}.00",
        "line.available": f"{wanted + beside:.2f}",
        "line.drawn": "0.00",
        "pledge.assets": [asset],
    }


def more_than_is_lent(random: Random, facts: Facts) -> dict[str, Any]:
    """A line of former days, larger than the product lends now."""
    asset = cundan.deposit(random, facts, kind="term_deposit", principal="9000000.00")
    return {"pledge.assets": [asset], "line.available": "6000000.00", "line.drawn": "0.00"}


MEETINGS = (
    cundan.several,
    cundan.without_a_rate,
    cundan.ends_with_the_loan,
    cundan.at_a_bound_of_the_rate,
    drawn_down_to,
    all_that_is_left,
    more_than_is_lent,
)
