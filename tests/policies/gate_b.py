"""企业准入门槛 read plainly from docs/policies/gate_b.md."""

from __future__ import annotations

from dataclasses import replace

from tests.policies import gate_p
from tests.policies.edges import Ago, Edges
from tests.policies.plain import Answer, Facts, asked, by_rules, months, through, years

REGISTRY = (
    "licence_active", "founded", "industry", "abnormal", "dishonest", "tax_d",
    "controller_changed", "controller_is_legal_person",
)  # fmt: skip
LOANS = ("overdue", "non_performing", "lenders", "balance")
RESTRICTED = ("real_estate", "lending", "mining", "overcapacity", "entertainment")
PEOPLE = ("controller_", "legal_person_")

EDGES: Edges = {
    "today": ("2026-11-02", "2028-02-29", "2027-02-28"),
    "company.founded": (Ago(months=24),),
    "company.controller_changed": (Ago(months=6),),
    "legal_person.birth_date": (Ago(years=22), Ago(years=66)),
    "company_bureau.lenders": (5,),
    **{
        f"{whose}{name}": edges
        for whose in PEOPLE
        for name, edges in gate_p.CREDIT_EDGES.items()
    },
}  # fmt: skip


def gate(facts: Facts) -> Answer | None:
    """The end at the gate for businesses, if it ends there."""
    return through(facts, registry, company, record, loans, controller, legal_person)


def registry(facts: Facts) -> Answer | None:
    """一、查工商及公示信息。"""
    names = [f"company.{name}" for name in REGISTRY]
    return asked(facts, names, ["business_registry"], none=Answer("decline", ("E09",)))


def company(facts: Facts) -> Answer | None:
    """一、企业准入。"""
    today, changed = facts["today"], facts["company.controller_changed"]
    age = years(facts["legal_person.birth_date"], today)
    return by_rules(
        ("E01", "decline", not facts["company.licence_active"]),
        ("E02", "decline", months(facts["company.founded"], today) < 24),
        ("E03", "decline", facts["company.abnormal"]),
        ("E04", "decline", facts["company.dishonest"]),
        ("E05", "decline", facts["company.tax_d"]),
        ("E06", "decline", facts["company.industry"] in RESTRICTED),
        ("E07", "decline", changed is not None and months(changed, today) < 6),
        ("E08", "decline", not 22 <= age <= 65),
    )


def record(facts: Facts) -> Answer | None:
    """二、查企业征信。"""
    names = [f"company_bureau.{name}" for name in LOANS]
    return asked(facts, names, ["company_bureau"], none=Answer("refer", ("T03",)))


def loans(facts: Facts) -> Answer | None:
    """二、企业征信规则。"""
    return by_rules(
        ("K01", "decline", facts["company_bureau.overdue"]),
        ("K02", "decline", facts["company_bureau.non_performing"]),
        ("K03", "decline", facts["company_bureau.lenders"] > 5),
    )


def controller(facts: Facts) -> Answer | None:
    """三、实际控制人。"""
    return named(gate_p.credit(facts, whose="controller_"), "E10")


def legal_person(facts: Facts) -> Answer | None:
    """四、法定代表人，与实际控制人是同一人的不再查。"""
    if facts["company.controller_is_legal_person"]:
        return None
    return named(gate_p.credit(facts, whose="legal_person_"), "E11")


def named(answer: Answer | None, whose: str) -> Answer | None:
    """A decline on somebody's record also says whose it is."""
    if answer is None or answer.outcome != "decline":
        return answer
    return replace(answer, reasons=(*answer.reasons, whose))
