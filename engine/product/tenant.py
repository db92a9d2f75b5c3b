"""What a tenant calls its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import StrictStr

from ..document import Json
from ..flow.reading import read_model
from ..values import Id, Label, Model


@dataclass(frozen=True, slots=True)
class Prefixes:
    """How the codes of a tenant's own facts and reasons begin: `xinyang.` and `XY`."""

    facts: str
    reasons: str


class _Prefixes(Model):
    facts: StrictStr
    reasons: StrictStr


class _Tenant(Model):
    title: Label
    prefixes: _Prefixes


class _Tenants(Model):
    format: Literal["loanfoundry.tenants/1"]
    tenants: dict[Id, _Tenant]


def read_tenants(document: Mapping[str, Json]) -> dict[str, Prefixes]:
    """The prefixes of each tenant of a document `loanfoundry.tenants/1`, by the tenant's id.

    Raises DocumentRefused with every fault of its shape.
    """
    read = read_model(_Tenants, dict(document)).tenants
    return {
        name: Prefixes(each.prefixes.facts, each.prefixes.reasons) for name, each in read.items()
    }
