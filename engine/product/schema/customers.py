"""Who may apply: thresholds that every applicant of the segment meets."""

from __future__ import annotations

from typing import Annotated

from ...values import Model
from .kinds import (
    HIGHER,
    LOWER,
    MORE,
    NO_BOUND,
    Amount,
    Count,
    Months,
    Ratio,
    Words,
    Years,
)


class Age(Model):
    """The youngest and the oldest age."""

    min: Annotated[Years, HIGHER]
    max: Annotated[Years, LOWER]


class CreditRecord(Model):
    """What a credit bureau may say of a person: the applicant, or a company's controller."""

    queries_1m_max: Annotated[Count | None, LOWER, NO_BOUND]
    queries_3m_max: Annotated[Count | None, LOWER, NO_BOUND]
    unsecured_lenders_max: Annotated[Count | None, LOWER, NO_BOUND]
    overdue_count_24m_max: Annotated[Count | None, LOWER, NO_BOUND]
    overdue_run_24m_max: Annotated[Count | None, LOWER, NO_BOUND]


class PersonalCustomers(CreditRecord):
    """Who may apply for a personal loan."""

    age: Age
    age_plus_term_max: Annotated[Years | None, LOWER, NO_BOUND]
    tenure_months_min: Annotated[Months, HIGHER]
    salary_months_min: Annotated[Months, HIGHER]
    aum_avg_min: Annotated[Amount, HIGHER]
    debt_to_income_max: Annotated[Ratio | None, LOWER, NO_BOUND]


class BusinessCustomers(CreditRecord):
    """Which business may apply; the credit record is that of its legal person and controller."""

    licence_months_min: Annotated[Months, HIGHER]
    legal_person_age: Age
    controller_change_months_min: Annotated[Months, HIGHER]
    company_lenders_max: Annotated[Count | None, LOWER, NO_BOUND]
    industries_forbidden: Annotated[Words, MORE]
