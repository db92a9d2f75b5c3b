"""The tenants: the province and its county banks, each with the prefixes of its own entries."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

from engine.document import print_json
from tests.house.tree import ROOT

FILE = ROOT / "product_defs" / "tenants.json"
DOCUMENT: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
TENANTS: dict[str, Any] = DOCUMENT["tenants"]
COUNTIES = {name: tenant for name, tenant in TENANTS.items() if name != "province"}
DICTIONARY = json.loads((ROOT / "product_defs" / "dictionary" / "province.json").read_text("utf-8"))


def test_there_are_the_province_and_five_county_banks() -> None:
    assert FILE.read_text("utf-8") == print_json(DOCUMENT)
    assert DOCUMENT["format"] == "loanfoundry.tenants/1"
    assert len(COUNTIES) == 5
    assert COUNTIES["xinyang"]["prefixes"] == {"facts": "xinyang.", "reasons": "XY"}
    assert TENANTS["province"]["prefixes"] == {"facts": "", "reasons": ""}


def test_no_prefix_begins_another() -> None:
    for kind in ("facts", "reasons"):
        prefixes = [tenant["prefixes"][kind] for tenant in COUNTIES.values()]
        assert [pair for pair in permutations(prefixes, 2) if pair[0].startswith(pair[1])] == []


def test_no_entry_of_the_province_begins_as_a_county_s() -> None:
    for kind in ("facts", "reasons"):
        prefixes = tuple(tenant["prefixes"][kind] for tenant in COUNTIES.values())
        assert [code for code in DICTIONARY[kind] if code.startswith(prefixes)] == []
