"""The kinds of fields: what may be absent is absent, and never null."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from engine.flow.schema import Flow
from engine.nodes.scorecard.spec import Band
from engine.values import Model
from tests.engine.flow.small import small_flow
from tests.house.tree import ROOT


def models(of: type[Model] = Model) -> Iterator[type[Model]]:
    """Every model of the documents."""
    for model in of.__subclasses__():
        yield model
        yield from models(model)


OPTIONAL = sorted(
    {
        (f"{model.__module__}.{model.__name__}.{name}", model, field.alias or name)
        for model in models()
        for name, field in model.model_fields.items()
        if not field.is_required()
    },
    key=lambda each: each[0],
)


@pytest.mark.parametrize(("model", "key"), [each[1:] for each in OPTIONAL], ids=lambda each: each)
def test_a_field_that_may_be_absent_takes_no_null(model: type[Model], key: str) -> None:
    with pytest.raises(ValidationError) as refused:
        model.model_validate({key: None})
    assert (key,) in {error["loc"][:1] for error in refused.value.errors()}
    written = model.model_json_schema()["properties"][key]
    assert "default" not in written
    assert {"type": "null"} not in written.get("anyOf", [])


def test_null_stands_where_the_format_writes_it_as_a_value() -> None:
    assert Band.model_validate({"id": "C", "from": None}).start is None
    with pytest.raises(ValidationError):
        Band.model_validate({"id": "C"})


def test_an_absent_field_is_none_inside() -> None:
    flow = Flow.model_validate(small_flow())
    assert (flow.canvas, flow.nodes["gate"].rules[0].unknown) == (None, None)  # type: ignore[union-attr]


def null_types(schema: Any, at: str = "") -> Iterator[str]:
    """Where a schema takes null."""
    if isinstance(schema, dict):
        for key, part in schema.items():
            if key == "type" and part == "null" and not at.endswith("/not"):
                yield at
            yield from null_types(part, f"{at}/{key}")
    elif isinstance(schema, list):
        for part in schema:
            yield from null_types(part, at)


@pytest.mark.parametrize("of", ["flow", "release", "dictionary"])
def test_flows_and_dictionaries_take_null_for_the_last_band_alone(of: str) -> None:
    path = ROOT / "engine" / "schemas" / f"{of}.json"
    found = set(null_types(json.loads(path.read_text("utf-8"))))
    assert found == ({"/$defs/Band/properties/from/anyOf"} if of != "dictionary" else set())
