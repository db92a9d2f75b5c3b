"""反欺诈 read plainly from docs/policies/fraud.md."""

from __future__ import annotations

from decimal import Decimal

from tests.policies.edges import Edges
from tests.policies.plain import Answer, Facts, asked, by_rules, through

LISTS = ("black", "grey", "contact_black")

EDGES: Edges = {
    "device.applicants_7d": (3,),
    "phone.months": (6,),
    "address.applications_30d": (5,),
    "application.fill_seconds": (60,),
    "identity.face": ("0.60", "0.80"),
    "identity.liveness": ("0.80",),
}


def gate(facts: Facts) -> Answer | None:
    """The end at anti-fraud, if it ends there."""
    return through(facts, signals, on_lists, listed)


def signals(facts: Facts) -> Answer | None:
    """第一步：设备与身份。"""
    face = facts["identity.face"]
    return by_rules(
        ("F01", "decline", facts["device.applicants_7d"] >= 3),
        ("F02", "refer", facts["phone.months"] < 6),
        ("F03", "decline", not facts["identity.matched"]),
        ("F04", "refer", facts["device.outside_province"]),
        ("F05", "refer", facts["address.applications_30d"] >= 5),
        ("F06", "refer", facts["application.fill_seconds"] < 60),
        ("F07", "decline", facts["device.emulator"]),
        ("F08", "decline", face < Decimal("0.60")),
        ("F09", "refer", Decimal("0.60") <= face < Decimal("0.80")),
        ("F10", "decline", facts["identity.liveness"] < Decimal("0.80")),
    )


def on_lists(facts: Facts) -> Answer | None:
    """第二步：查名单。"""
    return asked(facts, [f"list.{name}" for name in LISTS], LISTS)


def listed(facts: Facts) -> Answer | None:
    """第二步的规则。"""
    return by_rules(
        ("B01", "decline", facts["list.black"]),
        ("B03", "refer", facts["list.grey"]),
        ("B04", "refer", facts["list.contact_black"]),
    )
