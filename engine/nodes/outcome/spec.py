"""Outcome: how a flow ends, with reasons, and the offer of an approval."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from ...values import Condition, Expression, Id, Label, Model, ReasonCode, TextLine, Unknown


class GivenReason(Model):
    """A reason that the outcome gives itself, always or on a condition."""

    id: Id
    when: Condition | None = None
    unknown: Unknown | None = None
    reason: ReasonCode


class LinkedReasons(Model):
    """The reasons of a scorecard that every way here passes."""

    id: Id
    node: Annotated[Id, Field(alias="from")]


def _reason_shape(value: Any) -> str:
    linked = "from" in value if isinstance(value, dict) else isinstance(value, LinkedReasons)
    return "linked" if linked else "given"


OutcomeReason = Annotated[
    Annotated[GivenReason, Tag("given")] | Annotated[LinkedReasons, Tag("linked")],
    Discriminator(_reason_shape),
]


class Offer(Model):
    """One priced choice. `line` is the most that the customer can have."""

    line: Expression
    amount: Expression
    term_months: Expression | None = None
    term_days: Expression | None = None
    method: Expression
    annual_rate: Expression
    fees: Any = None
    conditions: Any = None


class ToProduct(Model):
    """Refers to another product."""

    to: Literal["product"]
    product: TextLine


class ToPerson(Model):
    """Refers to a person with a role."""

    to: Literal["person"]
    role: TextLine


class ToNobody(Model):
    """Refers to nobody: the decision is a decline."""

    to: Literal["none"]


class AsProductSays(Model):
    """Refers to where the product's sale refers."""

    to: Literal["product.sale.referral"]


Referral = Annotated[ToProduct | ToPerson | ToNobody | AsProductSays, Field(discriminator="to")]


class Outcome(Model):
    """Ends the flow."""

    kind: Literal["outcome"]
    title: Label
    ends: Annotated[Literal["approve", "decline", "refer"], Field(alias="is")]
    reasons: tuple[OutcomeReason, ...]
    offer: Offer | None = None
    to: Referral | None = None
