"""A small policy of every kind of part, in files, and the command run on it in this process."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from engine.cli.commands import application

Document = dict[str, Any]

DICTIONARY: Document = {
    "format": "loanfoundry.dictionary/1",
    "id": "town",
    "title": {"zh": "县域字典", "en": "Town dictionary"},
    "facts": {
        "applicant.age": {
            "label": {"zh": "年龄", "en": "Age"}, "type": "number", "scale": 0, "min": "0",
            "max": "120", "unit": "year", "nullable": False, "source": {"form": "apply"},
            "sensitivity": "personal",
        },
        "applicant.name": {
            "label": {"zh": "姓名", "en": "Name"}, "type": "text", "max_length": 60,
            "nullable": False, "source": {"form": "apply"}, "sensitivity": "personal",
        },
        "applicant.income": {
            "label": {"zh": "月收入", "en": "Income"}, "type": "number", "scale": 2,
            "min": "-1000.00", "max": "1000000.00", "unit": "CNY", "nullable": True,
            "source": {"host": "core"}, "sensitivity": "sensitive",
        },
        "applicant.local": {
            "label": {"zh": "本地户籍", "en": "Local"}, "type": "boolean", "nullable": False,
            "source": {"form": "apply"}, "sensitivity": "personal",
        },
        "bureau.overdue": {
            "label": {"zh": "逾期次数", "en": "Times overdue"}, "type": "number", "scale": 0,
            "min": "0", "max": "99", "unit": "count", "nullable": False,
            "source": {"source": "bureau"}, "sensitivity": "sensitive",
        },
    },
    "collections": {},
    "reasons": {
        "A01": {
            "label": {"zh": "年龄不符", "en": "Age"}, "told_as": "A01", "class": "admission",
            "customer": {"zh": "年龄不符合要求。", "en": "Your age does not qualify."},
        },
        "C01": {
            "label": {"zh": "征信逾期", "en": "Overdue"}, "told_as": "A01", "class": "credit",
        },
    },
}  # fmt: skip

FLOW: Document = {
    "format": "loanfoundry.flow/1",
    "id": "town.apply",
    "title": {"zh": "县域小额贷", "en": "Town loan"},
    "dictionary": "town",
    "start": "bureau",
    "parameters": {
        "product.age.min": {
            "type": "number", "scale": 0, "min": "0", "max": "120", "unit": "year", "value": "18",
        },
    },
    "variables": {
        "score": {
            "label": {"zh": "评分", "en": "Score"}, "type": "number", "scale": 0, "min": "0",
            "max": "1000", "unit": "point", "nullable": False,
        },
        "band": {
            "label": {"zh": "等级", "en": "Band"}, "type": "text", "values": ["A", "B"],
            "nullable": False,
        },
        "limit": {
            "label": {"zh": "额度", "en": "Limit"}, "type": "number", "scale": 2, "min": "0.00",
            "max": "300000.00", "unit": "CNY", "nullable": False,
        },
        "greeting": {
            "label": {"zh": "称呼", "en": "Greeting"}, "type": "text", "max_length": 60,
            "nullable": False,
        },
    },
    "outputs": {"score": True, "greeting": True},
    "nodes": {
        "bureau": {
            "kind": "ask", "title": {"zh": "征信查询", "en": "Bureau"},
            "from": {"source": "bureau"}, "gives": {"bureau.overdue": True},
            "next": {"found": "admission", "empty": "admission_thin", "unavailable": "person"},
        },
        "admission": {
            "kind": "rules", "title": {"zh": "客户准入", "en": "Admission"}, "fire": "all",
            "rules": [
                {"id": "R1", "when": "applicant.age < product.age.min", "then": "decline",
                 "reason": "A01"},
                {"id": "R2", "title": {"zh": "逾期", "en": "Overdue"},
                 "when": "bureau.overdue > 3", "then": "decline", "reason": "C01"},
            ],
            "next": {"pass": "score", "decline": "declined", "refer": "person"},
        },
        "admission_thin": {
            "kind": "rules", "title": {"zh": "白户准入", "en": "No record"}, "fire": "first",
            "rules": [
                {"id": "R1", "when": "not(applicant.local)", "then": "refer", "reason": "A01"},
            ],
            "next": {"pass": "score", "decline": "declined", "refer": "person"},
        },
        "score": {
            "kind": "scorecard", "title": {"zh": "评分卡", "en": "Scorecard"}, "base": "500",
            "sets": {"score": "score", "band": "band"},
            "characteristics": [
                {"id": "income", "of": "applicant.income", "reason": "A01", "missing": "-20",
                 "bins": [{"id": "b1", "in": "< 3000", "points": "0"},
                          {"id": "b2", "in": ">= 3000", "points": "40"}]},
            ],
            "bands": [{"id": "A", "from": "520"}, {"id": "B", "from": None}],
            "reasons": {"most": 1},
            "next": {"done": "limit"},
        },
        "limit": {
            "kind": "table", "title": {"zh": "额度表", "en": "Limits"}, "hit": "F",
            "in": [{"id": "band", "of": "band"}, {"id": "age", "of": "applicant.age"}],
            "out": [{"id": "limit", "sets": "limit", "stricter": "lower"}],
            "rows": [
                {"id": "r1", "if": {"band": "\"A\"", "age": "< 60"}, "then": {"limit": "50000.00"}},
                {"id": "r2", "if": {"band": "\"A\""}, "then": {"limit": "30000.00"}},
                {"id": "r3", "if": {"band": "\"B\""}, "then": {"limit": "10000.00"}},
            ],
            "else": {"limit": "0.00"},
            "next": {"done": "greet"},
        },
        "greet": {
            "kind": "formula", "title": {"zh": "称呼", "en": "Greeting"},
            "steps": [{"id": "s1", "sets": "greeting", "value": "applicant.name"}],
            "next": {"done": "by_local"},
        },
        "by_local": {
            "kind": "branch", "title": {"zh": "户籍", "en": "By home"},
            "arms": [{"id": "far", "title": {"zh": "外地", "en": "From elsewhere"},
                      "when": "not(applicant.local)"}],
            "next": {"far": "person", "else": "approved"},
        },
        "approved": {
            "kind": "outcome", "title": {"zh": "通过", "en": "Approved"}, "is": "approve",
            "reasons": [{"id": "o1", "when": "limit < asked.amount", "reason": "A01"}],
            "offer": {
                "line": "limit", "amount": "min(limit, asked.amount)",
                "term_months": "asked.term_months", "method": "\"bullet\"", "annual_rate": "0.06",
            },
        },
        "declined": {
            "kind": "outcome", "title": {"zh": "拒绝", "en": "Declined"}, "is": "decline",
            "reasons": [],
        },
        "person": {
            "kind": "outcome", "title": {"zh": "转人工", "en": "To a person"}, "is": "refer",
            "to": {"to": "person", "role": "officer"}, "reasons": [{"id": "o1", "reason": "A01"}],
        },
    },
    "canvas": {"nodes": {"bureau": {"x": 0, "y": 0}}},
}  # fmt: skip

FACTS: Document = {
    "applicant.age": 30,
    "applicant.name": "李雷",
    "applicant.income": "5000.00",
    "applicant.local": True,
    "asked.amount": "20000.00",
    "asked.term_months": 12,
    "bureau.overdue": 0,
}


def changed(change: Callable[[Document], object], of: Document = FLOW) -> Document:
    """A copy of a document with one change."""
    document = copy.deepcopy(of)
    change(document)
    return document


def put(folder: Path, name: str, content: Document | str | bytes) -> Path:
    """A file with a document, a text or bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict):
        content = json.dumps(content, ensure_ascii=False)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def house(folder: Path) -> Path:
    """The flow in a folder, under a checkout's dictionary; the path of the flow."""
    put(folder, "product_defs/dictionary/town.json", DICTIONARY)
    return put(folder, "flows/town/v1.json", FLOW)


def run(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    """What the command did."""
    result = CliRunner().invoke(application(), [*map(str, arguments)], input=given)
    crashed = result.exception is not None and not isinstance(result.exception, SystemExit)
    assert not crashed, repr(result.exception)
    return result


def answer(*arguments: str | Path, given: str | bytes | None = None) -> Any:
    """What the command printed for machines; it must have succeeded."""
    result = run(*arguments, "--json", given=given)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
