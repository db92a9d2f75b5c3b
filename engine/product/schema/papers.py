"""What the customer agrees to and signs, and what follows the loan."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from ...values import Id, Model, Present
from .kinds import (
    HIGHER,
    LOWER,
    NEUTRAL,
    Count,
    Days,
    DaysAround,
    Months,
    Named,
    Years,
    choice,
    words,
)

Consent = Literal[
    "credit_query", "credit_report", "personal_data", "sensitive_data", "face",
    "partner_sharing", "automated_decision", "company_data",
]  # fmt: skip
Consents = TypeAliasType("Consents", Annotated[dict[Consent, Present], words("consent")])
"""What the customer consents to, each asked for on its own."""


class Paper(Model):
    """A document that the customer gets: its template, how it is signed, how long it is kept."""

    template: Named
    signature: Annotated[
        Literal["certificate", "confirm", "paper", "recorded"], choice("signature")
    ]
    keep_years: Annotated[Years, HIGHER]


Papers = TypeAliasType("Papers", dict[Id, Paper])


class Extension(Model):
    """How often and by how much a loan that cannot be repaid in time may go on."""

    kind: Annotated[Literal["extension", "renewal"], choice("extension")]
    times_max: Annotated[Count, LOWER]
    months_max: Annotated[Months, LOWER]


def _extension_shape(value: Any) -> str:
    return "no extension" if isinstance(value, str) else "an extension"


AfterLoan = Annotated[
    Annotated[Literal["none"], choice("extension"), Tag("no extension")]
    | Annotated[Extension, Tag("an extension")],
    Discriminator(_extension_shape),
]


class After(Model):
    """Watching, extending and collecting."""

    warning_days: Annotated[Days, LOWER]
    extension: AfterLoan
    collection_days: Annotated[
        tuple[DaysAround, ...],
        Field(min_length=1, max_length=20, json_schema_extra={"x-kind": "days_list"}),
        NEUTRAL,
    ]
