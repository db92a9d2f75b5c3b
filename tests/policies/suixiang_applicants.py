"""Seeded applicants for 随享贷, on and beside every edge of the policy's words."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

TODAY = date(2026, 11, 2)


def applicant(random: Random) -> dict[str, Any]:
    """One applicant; most of the fields are good, so that many come far on the way."""
    facts = {**asked(random), **personal(random), **device(random)}
    if random.random() < 0.93:
        facts |= on_lists(random)
    facts |= record(random)
    if random.random() < 0.9:
        facts["exposure.person_left"] = money(random, "500000.00", "0.00", "999.99", "1000.00",
                                              "1099.99", "45000.00")  # fmt: skip
    if random.random() < 0.06:
        down = ["credit_bureau", "black", "grey", "dishonest", "contact_black", "person_exposure"]
        facts["unavailable"] = random.sample(down, random.choice((1, 1, 2)))
    return facts


def mostly(random: Random, good: Any, *others: Any, share: float = 0.8) -> Any:
    """The good value in most cases, else one of the others."""
    return good if random.random() < share else random.choice(others)


def money(random: Random, usual: str, *edges: str) -> str:
    """An amount: the usual one, one on or beside an edge, or any."""
    if random.random() < 0.6:
        return usual
    return random.choice((*edges, fen(random.randrange(0, 30_000_000))))


def fen(cents: int) -> str:
    """An amount of so many fen."""
    return f"{cents // 100}.{cents % 100:02}"


def asked(random: Random) -> dict[str, Any]:
    """What is asked for, the LPR and the statutory cap."""
    return {
        "today": TODAY.isoformat(),
        "asked.amount": money(random, "50000.00", "0.01", "1000.00", "200000.00", "300000.00"),
        "asked.term_months": random.choice((1, 6, 11, 12, 13, 24, 36)),
        "asked.method": random.choice(("equal_instalment", "interest_only", "bullet")),
        "lpr.y1": mostly(random, "0.030000", "0.000000", "0.019999", "0.020000", "0.020001",
                         "0.010000", "0.055000", "0.054999", "0.067500", "0.077500", "0.200000",
                         share=0.5),
        "law.amount_cap": mostly(random, "300000.00", None, "200000.00", "199999.99", "999.99",
                                 "120050.00", share=0.6),
    }  # fmt: skip


def birth_date(random: Random) -> str:
    """A birthday on or beside the day on which an age of the policy is full."""
    years = random.choice((17, 18, 24, 25, 34, 35, 49, 50, 60, 61, *[40] * 8, *[30] * 4, 28, 45))
    day = date(TODAY.year - years, TODAY.month, TODAY.day)
    return (day + timedelta(days=random.choice((-1, 0, 1, -100, -200)))).isoformat()


def personal(random: Random) -> dict[str, Any]:
    """The applicant."""
    good = "decoration", "durables", "education", "medical", "travel"
    income = money(random, "8600.00", "0.00", "6234.50", "30000.00", "125.00", "11111.11")
    return {
        "applicant.birth_date": birth_date(random),
        "applicant.local": mostly(random, True, False, share=0.97),
        "applicant.related_party": mostly(random, False, True, share=0.97),
        "applicant.student": mostly(random, False, True, share=0.97),
        "applicant.tenure_months": mostly(random, 40, 5, 6, 7, 0, share=0.9),
        "applicant.salary_months": random.choice((0, 1, 5, 6, 7, 8, 11, 12, 12, 12, 12)),
        "applicant.monthly_income": income,
        "applicant.debt_service": debt_service(random, income),
        "applicant.unsecured_balance": mostly(random, "0.00", "154500.00", "153800.00",
                                              "153800.01", "1000000.00", "0.01"),
        "applicant.aum_avg": random.choice(("0.00", "4999.99", "5000.00", "5000.01", "7800.00",
                                            "19999.99", "20000.00", "32000.00", "99999.99",
                                            "100000.00", "1000000.00")),
        "loan.purpose": mostly(random, random.choice(good), "house", "securities", "repay_loan",
                               share=0.95),
    }  # fmt: skip


def debt_service(random: Random, income: str) -> str:
    """What is paid a month, often at exactly 0.55 of the income or a fen beside it."""
    if random.random() < 0.7:
        return "0.00"
    edge = int(income.replace(".", "")) * 55 // 100
    return random.choice(("900.00", fen(max(edge + random.choice((-1, 0, 1)), 0))))


CLEAN_DEVICE = {
    "identity.matched": True, "identity.liveness": "0.80", "identity.face": "0.80",
    "device.applicants_7d": 2, "device.emulator": False, "device.outside_province": False,
    "phone.months": 6, "address.applications_30d": 4, "application.fill_seconds": 60,
}  # fmt: skip
"""As near to every edge of anti-fraud as passes."""


def device(random: Random) -> dict[str, Any]:
    """Anti-fraud signals."""
    if random.random() < 0.7:
        return CLEAN_DEVICE
    return {
        "identity.matched": mostly(random, True, False, share=0.98),
        "identity.liveness": mostly(random, "0.97", "0.79", "0.80", "0.81", share=0.94),
        "identity.face": mostly(random, "0.93", "0.59", "0.60", "0.79", "0.80", share=0.94),
        "device.applicants_7d": mostly(random, 1, 2, 3, 4, share=0.94),
        "device.emulator": mostly(random, False, True, share=0.98),
        "device.outside_province": mostly(random, False, True, share=0.98),
        "phone.months": mostly(random, 60, 5, 6, 0, share=0.95),
        "address.applications_30d": mostly(random, 1, 4, 5, 6, share=0.95),
        "application.fill_seconds": mostly(random, 340, 59, 60, 61, share=0.95),
    }


def on_lists(random: Random) -> dict[str, Any]:
    """Membership in lists."""
    names = ("black", "grey", "dishonest", "contact_black")
    return {f"list.{name}": random.random() < 0.02 for name in names}


def record(random: Random) -> dict[str, Any]:
    """The credit bureau's answer: whole, absent, in part, or that there is none."""
    answer: dict[str, Any] = {
        "overdue_now": mostly(random, 0, 1, share=0.97),
        "overdue_count_24m": mostly(random, 0, 6, 7, 2, share=0.9),
        "overdue_run_24m": mostly(random, 0, 2, 3, 1, share=0.9),
        "worst_overdue_days_24m": mostly(random, 0, 1, 30, 31, 12, 90, share=0.5),
        "bad_debt": mostly(random, False, True, share=0.98),
        "queries_1m": mostly(random, 0, 4, 5, share=0.93),
        "queries_3m": random.choice((0, 1, 1, 2, 3, 4, 5, 8, 8, 9)),
        "lenders": random.choice((0, 1, 1, 1, 2, 3, 4, 4, 5)),
        "unsecured_new_30d": mostly(random, 0, 1, share=0.97),
        "card_use": random.choice((None, "0.0000", "0.2100", "0.2999", "0.3000", "0.5500",
                                   "0.6999", "0.7000", "0.9000", "0.9001", "2.0000")),
    }  # fmt: skip
    shape = random.random()
    if shape < 0.04:
        return {}
    if shape < 0.08:
        return {f"bureau.{name}": None for name in answer}
    if shape < 0.1:
        answer.pop(random.choice(sorted(answer)))
    return {f"bureau.{name}": value for name, value in answer.items()}
