"""A town whose counties may add rules, and a county that does."""

from __future__ import annotations

from tests.engine.release.town import Town, town

RULE = {
    "at": "apply:nodes/county/rules/XY01",
    "add": {"when": "xinyang.months < 12", "then": "decline", "reason": "XY01"},
    "after": "r1",
}
MONTHS = {
    "label": {"zh": "居住月数", "en": "Months here"}, "type": "number", "scale": 0, "min": "0",
    "max": "1200", "unit": "month", "nullable": False, "source": {"form": "apply"},
    "sensitivity": "personal",
}  # fmt: skip
LOCAL = {
    "label": {"zh": "居住不足", "en": "Too short here"}, "told_as": "XY01", "class": "admission",
    "customer": {"zh": "居住时间不足。", "en": "Too short a time here."},
}  # fmt: skip


def parent() -> Town:
    """The town with rules that a county may add to."""
    rule = {"id": "r1", "when": "applicant.age > 60", "then": "decline", "reason": "A01"}
    ways = {"pass": "terms", "decline": "declined", "refer": "referred"}
    node = {"kind": "rules", "title": {"zh": "准入", "en": "Admission"}, "fire": "all"}
    permit = {
        "on": "apply:nodes/county/rules", "allow": "append", "then": {"decline": True}, "max": 3,
        "why": {"zh": "可加规则", "en": "Rules of its own"}, "owner": "risk",
    }  # fmt: skip
    return town(
        {"at": "town.apply:nodes/county", "set": {**node, "rules": [rule], "next": ways}},
        {"at": "town.apply:nodes/on_sale/next/else", "set": "county"},
        {"at": "permits/P7", "set": permit},
    )


def county() -> Town:
    """A child with a rule, a fact and a reason of its own, and a lower most."""
    return parent().child(
        RULE,
        {"at": "facts/xinyang.months", "set": MONTHS},
        {"at": "line/amount/max", "set": "50000.00"},
        {"at": "reasons/XY01", "set": LOCAL},
    )
