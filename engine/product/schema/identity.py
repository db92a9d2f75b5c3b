"""What a product is, and where and when it is sold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...nodes.outcome.spec import ToNobody, ToPerson, ToProduct
from ...values import Model
from .kinds import FEWER, NO_END, Day, Words, choice

Segment = Literal["personal", "business"]
Series = Literal["credit", "pledge", "quick", "partner", "supply_chain"]
Regulatory = Literal["internet_loan", "offline_judged", "pledge"]
Purpose = Literal["consumption", "business", "agri"]

SEGMENT, SERIES, ROLE = choice("segment"), choice("series"), choice("role")


class Classes(Model):
    """The classes by which law and reports treat the product."""

    regulatory: Annotated[Regulatory, choice("regulatory_class")]
    purpose: Annotated[Purpose, choice("purpose_class")]


class Sale(Model):
    """When, how and where it is sold, and where an applicant who is not served is referred."""

    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day | None, Field(alias="to"), NO_END]
    mode: Annotated[Literal["online", "hybrid", "offline"], choice("mode")]
    channels: Annotated[Words, Field(min_length=1), FEWER]
    referral: Annotated[ToProduct | ToPerson | ToNobody, Field(discriminator="to")]
