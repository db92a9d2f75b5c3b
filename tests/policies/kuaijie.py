"""快捷贷 read plainly from docs/policies/kuaijie.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from tests.policies import fraud, gate_p
from tests.policies.edges import Ago, Edges
from tests.policies.plain import Answer, Facts, asked, by_rules, read, through

D = Decimal
LISTS = ("black", "grey", "contact_black")
VILLAGE_LISTS = {
    "village_white": "whitelisted",
    "village_whole_credit": "whole_credit",
    "credit_village": "credit_village",
}
SURVEY = (
    "survey.date", "survey.surveyors", "survey.photos", "survey.identity_verified",
    "survey.purpose_verified", "household.settled_years", "household.business_years",
    "household.net_income", "household.assets", "household.debts", "household.house",
    "household.machinery", "household.land", "household.village_opinion",
    "household.neighbour_opinion", "household.vice", "household.spouse", "guarantor.qualified",
)  # fmt: skip


@dataclass
class File:
    """What is known of an applicant on the way: the facts, and reasons that do not end it."""

    facts: Facts
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def doubt(self, reasons: Sequence[str]) -> None:
        """Keeps doubts, each once."""
        self.doubts += [reason for reason in reasons if reason not in self.doubts]

    def end(self, answer: Answer) -> Answer:
        """A step's answer, with what was kept on the way."""
        match answer.outcome:
            case "pending":
                return answer
            case "decline":
                return self.close("decline", answer.reasons, ())
            case _:
                return self.close(answer.outcome, (), answer.reasons)

    def close(
        self, outcome: str, declines: Sequence[str], others: Sequence[str], **more: Any
    ) -> Answer:
        """The end: declines by rules, doubts, then what was noted and what the end itself says."""
        reasons = dict.fromkeys((*declines, *self.doubts, *self.notes, *others))
        return Answer(outcome, tuple(reasons), **more)


def policy(facts: Facts) -> Answer:
    """快捷贷申请。"""
    file = File(facts)
    steps = (anti_fraud, village, person, survey, graded)
    ends = (step(file) for step in steps)
    return next((answer for answer in ends if answer is not None), None) or lent(file)


# 一　反欺诈


def anti_fraud(file: File) -> Answer | None:
    """拒绝的即拒绝；存疑的再查名单，往下由调查人核实。"""
    answer = fraud.gate(file.facts)
    if answer is None or answer.outcome != "refer" or answer.reasons == ("T02",):
        return answer
    file.doubt(answer.reasons)
    waiting = asked(file.facts, [f"list.{name}" for name in LISTS], LISTS)
    if waiting is not None:
        return file.end(waiting)
    black = file.facts["list.black"]
    listed = {"B03": file.facts["list.grey"], "B04": file.facts["list.contact_black"]}
    file.doubt([reason for reason, holds in listed.items() if holds])
    return file.close("decline", ("B01",), ()) if black else None


# 二　开办范围


def village(file: File) -> Answer | None:
    """白名单村或整村授信的村。"""
    facts = file.facts
    names = [f"village.{name}" for name in VILLAGE_LISTS.values()]
    waiting = asked(facts, names, VILLAGE_LISTS)
    if waiting is not None:
        return file.end(waiting)
    served = facts["village.whitelisted"] or facts["village.whole_credit"]
    return None if served else file.close("decline", ("V01",), ())


# 三　个人准入


def person(file: File) -> Answer | None:
    """白户照常往下，系统不可用的到此为止。"""
    answer = gate_p.gate(file.facts, series="quick")
    if answer is not None and answer.reasons == ("T01",):
        file.notes.append("T01")
        return None
    return None if answer is None else file.end(answer)


# 四　双人上门调查


def survey(file: File) -> Answer | None:
    """调查作不作数，这一家能不能贷。"""
    answer = through(file.facts, made, valid, household)
    if answer == NOT_MADE:
        return file.close("decline", (), ("V12",))
    return None if answer is None else file.end(answer)


NOT_MADE = Answer("decline", ("V12",))


def made(facts: Facts) -> Answer | None:
    """调查填好了没有。"""
    return asked(facts, SURVEY, ["surveyor"], none=NOT_MADE)


def valid(facts: Facts) -> Answer | None:
    """调查本身。"""
    return by_rules(
        ("V02", "decline", facts["survey.surveyors"] < 2),
        ("V13", "decline", facts["survey.photos"] < 3),
        ("V03", "decline", (facts["today"] - facts["survey.date"]).days > 90),
        ("V11", "decline", not facts["survey.identity_verified"]),
    )


def household(facts: Facts) -> Answer | None:
    """这一家。"""
    amount, debts = facts["asked.amount"], facts["household.debts"]
    income = facts["household.net_income"]
    refuses = facts["household.spouse"] == "refuses"
    return by_rules(
        ("V10", "decline", not facts["survey.purpose_verified"]),
        ("V05", "decline", facts["household.vice"]),
        ("V09", "decline", facts["household.village_opinion"] == "poor"),
        ("V04", "decline", facts["household.assets"] - debts < 0),
        ("V08", "decline", income == 0 or debts > D("0.6000") * income),
        ("V06", "decline", amount > 100000 and refuses),
        ("V07", "decline", amount > 200000 and facts["guarantor.qualified"] == 0),
    )


# 五　评分

VILLAGE = {"excellent": 25, "good": 10}
NEIGHBOURS = {"excellent": 10, "good": 0, "poor": -15}


def stepped(value: Any, *rows: tuple[Any, int], over: int) -> int:
    """The points of the first row that the value does not exceed, or of what is over."""
    return next((points for most, points in rows if value <= most), over)


def points(facts: Facts) -> list[tuple[str, int, int]]:
    """Each characteristic: the reason for losing, the best, what was got."""
    income = facts["household.net_income"]
    business = facts["household.business_years"]
    settled = facts["household.settled_years"]
    return [
        ("S20", 22, 0 if settled < 3 else 12 if settled <= 10 else 22),
        ("S21", 30, 0 if income < 30000 else 15 if income <= 80000 else 30),
        ("S22", 20, -5 if business < 2 else 10 if business <= 5 else 20),
        ("S23", 25, VILLAGE[facts["household.village_opinion"]]),
        ("S24", 25, 25 if facts["household.house"] else 0),
        ("S24", 12, 12 if facts["household.machinery"] else 0),
        ("S24", 5, 5 if facts["household.land"] else 0),
        ("S25", 0, -30 if debt_ratio(facts) > D("0.60") else 0),
        ("S26", 10, NEIGHBOURS[facts["household.neighbour_opinion"]]),
        *record(facts),
    ]


def debt_ratio(facts: Facts) -> Decimal:
    """总负债÷总资产；没有资产的不扣分。"""
    if facts["household.assets"] == 0:
        return D(0)
    ratio: Decimal = facts["household.debts"] / facts["household.assets"]
    return ratio.quantize(D("0.0001"), ROUND_HALF_UP)


def record(facts: Facts) -> list[tuple[str, int, int]]:
    """征信三项；白户都是 0。"""
    if facts["bureau.worst_overdue_days_24m"] is None:
        return [("S15", 15, 0), ("S13", 8, 0), ("S16", 5, 0)]
    return [
        ("S15", 15, stepped(facts["bureau.worst_overdue_days_24m"], (0, 15), (30, -12), over=-30)),
        ("S13", 8, stepped(facts["bureau.queries_3m"], (2, 8), (5, 0), over=-12)),
        ("S16", 5, stepped(facts["bureau.lenders"], (1, 5), (3, 0), over=-15)),
    ]


def score(facts: Facts) -> tuple[int, str, tuple[str, ...]]:
    """The score, the band, and the reasons that lost most."""
    got = points(facts)
    total = 500 + sum(points for _, _, points in got)
    losses = sorted(
        ((best - points, reason) for reason, best, points in got if best > points),
        key=lambda loss: -loss[0],
    )
    cuts = ((640, "A"), (600, "B"), (560, "C"), (530, "D"))
    band = next((band for cut, band in cuts if total >= cut), "E")
    return total, band, tuple(dict.fromkeys(reason for _, reason in losses[:3]))


def graded(file: File) -> Answer | None:
    """D 转审贷小组，E 拒绝。"""
    total, band, lost = score(file.facts)
    outputs = {"score": D(total), "band": band}
    if band == "D":
        return file.close("refer", (), ("S02", *lost), outputs=outputs)
    if band == "E":
        return file.close("decline", (), ("S01", *lost), outputs=outputs)
    waiting = asked(file.facts, ["exposure.person_left"], ["person_exposure"])
    return None if waiting is None else file.end(waiting)


# 六　额度，七　价格

FACTORS = {"A": D("1.00"), "B": D("0.80"), "C": D("0.50")}
SPREADS = {"A": D("0.0250"), "B": D("0.0350"), "C": D("0.0480")}


def capacity(facts: Facts, band: str) -> Decimal:
    """测算额度。"""
    net = facts["household.assets"] - facts["household.debts"]
    least = min(facts["household.net_income"] * D("1.5"), net * D("0.4"))
    by_number = (D(0), D("0.15"), D("0.30"))[min(2, int(facts["guarantor.qualified"]))]
    uplift = min(by_number, D("0.3000"))
    found: Decimal = least * FACTORS[band] * (1 + uplift)
    return found.quantize(D("0.01"), ROUND_DOWN)


def ceiling(facts: Facts) -> Decimal:
    """额度上限。"""
    most = D(300000)
    if facts["law.amount_cap"] is not None:
        most = min(most, facts["law.amount_cap"])
    if facts["household.spouse"] == "refuses":
        most = min(most, D(100000))
    return min(most, D(200000)) if facts["guarantor.qualified"] == 0 else most


def rate(facts: Facts, band: str) -> Decimal:
    """年利率。"""
    spread = SPREADS[band] - (D("0.0050") if facts["village.credit_village"] else 0)
    priced: Decimal = facts["lpr.y1"] + spread
    return max(D("0.0385"), min(D("0.0960"), priced))


def lent(file: File) -> Answer:
    """核定额度和报价。"""
    facts = file.facts
    total, band, _ = score(facts)
    can = capacity(facts, band)
    line = min(can, ceiling(facts), facts["exposure.person_left"])
    line = (line / 1000).to_integral_value(ROUND_DOWN) * 1000
    outputs = {
        "score": D(total),
        "band": band,
        "limit.capacity": can,
        "limit.line": line,
        "price.rate": rate(facts, band),
    }
    if line < 5000:
        return file.close("decline", (), ("L02",), outputs=outputs)
    wanted = facts["asked.amount"]
    offer: Mapping[str, Any] = {
        "line": line,
        "amount": min(line, wanted),
        "term_months": facts["asked.term_months"],
        "method": facts["asked.method"],
        "annual_rate": outputs["price.rate"],
    }
    less = ("L01",) if line < wanted else ()
    return file.close("approve", (), less, outputs=outputs, offer=offer)


POLICIES = {"v1": policy}

UNREACHED: dict[str, str] = {}
"""Every reason can be given."""

EDGES: Edges = {
    **fraud.EDGES,
    **gate_p.EDGES,
    "today": ("2026-11-02", "2026-12-31", "2027-01-05"),
    "bureau.lenders": (1, 3, 4),
    "bureau.queries_3m": (2, 5, 8),
    "bureau.worst_overdue_days_24m": (0, 30),
    "survey.date": (Ago(days=90),),
    "survey.surveyors": (2,),
    "survey.photos": (3,),
    "household.settled_years": (3, 10),
    "household.net_income": ("30000.00", "80000.00"),
    "household.business_years": (2, 5),
    "guarantor.qualified": (1, 2),
    "asked.amount": ("100000.00", "200000.00"),
    "exposure.person_left": ("5000.00", "80000.00"),
    "law.amount_cap": ("5000.00", "80000.00"),
    "lpr.y1": (
        "0.013500", "0.018500", "0.003500", "0.008500", "0.071000", "0.076000", "0.061000",
        "0.066000", "0.048000", "0.053000",
    ),
}  # fmt: skip
"""LPR: where a spread meets the least and the highest rate."""


def money(number: Decimal) -> str:
    """An amount as a host writes it."""
    return f"{number.quantize(D('0.01')):f}"


def debts_by_income(random: Random, facts: Any) -> dict[str, Any]:
    """Debts that are 0.60 of a year's income, or a cent beside."""
    income = D(random.randrange(20, 200) * 1000)
    debts = income * D("0.60") + random.choice((-1, 0, 1)) * D("0.01")
    return {"household.net_income": money(income), "household.debts": money(debts)}


def debts_by_assets(random: Random, facts: Any) -> dict[str, Any]:
    """Debts that are 0.60 of the assets, on and beside where the ratio rounds to 0.6001."""
    debts = D(random.randrange(20, 60) * 1000)
    share = random.choice((D("0.6000"), D("0.60004"), D("0.60005"), D("0.60006"), D("0.6001")))
    return {
        "household.net_income": "100000.00",
        "household.debts": money(debts),
        "household.assets": money(debts / share),
    }


def no_net_assets(random: Random, facts: Any) -> dict[str, Any]:
    """Assets that are the debts, or a cent beside; now and then neither."""
    debts = D(random.choice((0, 10000, 30000)))
    assets = max(D(0), debts + random.choice((-1, 0, 1)) * D("0.01"))
    return {"household.debts": money(debts), "household.assets": money(assets)}


def on_a_line(random: Random, facts: Any) -> dict[str, Any]:
    """Income or net assets that make a line of full thousands, or just miss it."""
    line = D(random.choice((5, 6, 40, 80, 100, 101, 200, 201, 299, 300, 301, 390)) * 1000)
    factor = random.choice((*FACTORS.values(), D("1.15"), D("1.30")))
    moved = line + random.choice((-1, 0, 1)) * D("0.01")
    enough = D(2000000)
    income, net = random.choice(((moved, enough), (enough, moved), (moved, moved)))
    return {
        "household.net_income": money(income / factor / D("1.5")),
        "household.debts": "0.00",
        "household.assets": money(net / factor / D("0.4")),
        "asked.amount": money(line + random.choice((-1000, 0, 1000))),
    }


def with_others(random: Random, facts: Any) -> dict[str, Any]:
    """An amount at which spouse or guarantor are needed, or a cent beside; and a rich household."""
    start = D(random.choice((100000, 200000)))
    return {
        "asked.amount": money(start + random.choice((-1, 0, 1)) * D("0.01")),
        "household.spouse": random.choice(("none", "agrees", "refuses")),
        "guarantor.qualified": random.randrange(4),
        "household.net_income": "300000.00",
        "household.assets": "2000000.00",
    }


def another_household(random: Random, facts: Any) -> dict[str, Any]:
    """Households of all kinds, so that scores lie everywhere and at the borders of bands."""
    return {
        "household.settled_years": random.choice((2, 3, 10, 11)),
        "household.net_income": random.choice(("29999.99", "30000.00", "80000.00", "80000.01")),
        "household.business_years": random.choice((1, 2, 5, 6)),
        "household.village_opinion": random.choice(("excellent", "good")),
        "household.neighbour_opinion": random.choice(("excellent", "good", "poor")),
        "household.house": random.random() < 0.5,
        "household.machinery": random.random() < 0.5,
        "household.land": random.random() < 0.5,
        "bureau.worst_overdue_days_24m": random.choice((0, 0, 1, 30, 31)),
        "bureau.queries_3m": random.choice((2, 3, 5, 6)),
        "bureau.lenders": random.choice((1, 2, 3, 4)),
    }


BORDERS = {cut - below for cut in (640, 600, 560, 530) for below in (0, 1)}
"""The least scores of the bands, and one below."""


def at_a_border(random: Random, facts: Any) -> dict[str, Any]:
    """A household whose score is the least of a band, or one below."""
    for _ in range(300):
        found = another_household(random, facts)
        if score(read({**facts, **found}))[0] in BORDERS:
            return found
    return {}


MEETINGS = (
    gate_p.old_at_the_end,
    another_household,
    at_a_border,
    debts_by_income,
    debts_by_assets,
    no_net_assets,
    on_a_line,
    with_others,
)
