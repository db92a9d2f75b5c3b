"""The methods of repayment, each with its own limits and day count."""

from __future__ import annotations

from typing import Annotated, Literal

from ...values import Model
from .kinds import LOWER, Months, Variants, choice

Method = Annotated[
    Literal[
        "equal_instalment", "equal_principal", "interest_only", "bullet", "revolving_daily",
        "custom_plan",
    ],
    choice("method"),
]  # fmt: skip


class Repaid(Model):
    """What each method says: the longest draw, and how days are counted."""

    months_max: Annotated[Months, LOWER]
    interest_basis: Annotated[Literal["monthly", "act_360", "act_365"], choice("interest_basis")]


class EqualInstalment(Repaid):
    """Instalments of one amount (等额本息)."""

    level: Annotated[Literal["nominal", "exact"], choice("level")]


class EqualPrincipal(Repaid):
    """Instalments of one principal part (等额本金)."""


class InterestOnly(Repaid):
    """Interest on each due day, the principal at the end (先息后本)."""


class Bullet(Repaid):
    """All at the end (利随本清)."""


class RevolvingDaily(Repaid):
    """Drawn and repaid at any time, interest by the day (随借随还)."""

    settle: Annotated[Literal["due_day", "with_principal"], choice("settle")]


class CustomPlan(Repaid):
    """Interest on each due day, principal by a plan in amounts or in shares (按计划还本)."""

    plan: Annotated[Literal["amounts", "shares"], choice("plan")]


class Methods(Variants):
    """The methods that are offered."""

    equal_instalment: EqualInstalment | None = None
    equal_principal: EqualPrincipal | None = None
    interest_only: InterestOnly | None = None
    bullet: Bullet | None = None
    revolving_daily: RevolvingDaily | None = None
    custom_plan: CustomPlan | None = None
