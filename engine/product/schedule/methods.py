"""The methods that there are, written out: a file each, all of one signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from . import (
    bullet,
    custom_plan,
    equal_instalment,
    equal_principal,
    interest_only,
    revolving_daily,
)
from .loan import Loan, Row
from .options import Method

METHODS: Mapping[Method, Callable[[Loan], Iterator[Row]]] = MappingProxyType(
    {
        Method.EQUAL_INSTALMENT: equal_instalment.rows,
        Method.EQUAL_PRINCIPAL: equal_principal.rows,
        Method.INTEREST_ONLY: interest_only.rows,
        Method.BULLET: bullet.rows,
        Method.REVOLVING_DAILY: revolving_daily.rows,
        Method.CUSTOM_PLAN: custom_plan.rows,
    }
)


def rows_of(loan: Loan) -> tuple[Row, ...]:
    """The instalments of a loan by its method; none where nothing is left to repay."""
    return tuple(METHODS[loan.terms.method](loan)) if loan.principal else ()
