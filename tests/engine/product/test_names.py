"""A product's parameters as names of expressions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine import ir
from engine.feel.meaning import NULL
from engine.feel.scope import Meaning
from engine.product.draft import Draft
from engine.product.names import product_names
from engine.product.reading import read_product
from engine.product.schema.product import Whole
from tests.engine.product.products import product


def names(reference: dict[str, Any] | None = None) -> dict[str, Meaning]:
    """What each name of a product means."""
    document = product()
    read = read_product(document)
    assert isinstance(read, Whole)
    found = list(product_names(Draft(document, read, reference)))
    assert len({named.code for named in found}) == len(found)
    return {named.code: named.means for named in found}


def constant(of: Meaning) -> object:
    """The value of a constant."""
    assert isinstance(of, ir.Const)
    return of.value


def test_a_number_is_a_constant_of_its_places() -> None:
    fen = 10_000_000
    assert names()["product.line.amount.max"] == ir.Const(ir.Num(2, fen, fen), fen)
    assert constant(names()["product.interest.spread.min"]) == 150


def test_words_sets_and_variants_days_and_yes_or_no_have_names() -> None:
    found = names()
    assert constant(found["product.draw.default_method"]) == "equal_instalment"
    assert found["product.funds.forbidden"] == frozenset({"house", "securities"})
    assert found["product.draw.methods"] == frozenset(product()["draw"]["methods"])
    assert constant(found["product.line.revolving"]) is True
    assert constant(found["product.sale.from"]) == 20_727
    assert found["product.sale.to"] == NULL


def test_lists_have_none() -> None:
    assert "product.allocation.normal" not in names()


def test_a_bound_of_the_rate_is_the_number_that_it_comes_to() -> None:
    resolved = names({"lpr.y1": Decimal("0.03")})
    assert constant(resolved["product.interest.floor"]) == 40_000
    assert constant(resolved["product.interest.cap"]) == 120_000
    unknown = names()["product.interest.floor"]
    assert isinstance(unknown, ir.Read)
    assert unknown.name == "product.interest.floor"
