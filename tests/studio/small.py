"""A small flow whose every number can be counted by hand: an ask, a scorecard, rules, a branch."""

from __future__ import annotations

from typing import Any

from engine.document import Json
from studio.desk.policy import Policy, read_policy
from studio.desk.population import Person, Run, run

LABEL: dict[str, Json] = {"zh": "标签", "en": "Label"}


def label(zh: str, en: str) -> dict[str, Json]:
    """A text in both languages."""
    return {"zh": zh, "en": en}


def number_fact(zh: str, en: str, source: dict[str, Json], **more: Json) -> dict[str, Json]:
    """A whole number from 0 to 120."""
    bounds: dict[str, Json] = {"scale": 0, "min": "0", "max": "120", "unit": "year"}
    entry: dict[str, Json] = {"label": label(zh, en), "type": "number", **bounds}
    return {**entry, "nullable": False, "source": source, "sensitivity": "public", **more}


def reason(zh: str, en: str) -> dict[str, Json]:
    """A reason told as itself."""
    told = label(f"{zh}。", f"{en}.")
    return {"label": label(zh, en), "customer": told, "class": "general"}


DICTIONARY: dict[str, Json] = {
    "format": "loanfoundry.dictionary/1",
    "id": "small",
    "title": LABEL,
    "facts": {
        "applicant.level": number_fact("等级分", "Level", {"form": "apply"}),
        "applicant.age": number_fact("年龄", "Age", {"form": "apply"}, nullable=True),
        "bureau.queries": number_fact("查询次数", "Queries", {"source": "bureau"}),
    },
    "collections": {},
    "reasons": {
        "A01": {**reason("未满十八岁", "Under eighteen"), "told_as": "A01"},
        "S01": {**reason("评分不足", "Score too low"), "told_as": "S01"},
        "S02": {**reason("等级低", "Low level"), "told_as": "S02"},
    },
}

NODES: dict[str, Json] = {
    "bureau": {
        "kind": "ask",
        "title": label("征信", "Bureau"),
        "from": {"source": "bureau"},
        "gives": {"bureau.queries": True},
        "next": {"found": "score", "empty": "referred", "unavailable": "referred"},
    },
    "score": {
        "kind": "scorecard",
        "title": label("评分", "Score"),
        "base": "0",
        "sets": {"score": "score", "band": "band"},
        "characteristics": [
            {
                "id": "level",
                "of": "applicant.level",
                "reason": "S02",
                "bins": [
                    {"id": "b1", "in": "< 3", "points": "10"},
                    {"id": "b2", "in": "[3..6)", "points": "50"},
                    {"id": "b3", "in": ">= 6", "points": "90"},
                ],
            }
        ],
        "bands": [
            {"id": "A", "from": "80"},
            {"id": "B", "from": "40"},
            {"id": "C", "from": None},
        ],
        "reasons": {"most": 3},
        "next": {"done": "admission"},
    },
    "admission": {
        "kind": "rules",
        "title": label("准入", "Admission"),
        "fire": "all",
        "rules": [
            {
                "id": "A01",
                "when": "applicant.age < 18",
                "unknown": "skip",
                "then": "decline",
                "reason": "A01",
            }
        ],
        "next": {"pass": "by_band", "decline": "declined", "refer": "referred"},
    },
    "by_band": {
        "kind": "branch",
        "title": label("按等级分流", "By band"),
        "arms": [{"id": "lend", "title": label("可贷", "Lend"), "when": 'band in ("A", "B")'}],
        "next": {"lend": "approved", "else": "declined_score"},
    },
    "approved": {
        "kind": "outcome",
        "title": label("通过", "Approved"),
        "is": "approve",
        "reasons": [],
        "offer": {
            "line": "line",
            "amount": "min(line, asked.amount)",
            "term_months": "asked.term_months",
            "method": "asked.method",
            "annual_rate": "0.0485",
        },
    },
    "declined": {
        "kind": "outcome",
        "title": label("拒绝", "Declined"),
        "is": "decline",
        "reasons": [],
    },
    "declined_score": {
        "kind": "outcome",
        "title": label("评分拒绝", "Declined on score"),
        "is": "decline",
        "reasons": [{"id": "o1", "reason": "S01"}, {"id": "o2", "from": "score"}],
    },
    "referred": {
        "kind": "outcome",
        "title": label("转人工", "Referred"),
        "is": "refer",
        "to": {"to": "person", "role": "credit_officer"},
        "reasons": [],
    },
}


def variable(low: str, high: str, scale: int, unit: str) -> dict[str, Json]:
    """A number that the flow sets."""
    bounds: dict[str, Json] = {"scale": scale, "min": low, "max": high, "unit": unit}
    return {"label": LABEL, "type": "number", **bounds, "nullable": False}


FLOW: dict[str, Json] = {
    "format": "loanfoundry.flow/1",
    "id": "small",
    "title": label("小流程", "Small flow"),
    "dictionary": "small",
    "start": "line",
    "parameters": {},
    "variables": {
        "score": variable("0", "100", 0, "point"),
        "band": {"label": LABEL, "type": "text", "values": ["A", "B", "C"], "nullable": False},
        "line": variable("0.00", "99999.00", 2, "CNY"),
    },
    "outputs": {"score": True},
    "nodes": {
        "line": {
            "kind": "formula",
            "title": label("额度", "Line"),
            "steps": [{"id": "s1", "sets": "line", "value": "50000.00"}],
            "next": {"done": "bureau"},
        },
        **NODES,
    },
}

ASKED: dict[str, Json] = {
    "asked.amount": "60000.00",
    "asked.term_months": 12,
    "asked.method": "equal_instalment",
}


def person(level: int, age: int | None = 30, *, bad: bool = False, **more: Any) -> Person:
    """A person whose credit report is there."""
    facts = {"applicant.level": level, "applicant.age": age, "bureau.queries": 1}
    return Person({**ASKED, **facts, **more}, bad)


def waiting(level: int) -> Person:
    """A person whose credit report is not there yet."""
    return Person({**ASKED, "applicant.level": level, "applicant.age": 30}, bad=False)


def small_policy() -> Policy:
    """The flow, read and compiled."""
    return read_policy(FLOW, DICTIONARY)


def small_run(*people: Person) -> Run:
    """People decided by the small flow."""
    return run(small_policy().program, people)
