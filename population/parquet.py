"""The facts of people as a Parquet file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import Program, ir
from engine.document import Json

from .applicants import UNAVAILABLE, Facts

if TYPE_CHECKING:
    import pyarrow as pa

TITLE = "title"
"""The key under which the file says what it holds."""


def write(path: Path, programs: Sequence[Program], people: Iterable[Facts], title: str) -> int:
    """Writes a column a fact and a row a person; gives the number of rows.

    Numbers are decimals of the fact's places, whole ones integers; a collection is a list of
    structs. What nobody was asked for is null, as what there is none of: `unavailable` tells.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    inputs = _inputs(programs)
    columns: dict[str, list[Any]] = {name: [] for name in (*inputs, UNAVAILABLE)}
    for facts in people:
        for name, given in inputs.items():
            columns[name].append(_stored(given.type, facts.get(name)))
        columns[UNAVAILABLE].append(facts.get(UNAVAILABLE, []))
    fields = [pa.field(name, _type(given.type)) for name, given in inputs.items()]
    schema = pa.schema(
        [*fields, pa.field(UNAVAILABLE, pa.list_(pa.string()))], metadata={TITLE: title}
    )
    pq.write_table(pa.table(columns, schema=schema), path)
    return len(columns[UNAVAILABLE])


def facts_in(path: Path, program: Program) -> Iterator[Facts]:
    """The people of a file with the facts that a program needs, as hosts give them."""
    import pyarrow.parquet as pq

    inputs = _inputs([program])
    asked = {
        code: block.exit.flags
        for block in program.core.blocks
        if isinstance(block.exit, ir.Ask)
        for code in block.exit.gives
    }
    for row in pq.read_table(path, columns=[*inputs, UNAVAILABLE]).to_pylist():
        down = set(row[UNAVAILABLE]) & set(program.core.flags)
        facts: Facts = {
            name: _given(row[name]) for name in inputs if down.isdisjoint(asked.get(name, ()))
        }
        yield {**facts, UNAVAILABLE: sorted(down)} if down else facts


def _inputs(programs: Sequence[Program]) -> Mapping[str, ir.Input]:
    given = (each for program in programs for each in program.core.inputs)
    return {each.name: each for each in sorted(given, key=lambda each: each.name)}


def _type(of: ir.Scalar | ir.Items) -> pa.DataType:
    import pyarrow as pa

    match of:
        case ir.Items(fields=fields):
            return pa.list_(pa.struct([pa.field(name, _type(each)) for name, each in fields]))
        case ir.Num(scale=0):
            return pa.int64()
        case ir.Num(scale=scale):
            return pa.decimal128(38, scale)
        case ir.Bool():
            return pa.bool_()
        case ir.Date():
            return pa.date32()
        case _:
            return pa.string()


def _stored(of: ir.Scalar | ir.Items, value: Json) -> Any:
    match of:
        case _ if value is None:
            return None
        case ir.Items(fields=fields):
            assert isinstance(value, list)
            return [_fields(fields, item) for item in value]
        case ir.Num(scale=0):
            return int(str(value))
        case ir.Num():
            return Decimal(str(value))
        case ir.Date():
            return date.fromisoformat(str(value))
        case _:
            return value


def _fields(fields: Sequence[tuple[str, ir.Scalar]], item: Json) -> dict[str, Any]:
    assert isinstance(item, dict)
    return {name: _stored(of, item[name]) for name, of in fields}


def _given(value: Any) -> Json:
    match value:
        case list():
            return [{name: _given(each) for name, each in item.items()} for item in value]
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return value  # type: ignore[no-any-return]
