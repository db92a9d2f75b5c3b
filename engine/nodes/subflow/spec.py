"""Subflow: another flow in the place of a node."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from ...node import NodeFields
from ...values import FactCode, FlowName

Subject = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=120)]
"""The first name of fact codes: `applicant`."""


class Subflow(NodeFields):
    """Runs another flow, named by its content; its outcomes are the ways out.

    `subjects` says whose facts are meant where the flow speaks of a subject, `sets` which variable
    takes an output.
    """

    kind: Literal["subflow"]
    use: FlowName
    subjects: Annotated[dict[Subject, Subject], Field(alias="with")]
    sets: dict[FactCode, FactCode]
