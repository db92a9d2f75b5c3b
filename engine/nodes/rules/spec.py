"""Rules: conditions that decline or refer, each with its reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...node import NodeFields
from ...values import Condition, Id, Label, Model, ReasonCode, Unknown


class Rule(Model):
    """Declines or refers where `when` is true (or unknown, if it says `fire`)."""

    id: Id
    title: Label | None = None
    when: Condition
    unknown: Unknown | None = None
    then: Literal["decline", "refer"]
    reason: ReasonCode


class Rules(NodeFields):
    """`all` evaluates every rule, decline beats refer beats pass; `first` stops at the first."""

    kind: Literal["rules"]
    fire: Literal["all", "first"]
    rules: Annotated[tuple[Rule, ...], Field(json_schema_extra={"x-kind": "rules"})]
