"""What a loan costs the customer in a year: simple (单利) and compound (复利), all fees in.

The compound rate e solves `sum of amount / (1 + e)^years = 0` over everything that is paid out and
back (内部收益率法); the simple one is 12 times the monthly rate that compounds to e. Flows that
change sign once have exactly one such rate (Descartes), found by Newton's steps inside a bracket,
in decimals of 34 digits and never more than `MOST_STEPS` of them; others are refused. A rate is
negative where less comes back than was paid out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import lcm

from ..errors import TermsRefused
from .digits import DIGITS
from .schedule.check import refuse
from .schedule.instalments import DAYS_IN_YEAR, MONTHS_IN_YEAR, Flow
from .schedule.texts import TEXTS
from .schedule.values import number_faults

PLACES = Decimal("0.000001")
SURE = Decimal("1e-20")
"""Digits beyond are the solver's, not the rate's: they go first, so that a tie rounds as one."""
CLOSE = Decimal("1e-30")
MOST_GROWTH = Decimal("1e9")
MOST_STEPS, MOST_DOUBLINGS = 400, 64
AMOUNT_PLACES = 12
LEAST_AMOUNT, MOST_AMOUNT = Decimal("-1e15"), Decimal("1e15")


@dataclass(frozen=True, slots=True)
class AnnualRate:
    """The two rates that are disclosed, with six places, rounded half up."""

    simple: Decimal
    compound: Decimal

    def as_json(self) -> dict[str, str]:
        """The rates as a mapping of strings."""
        return {"simple": str(self.simple), "compound": str(self.compound)}


def annual_rate(flows: Iterable[Flow], per_year: int = MONTHS_IN_YEAR) -> AnnualRate:
    """The annual rates of money paid out and back; `simple` is `per_year` times a period's rate.

    Fees of the customer are flows beside the instalments. Raises TermsRefused where there is not
    exactly one rate.

    >>> flows = periodic([Decimal(-99000), *[Decimal("8833.3")] * 12])
    >>> annual_rate(flows).as_json()
    {'simple': '0.128038', 'compound': '0.135826'}
    """
    with localcontext(DIGITS):
        growth = _annual_growth(flows)
        simple = (growth ** (Decimal(1) / per_year) - 1) * per_year
        return AnnualRate(_places(simple), _places(growth - 1))


def period_rate(flows: Iterable[Flow], per_year: int = MONTHS_IN_YEAR) -> Decimal:
    """The internal rate of return of a period that a year has `per_year` of, unrounded."""
    with localcontext(DIGITS):
        return _annual_growth(flows) ** (Decimal(1) / per_year) - 1


def periodic(amounts: Iterable[Decimal], per_year: int = MONTHS_IN_YEAR) -> tuple[Flow, ...]:
    """Flows at the start and at the end of each period after it."""
    return tuple(Flow(Fraction(n, per_year), amount) for n, amount in enumerate(amounts))


def dated(
    amounts: Sequence[tuple[date, Decimal]], days_in_year: int = DAYS_IN_YEAR
) -> tuple[Flow, ...]:
    """Flows on days, counted from the first of them."""
    start = min(day for day, _ in amounts)
    return tuple(
        Flow(Fraction((day - start).days, days_in_year), amount) for day, amount in amounts
    )


def _places(rate: Decimal) -> Decimal:
    return rate.quantize(SURE).quantize(PLACES, ROUND_HALF_UP)


def _annual_growth(flows: Iterable[Flow]) -> Decimal:
    """What one yuan becomes in a year. Raises TermsRefused."""
    ticks, polynomial = _polynomial(tuple(flows))
    growth = _root(polynomial) ** -ticks
    if growth > MOST_GROWTH:
        raise TermsRefused([TEXTS.issue("S152", "flows")])
    return growth


_Polynomial = Sequence[tuple[int, Decimal]]
"""Coefficients by rising powers of a tick's discount; the first stands at 0 and is negative."""


def _polynomial(flows: Sequence[Flow]) -> tuple[int, _Polynomial]:
    """How many ticks a year has, so that every flow stands on one, and the sum of all values."""
    refuse(
        issue
        for number, flow in enumerate(flows)
        for issue in number_faults(
            f"flows/{number}", flow.amount, AMOUNT_PLACES, LEAST_AMOUNT, MOST_AMOUNT
        )
    )
    ticks = lcm(*(flow.years.denominator for flow in flows))
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for flow in flows:
        sums[int(flow.years * ticks)] += flow.amount
    found = sorted((tick, amount) for tick, amount in sums.items() if amount)
    changes = sum((a < 0) != (b < 0) for (_, a), (_, b) in pairwise(found))
    if changes != 1:
        raise TermsRefused([TEXTS.issue("S151", "flows", changes=changes)])
    first, amount = found[0]
    sign = -1 if amount > 0 else 1
    return ticks, [(tick - first, sign * amount) for tick, amount in found]


def _root(polynomial: _Polynomial) -> Decimal:
    """The positive root: Newton's steps, and half the bracket where they are slow or leave it."""
    low, high = Decimal(0), Decimal(1)
    for _ in range(MOST_DOUBLINGS):
        if _value(polynomial, high)[0] >= 0:
            break
        low, high = high, high * 2
    at, step, before = high, high, high
    for _ in range(MOST_STEPS):
        value, slope = _value(polynomial, at)
        low, high = (at, high) if value < 0 else (low, at)
        following = (low + high) / 2
        if slope > 0 and 2 * abs(value) <= before * slope:
            newton = at - value / slope
            following = newton if low <= newton <= high else following
        before, step, at = step, abs(following - at), following
        if step <= at * CLOSE:
            return at
    raise TermsRefused([TEXTS.issue("S152", "flows")])


def _value(polynomial: _Polynomial, at: Decimal) -> tuple[Decimal, Decimal]:
    """The polynomial's value and slope at a point: Horner's scheme over the gaps between powers."""
    steps: dict[int, tuple[Decimal, Decimal]] = {}
    value = slope = Decimal(0)
    last = polynomial[-1][0]
    for power, coefficient in reversed(polynomial):
        gap = last - power
        if gap not in steps:
            factor = at**gap
            steps[gap] = factor, factor * gap / at
        factor, rise = steps[gap]
        slope = slope * factor + value * rise
        value = value * factor + coefficient
        last = power
    return value, slope
