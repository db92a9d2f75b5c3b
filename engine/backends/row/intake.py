"""Facts of a host as the normalised values that a walk takes.

`Intake.normalise` reads carefully and lists every fault. `Intake.read` is the same for the usual
spellings, generated and quick; it falls back on `normalise` wherever it is not sure.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Clamped, Context, Decimal, Inexact, InvalidOperation, Overflow
from typing import NamedTuple

from ... import ir
from ...errors import FactsRefused
from ...feel.literals import number_text
from ...issues import Catalogue, Issue
from .runtime import EPOCH, Cell
from .walk import ABSENT, Absent

TEXTS = Catalogue.beside(__file__)
UNAVAILABLE = "unavailable"
DIGITS_LIMIT = 60
SEARCHED = 20
"""Unknown names for which a near one is looked for: with thousands nobody means a near one."""
EXACT = Context(prec=200, traps=[Clamped, Inexact, InvalidOperation, Overflow])
"""Raises instead of rounding."""

Facts = Mapping[str, object]
Values = tuple[object, ...]

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


class Intake:
    """Reads the facts of one flow."""

    def __init__(self, flow: ir.Flow) -> None:
        self.inputs, self.flags = flow.inputs, flow.flags
        self.may_be_empty = flow.may_be_empty
        self.types = {given.name: given.type for given in flow.inputs}
        self.names = [*self.types, *((UNAVAILABLE,) if flow.flags else ())]
        self.read: Callable[[Facts], Values] = _compile(self)

    def normalise(self, facts: Facts) -> Values:
        """The values in order of the inputs, `ABSENT` where an ask's fact is not there.

        The last one is the tuple of names that are unavailable.
        Raises FactsRefused with every fault at once.
        """
        if not isinstance(facts, Mapping):
            raise FactsRefused([TEXTS.issue("A100", "")])
        unknown = [name for name in facts if name not in self.names]
        issues = [self._unknown(name, near=i < SEARCHED) for i, name in enumerate(unknown)]
        empty = self._empty(facts)
        values: list[object] = []
        for given in self.inputs:
            found = self._one(given, facts, empty)
            if isinstance(found, Issue):
                issues.append(found)
            values.append(found)
        values.append(self._unavailable(facts, issues))
        if issues:
            raise FactsRefused(issues)
        return tuple(values)

    def _one(self, given: ir.Input, facts: Facts, empty: frozenset[str]) -> Cell | Absent | Issue:
        if given.name not in facts:
            return TEXTS.issue("A101", given.name) if given.required else ABSENT
        if given.name in empty:
            return None
        found = read_value(given.type, facts[given.name])
        if isinstance(found, Fault):
            return found.issue(given.name)
        return found

    def _empty(self, facts: Facts) -> frozenset[str]:
        """Facts of asks that were answered "there is none": all null."""
        groups = (
            group
            for group in self.may_be_empty
            if all(name in facts and facts[name] is None for name in group)
        )
        return frozenset(name for group in groups for name in group)

    def _unknown(self, name: object, *, near: bool) -> Issue:
        if not isinstance(name, str):
            return TEXTS.issue("A111", type(name).__name__)
        for close in difflib.get_close_matches(name, self.names, n=1) if near else ():
            return TEXTS.issue("A112", name[:120], near=close)
        return TEXTS.issue("A111", name[:120])

    def _unavailable(self, facts: Facts, issues: list[Issue]) -> tuple[str, ...]:
        given = facts.get(UNAVAILABLE, [])
        if not self.flags:
            return ()
        if not isinstance(given, list | tuple | set | frozenset):
            issues.append(TEXTS.issue("A103", UNAVAILABLE, wanted='["…"]'))
            return ()
        odd = [name for name in given if name not in self.flags]
        for name in odd:
            known = " / ".join(self.flags)
            found = name[:40] if isinstance(name, str) else type(name).__name__
            issues.append(TEXTS.issue("A109", UNAVAILABLE, found=found, values=known))
        return tuple(flag for flag in self.flags if flag in given)


def _compile(intake: Intake) -> Callable[[Facts], Values]:
    namespace: dict[str, object] = {
        "ABSENT": ABSENT, "Decimal": Decimal, "EXACT": EXACT, "normalise": intake.normalise,
        "fromiso": date.fromisoformat, "careful": careful, "types": intake.types,
        **{f"PLACES{of.scale}": Decimal(1).scaleb(-of.scale, EXACT)
           for of in intake.types.values() if isinstance(of, ir.Num)},
    }  # fmt: skip
    exec(compile(generate(intake), "<intake>", "exec"), namespace)
    read = namespace["read"]
    assert callable(read)
    return read


def generate(intake: Intake) -> str:
    """The source of the quick reading."""
    lines = ["def read(facts):", "    if facts.__class__ is not dict: return normalise(facts)"]
    lines.append("    try:")
    optional = []
    for i, given in enumerate(intake.inputs):
        if given.required:
            lines.append(f"        x{i} = facts[{given.name!r}]")
        else:
            lines.append(f"        x{i} = facts.get({given.name!r}, ABSENT)")
            optional.append(i)
    count = " + ".join(
        [str(len(intake.inputs) - len(optional)), *(f"(x{i} is not ABSENT)" for i in optional)]
    )
    lines.append(f"        if len(facts) != {count}: return normalise(facts)")
    for i, given in enumerate(intake.inputs):
        lines += [f"        {line}" for line in quick(f"x{i}", given)]
    names = "".join(f"x{i}, " for i in range(len(intake.inputs)))
    lines.append(f"        return ({names}(),)")
    lines.append("    except (KeyError, ValueError, TypeError, AttributeError, ArithmeticError):")
    lines.append("        return normalise(facts)")
    return "\n".join(lines) + "\n"


def quick(name: str, given: ir.Input) -> list[str]:
    """Lines that read the usual spellings of one fact, and leave others to the careful reading."""
    rest = f"else: {name} = careful(types[{given.name!r}], {name})"
    branches: list[str] = []
    if not given.required:
        branches.append(f"{name} is ABSENT: pass")
    if given.type.nullable:
        branches.append(f"{name} is None: pass")
    branches += _branches(name, given.type)
    words = ["if", *["elif"] * (len(branches) - 1)]
    lines = [f"{word} {branch}" for word, branch in zip(words, branches, strict=True)]
    lines.append(rest)
    return lines + _check(name, given)


def _branches(name: str, of: ir.Scalar) -> list[str]:
    """Alternatives `condition: statement` that leave the normalised value in `name`."""
    match of:
        case ir.Bool():
            return [f"{name} is True or {name} is False: pass"]
        case ir.Num(0, _, _):
            return [f"{name}.__class__ is int: pass"]
        case ir.Num(scale, _, _):
            text = f"{name}.__class__ is str and {scale + 1} < len({name}) <= {DIGITS_LIMIT}"
            digits = f"(t := {name}.replace('.', '', 1)).isdigit()"
            point = f"{name}[{-scale - 1}] == '.'"
            shifted = f"{name}.scaleb({scale}, EXACT)"
            usual = (
                f"{name}.same_quantum(PLACES{scale}) and {name}.adjusted() < {DIGITS_LIMIT // 2}"
            )
            return [
                f"{text} and {point} and {digits} and t.isascii(): {name} = int(t)",
                f"{name}.__class__ is Decimal and {usual}: {name} = int({shifted})",
                f"{name}.__class__ is int: {name} *= {10**scale}",
            ]
        case ir.Date():
            form = f"{name}.__class__ is str and {name}[4:5] == {name}[7:8] == '-'"
            return [f"{form} and len({name}) == 10: {name} = fromiso({name}).toordinal() - {EPOCH}"]
        case ir.Text(_, values) if values is not None:
            members = ", ".join(map(repr, values))
            return [f"{name}.__class__ is str and {name} in {{{members}}}: pass"]
        case ir.Text(most, _):
            return [f"{name}.__class__ is str and len({name}) <= {most} and {name}.isascii(): pass"]
        case _:
            return ["False: pass"]


def _check(name: str, given: ir.Input) -> list[str]:
    """The bounds of what was read."""
    of = given.type
    if not isinstance(of, ir.Num | ir.Date):
        return []
    loose = [f"{name} is ABSENT"] if not given.required else []
    loose += [f"{name} is None"] if of.nullable else []
    inside = " or ".join([*loose, f"{of.lo} <= {name} <= {of.hi}"])
    return [f"if not ({inside}): return normalise(facts)"]
