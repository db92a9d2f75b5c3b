"""One value of a host as the normalised value of its type, or what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Clamped, Context, Decimal, Inexact, InvalidOperation, Overflow
from typing import NamedTuple

from ... import ir
from ...feel.literals import number_text
from ...issues import Catalogue, Issue
from .runtime import EPOCH, Cell

TEXTS = Catalogue.beside(__file__)
DIGITS_LIMIT = 60
EXACT = Context(prec=200, traps=[Clamped, Inexact, InvalidOperation, Overflow])
"""Raises instead of rounding."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Fault(NamedTuple):
    """A fault of one value: a code of the catalogue and its values."""

    code: str
    values: dict[str, str | int]

    def issue(self, name: str) -> Issue:
        """The issue of the fact with this value."""
        return TEXTS.issue(self.code, name, span=None, **self.values)


def fault(code: str, **values: str | int) -> Fault:
    """A fault of one value."""
    return Fault(code, values)


def read_value(of: ir.Scalar, given: object) -> Cell | Fault:
    """The value of a type that a host gave, or what is wrong with it."""
    if given is None:
        return None if of.nullable else fault("A102")
    match of:
        case ir.Num():
            return _number(of, given)
        case ir.Bool():
            return given if isinstance(given, bool) else fault("A103", wanted="true / false")
        case ir.Date():
            return _date(of, given)
        case ir.Text():
            return _text(of, given)
        case _:
            return fault("A103", wanted="—")


def careful(of: ir.Scalar, given: object) -> Cell:
    """The value of a type that a host gave. Raises TypeError where something is wrong with it."""
    found = read_value(of, given)
    if isinstance(found, Fault):
        raise TypeError(found.code)
    return found


def _number(of: ir.Num, given: object) -> Cell | Fault:
    exact = _decimal(given)
    if isinstance(exact, Fault):
        return exact
    if not exact.is_finite() or len(exact.as_tuple().digits) > DIGITS_LIMIT:
        return fault("A104", found=str(given)[:40])
    if exact and abs(exact.adjusted()) > DIGITS_LIMIT:
        return _beyond(of, given) if exact.adjusted() > 0 else _places(of, given)
    scaled = exact.scaleb(of.scale, EXACT) if exact else Decimal(0)
    if scaled != scaled.to_integral_value():
        return _places(of, given)
    value = int(scaled)
    return value if of.lo <= value <= of.hi else _beyond(of, given)


def _places(of: ir.Num, given: object) -> Fault:
    return fault("A105", found=str(given)[:40], places=of.scale)


def _beyond(of: ir.Num, given: object) -> Fault:
    lo, hi = number_text(of.lo, of.scale), number_text(of.hi, of.scale)
    return fault("A106", found=str(given)[:40], lo=lo, hi=hi)


def _decimal(given: object) -> Decimal | Fault:
    """The decimal that a host's number means; a float is the decimal that its repr shows."""
    match given:
        case bool():
            return fault("A103", wanted="123.45")
        case Decimal():
            return given
        case int():
            return Decimal(given) if given.bit_length() < 200 else fault("A104", found="…")
        case float():
            return Decimal(float.__repr__(given))
        case str() if len(given) <= DIGITS_LIMIT and _NUMBER.fullmatch(given):
            try:
                return Decimal(given)
            except InvalidOperation:
                return fault("A104", found=given)
        case str():
            return fault("A104", found=given[:40])
        case _:
            return fault("A103", wanted="123.45")


def _date(of: ir.Date, given: object) -> Cell | Fault:
    if isinstance(given, datetime):
        return fault("A103", wanted="2026-11-02")
    day = given if isinstance(given, date) else _parsed_date(given)
    if isinstance(day, Fault):
        return day
    value = day.toordinal() - EPOCH
    if of.lo <= value <= of.hi:
        return value
    lo, hi = (date.fromordinal(bound + EPOCH).isoformat() for bound in (of.lo, of.hi))
    return fault("A106", found=day.isoformat(), lo=lo, hi=hi)


def _parsed_date(given: object) -> date | Fault:
    if not isinstance(given, str):
        return fault("A103", wanted="2026-11-02")
    if _DATE.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    return fault("A107", found=given[:40])


def _text(of: ir.Text, given: object) -> Cell | Fault:
    if not isinstance(given, str):
        return fault("A103", wanted='"…"')
    given = str.__str__(given)  # a subclass may print otherwise, as an enumeration does
    if any("\ud800" <= character <= "\udfff" for character in given):
        return fault("A108")
    if of.values is not None:
        if given in of.values:
            return given
        return fault("A109", found=given[:40], values=" / ".join(of.values[:12]))
    return given if len(given) <= of.most else fault("A110", most=of.most, found=len(given))
