"""The generated reading of facts in their usual spellings, which leaves others to a careful one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ... import ir
from .runtime import EPOCH
from .scalars import DIGITS_LIMIT, EXACT, careful
from .walk import ABSENT

Facts = Mapping[str, object]
Values = tuple[object, ...]
Reading = Callable[[Facts], Values]


def compile_reading(inputs: Sequence[ir.Input], normalise: Reading) -> Reading:
    """A function that reads as `normalise` does, and calls it wherever it is not sure."""
    types = dict(_scalars(inputs))
    namespace: dict[str, object] = {
        "ABSENT": ABSENT, "Decimal": Decimal, "EXACT": EXACT, "normalise": normalise,
        "fromiso": date.fromisoformat, "careful": careful, "types": types,
        **{f"PLACES{of.scale}": Decimal(1).scaleb(-of.scale, EXACT)
           for of in types.values() if isinstance(of, ir.Num)},
    }  # fmt: skip
    exec(compile(generate(inputs), "<intake>", "exec"), namespace)
    read = namespace["read"]
    assert callable(read)
    return read


def _scalars(inputs: Sequence[ir.Input]) -> Iterator[tuple[str, ir.Scalar]]:
    """The types of facts, and of the fields of items, by name."""
    for given in inputs:
        if isinstance(given.type, ir.Items):
            yield from _scalars(_fields(given.name, given.type))
        else:
            yield given.name, given.type


def _fields(collection: str, of: ir.Items) -> list[ir.Input]:
    """The fields of an item as facts of their own."""
    return [ir.Input(f"{collection}/{name}", kind, required=True) for name, kind in of.fields]


def generate(inputs: Sequence[ir.Input]) -> str:
    """The source of the quick reading."""
    lines = ["def read(facts):", "    if facts.__class__ is not dict: return normalise(facts)"]
    lines.append("    try:")
    optional = []
    for i, given in enumerate(inputs):
        if given.required:
            lines.append(f"        x{i} = facts[{given.name!r}]")
        else:
            lines.append(f"        x{i} = facts.get({given.name!r}, ABSENT)")
            optional.append(i)
    count = " + ".join(
        [str(len(inputs) - len(optional)), *(f"(x{i} is not ABSENT)" for i in optional)]
    )
    lines.append(f"        if len(facts) != {count}: return normalise(facts)")
    for i, given in enumerate(inputs):
        lines += [f"        {line}" for line in quick(f"x{i}", given)]
    names = "".join(f"x{i}, " for i in range(len(inputs)))
    lines.append(f"        return ({names}(),)")
    lines.append("    except (KeyError, ValueError, TypeError, AttributeError, ArithmeticError):")
    lines.append("        return normalise(facts)")
    return "\n".join(lines) + "\n"


def quick(name: str, given: ir.Input) -> list[str]:
    """Lines that read the usual spellings of one fact, and leave others to the careful reading."""
    if isinstance(given.type, ir.Items):
        return _items(name, given.name, given.type)
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


def _items(name: str, collection: str, of: ir.Items) -> list[str]:
    """Lines that read the items of a collection in one loop."""
    fields = _fields(collection, of)
    key = [field for field, _ in of.fields].index(of.key)
    listed = f"{name}.__class__ is list or {name}.__class__ is tuple"
    inside = [
        f"if item.__class__ is not dict or len(item) != {len(fields)}: return normalise(facts)"
    ]
    for i, field in enumerate(fields):
        inside.append(f"y{i} = item[{of.fields[i][0]!r}]")
        inside += quick(f"y{i}", field)
    values = "".join(f"y{i}, " for i in range(len(fields)))
    return [
        f"if not ({listed}) or len({name}) > {of.most}: return normalise(facts)",
        "items = []",
        f"for item in {name}:",
        *(f"    {line}" for line in inside),
        f"    items.append(({values}))",
        f"{name} = tuple(items)",
        f"if len({{item[{key}] for item in items}}) != len(items): return normalise(facts)",
    ]


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
