"""One plain loan that the examples change, and how they read a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.errors import TermsRefused
from engine.product.schedule import Due, Method, Schedule, Terms, schedule

PLAIN = Terms(
    principal=Decimal("12000.00"),
    annual_rate=Decimal("0.06"),
    start=date(2025, 3, 8),
    terms=12,
    method=Method.EQUAL_INSTALMENT,
)
"""12,000 over a year at half a percent a month."""


def day(text: str) -> date:
    """A date from its text."""
    return date.fromisoformat(text)


def loan(due: Mapping[str, Any] | None = None, **changes: Any) -> Terms:
    """The plain loan with other terms; texts stand for dates and amounts where they must be."""
    return replace(PLAIN, due=Due(**(due or {})), **changes)


def dues(found: Schedule) -> list[str]:
    """The days that are due."""
    return [str(each.due) for each in found.instalments]


def column(found: Schedule, name: str) -> list[str]:
    """One column of a schedule."""
    return [str(getattr(each, name)) for each in found.instalments]


def refusal(terms: Terms) -> list[tuple[str, str]]:
    """The code and place of each fault."""
    with pytest.raises(TermsRefused) as refused:
        schedule(terms)
    return [(issue.code, issue.at) for issue in refused.value.issues]
