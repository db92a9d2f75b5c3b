"""A report on the terminal: Chinese first, English beside."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from engine import Decision
from engine.cli.explaining import screen as explained
from engine.cli.voice import Voice
from engine.flow.explain import explain
from engine.issues import LANGUAGES
from engine.values import Label

from .applicants import TEXTS
from .report import Report

MOST_REASONS = 8


def screen(report: Report) -> RenderableType:
    """The whole report, to be printed."""
    bad = sum(applicant.bad for applicant, _ in report.decided)
    applicant, decision = report.telling()
    return Group(
        Text(_word("demo", rows=report.rows, seconds=f"{report.seconds:.2f}"), style="bold"),
        Text(_word("origin", tested=len(report.decided), bad=bad), style="dim"),
        _figures(report),
        _reasons(report, decision),
        Text(_word("explained", line=applicant.line), style="bold"),
        explained(explain(decision), Voice.of(None)),
    )


def _word(key: str, **values: object) -> str:
    return "\n".join(TEXTS.word(key, language).format(**values) for language in LANGUAGES)


def _side_by_side(key: str) -> str:
    return " ".join(TEXTS.word(key, language) for language in LANGUAGES)


def _figures(report: Report) -> Table:
    table = Table(_side_by_side("measure"), _side_by_side("value"))
    table.columns[1].justify = "right"
    for key, figure in (
        ("approval_rate", _percent(report.rate("approve"))),
        ("refer_rate", _percent(report.rate("refer"))),
        ("decline_rate", _percent(report.rate("decline"))),
        ("bad_rate_approved", _percent(report.bad_rate("approve"))),
        ("bad_rate_referred", _percent(report.bad_rate("refer"))),
        ("bad_rate_declined", _percent(report.bad_rate("decline"))),
        ("auc", f"{report.auc:.4f}"),
        ("auc_logistic", f"{report.auc_logistic:.4f}"),
        ("ks", f"{report.ks:.4f}"),
        ("ks_logistic", f"{report.ks_logistic:.4f}"),
    ):
        table.add_row(_side_by_side(key), figure)
    return table


def _percent(rate: float | None) -> str:
    return _side_by_side("nobody") if rate is None else f"{rate:.1%}"


def _reasons(report: Report, decision: Decision) -> Table:
    entries = decision.program.entries.reasons
    table = Table(_side_by_side("reason"), _side_by_side("count"), title=_word("top_reasons"))
    table.columns[1].justify = "right"
    for code, count in report.top_reasons(MOST_REASONS):
        table.add_row(f"{code} {_both(entries[code].label)}", str(count))
    return table


def _both(label: Label) -> str:
    return " ".join(label.text(language) for language in LANGUAGES)
