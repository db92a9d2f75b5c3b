"""How a fault in an expression travels inside this room until it becomes an issue."""

from __future__ import annotations

from ..issues import Catalogue, Issue, Value
from .tree import Span

TEXTS = Catalogue.beside(__file__)


class ExpressionFault(Exception):
    """A fault at a place of an expression; it never leaves the room."""

    def __init__(self, code: str, span: Span | None, values: dict[str, Value]) -> None:
        self.code, self.span, self.values = code, span, values
        super().__init__(code)

    def issue(self, at: str, span: Span | None = None) -> Issue:
        """The issue at an address; `span` stands in where the fault does not know its place."""
        return TEXTS.issue(self.code, at, span=self.span or span, **self.values)


def fault(code: str, span: Span | None = None, **values: Value) -> ExpressionFault:
    """A fault to raise."""
    return ExpressionFault(code, span, values)
