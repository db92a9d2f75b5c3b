"""What is known of every part of a product: kind, unit, direction, label; and the house's rule."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from engine.product.schema.kinds import Stricter
from engine.product.schema.parameters import TEXTS, Parameter, parameter, parameter_of, word
from engine.product.schema.parts import Part, whole_part
from engine.product.schema.product import COMBINATIONS, FORMS, whole_model
from engine.values import UNITS
from tests.engine.product.products import NAMES, child, product

HAN = re.compile("[\u4e00-\u9fff]")
WORDLESS = ("title", "facts", "reasons", "permits", "guardrails", "sources", "canvas", "flows")
"""The groups whose leaves are no parameters: texts, entries and rules."""


def known(at: str, name: str = "personal credit") -> Parameter:
    """What is known of a part that there is."""
    found = parameter(at, product(name))
    assert found is not None, at
    return found


@pytest.mark.parametrize(
    ("at", "kind", "unit", "stricter", "zh"),
    [
        ("line/amount/max", "amount", "CNY", "lower", "授信额度上限"),
        ("line/amount/default", "amount", "CNY", "none", "授信额度默认值"),
        ("line/revolving", "yes_no", None, "none", "循环额度"),
        ("customers/age/min", "years", "year", "higher", "最低年龄"),
        ("customers/debt_to_income_max", "ratio", "ratio", "lower", "负债收入比上限"),
        ("draw/open_max", "count", "count", "lower", "未结清用信笔数上限"),
        ("draw/months/options", "set", "month", "fewer", "可选期限"),
        ("draw/methods", "variants", None, "fewer", "还款方式"),
        ("draw/methods/bullet/months_max", "months", "month", "lower", "该方式最长期限"),
        ("draw/methods/bullet", "group", None, "fewer", "一次性还本付息"),
        ("draw/default_method", "method", None, "none", "默认还款方式"),
        ("interest/spread/max", "spread", "per_year", "lower", "最高加点"),
        ("interest/floor/plus", "annual_rate", "per_year", "higher", "利率下限加点"),
        ("penalty/overdue_uplift", "ratio", "ratio", "lower", "逾期罚息加收"),
        ("cost/cap", "yearly_cost", "per_year", "lower", "综合年化成本上限"),
        ("fees/insurance/rate", "annual_rate", "per_year", "lower", "费率"),
        ("prepayment/fee/early/within_months", "months", "month", "lower", "放款后月数内"),
        ("consents", "set", None, "more", "授权与同意"),
        ("consents/face", "member", None, "more", "人脸识别"),
        ("funds/forbidden/house", "member", None, "more", "购房"),
        ("sale/to", "day", None, "none", "停售日"),
        ("title/zh", "text", None, "none", "中文名称"),
        ("permits/P1/max", "number", None, "none", "上限"),
    ],
)  # fmt: skip
def test_a_part_has_a_kind_a_unit_a_direction_and_a_label(
    at: str, kind: str, unit: str | None, stricter: Stricter, zh: str
) -> None:
    found = known(at)
    assert (found.kind, found.unit, found.stricter, found.label.zh) == (kind, unit, stricter, zh)


def test_the_document_says_which_variant_of_a_union_is_meant() -> None:
    assert known("fees/service/rate", "personal partner").unit == "ratio"
    assert known("fees/insurance/rate").unit == "per_year"
    assert known("draw/days/max", "business supply_chain").unit == "day"
    assert parameter("draw/days/max", product()) is None
    assert parameter("draw/months/default", product("business supply_chain")) is None
    assert known("interest/reprice", "business credit").choices[0] == "immediate"
    assert known("permits/P5/of").kind == "set"


def test_a_part_that_is_not_there_has_a_place_all_the_same() -> None:
    assert "revolving_daily" not in product()["draw"]["methods"]
    assert known("draw/methods/revolving_daily/settle").choices == ("due_day", "with_principal")
    assert known("fees/notary/title/zh").label.zh == "费用中文名称"


@pytest.mark.parametrize(
    "at", ["line/amount/mux", "amount/max", "draw/methods/weekly", "draw/methods/bullet/level",
           "line/amount/max/x", "apply:nodes/gate/rules", "customers/licence_months_min"],
)  # fmt: skip
def test_what_no_such_product_holds_is_unknown(at: str) -> None:
    assert parameter(at, product()) is None


def test_a_document_of_no_combination_and_a_child_hold_no_parameters() -> None:
    assert parameter("line/amount/max", {**product(), "series": "supply_chain"}) is None
    assert parameter("line/amount/max", child()) is None


def test_choices_and_places_are_those_of_the_format() -> None:
    assert known("line/amount/max").places == 2
    assert known("interest/cap/plus").places == 6
    assert known("customers/age/max").places == 0
    assert known("draw/money_rounding").choices == ("half_up", "half_even", "down")
    assert known("draw/methods").choices[:2] == ("equal_instalment", "equal_principal")
    assert known("terms/assets", "business pledge").choices[2:] == ("bank_acceptance", "receivable")
    assert known("sale/channels").choices == ()


def test_what_a_null_means_is_said() -> None:
    assert known("sale/to").null == "no end"
    assert known("draw/amount/max").null == "no bound"
    assert known("line/amount/max").null is None


def test_a_help_stands_where_the_label_does_not_suffice() -> None:
    found = known("cost/method").help
    assert found is not None
    assert "12倍月内部收益率" in found.text("zh")
    assert known("customers/age/min").help is None


def test_a_word_of_the_bank_s_own_is_its_own_label() -> None:
    assert word("word", "mini_app").text("zh") == "mini_app"
    assert word("method", "bullet").text("en") == "all at the end"


def test_the_leaves_of_a_document_are_found_in_its_order() -> None:
    root = whole_part(product())
    assert root is not None
    leaves = {leaf.at: leaf.value for leaf in root.leaves()}
    assert leaves["draw/methods/bullet/months_max"] == "12"
    assert leaves["draw/months/options"] == {"6": True, "12": True, "24": True}
    assert leaves["prepayment/fee/later/rate"] == "0.0050"
    assert [*leaves][:2] == ["format", "id"]


# The house's rule: every place in the schemas of all forms and combinations.


def places(part: Part) -> Iterator[Part]:
    """A part and every part that could stand below it, in each variant of each union."""
    yield part
    for name in [*part.schema.get("properties", ()), "x"]:
        for variant in variants(part, name):
            yield from places(variant)


def variants(part: Part, name: str) -> Iterator[Part]:
    """A part one step below, once for each variant of the union that stands there."""
    inner = part.below(name)
    if inner is None or (part.schema.get("type") == "array" and not inner.holds_others):
        return
    members = [*part.schema.get("patternProperties", {}).values()]
    members += [part.schema.get(key) for key in ("additionalProperties", "items")]
    raw = part.schema.get("properties", {}).get(name) or next(filter(None, members))
    for schema in branches(raw, part.root):
        yield Part(inner.path, inner.pattern, schema, None, True, inner.over, inner.root)


def branches(schema: Mapping[str, Any], root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every variant of a schema but null, resolved."""
    said = {key: schema[key] for key in schema if key.startswith("x-")}
    if "$ref" in schema:
        each = [root["$defs"][schema["$ref"].rpartition("/")[2]]]
    elif "oneOf" in schema or "anyOf" in schema:
        each = [one for one in schema.get("oneOf") or schema["anyOf"] if one != {"type": "null"}]
    else:
        return [schema]
    return [{**branch, **said} for one in each for branch in branches(one, root)]


def every_place() -> list[Part]:
    """Every place in every model, once for each pattern and schema."""
    found: dict[str, Part] = {}
    for form in FORMS:
        for combination in COMBINATIONS:
            schema = whole_model(form, *combination).model_json_schema()
            root = Part((), (), schema, None, True, {}, schema)
            for part in places(root):
                key = "/".join(part.pattern) + json.dumps(part.schema, sort_keys=True)
                found.setdefault(key, part)
    return [part for part in found.values() if part.pattern]


PLACES = every_place()


def test_the_rule_looks_at_every_place() -> None:
    patterns = {"/".join(part.pattern) for part in PLACES}
    assert {
        "draw/methods/*/level",
        "fees/*/amount",
        "terms/core_total",
        "draw/due/on",
        "permits/*/by",
        "after/extension/months_max",
        "origin",
        "parent",
    } <= patterns
    for name in NAMES:
        root = whole_part(product(name))
        assert root is not None
        assert {"/".join(leaf.pattern) for leaf in root.leaves()} - patterns == set()


def test_every_place_has_a_label_in_both_languages() -> None:
    unnamed = {
        "/".join(part.pattern)
        for part in PLACES
        if not has_label(part) and "canvas" not in part.pattern
    }
    assert unnamed == set()


def has_label(part: Part) -> bool:
    """Whether a label stands for the place itself, or for each name it can have."""
    if part.kind == "member" or "x-of" in part.over:
        names = part.over.get("properties") or part.over.get("propertyNames", {}).get("enum", ())
        return all(TEXTS.has_word(f"{part.over['x-of']} {name}") for name in names)
    found = parameter_of(part).label
    return TEXTS.has_word("/".join(part.pattern)) and bool(HAN.search(found.zh)) and found.en != ""


def test_every_word_of_a_choice_has_a_label() -> None:
    missing = {
        f"{of} {choice}"
        for part in PLACES
        if part.path[0] not in WORDLESS and not (of := name_of(part)).startswith(NUMBERS)
        for choice in parameter_of(part).choices
        if not TEXTS.has_word(f"{of} {choice}")
    }
    assert missing == {"text loanfoundry.product/1", "text product", "text person", "text none"}


NUMBERS = ("day_of_month", "entries")


def name_of(part: Part) -> str:
    """The kind whose words stand there."""
    return str(part.schema.get("x-of", part.kind))


def test_every_number_has_a_unit_and_every_parameter_says_its_direction() -> None:
    parameters = [
        part
        for part in PLACES
        if part.path[0] not in WORDLESS and not part.holds_others and part.kind != "member"
    ]
    numbers = [part for part in parameters if "x-places" in part.schema]
    assert {part.at for part in numbers if part.schema["x-unit"] not in UNITS} == set()
    unsaid = {"/".join(part.pattern) for part in parameters if "x-stricter" not in part.schema}
    assert unsaid == {
        "format", "tenant", "sale/referral/to", "sale/referral/product", "sale/referral/role",
        "fees/*/title/zh", "fees/*/title/en", "prepayment/fee/*/id",
    }  # fmt: skip
    assert {part.kind for part in parameters} & {"number", "whole", "any", "list"} == set()


def test_every_null_says_what_it_means() -> None:
    for part in PLACES:
        if part.path[0] not in WORDLESS and part.kind != "text":
            raw = part.over.get("properties", {}).get(part.path[-1], {})
            may_be_null = {"type": "null"} in raw.get("anyOf", ())
            assert may_be_null is ("x-null" in part.schema), part.at


def test_no_text_is_left_that_names_nothing() -> None:
    texts = json.loads(TEXTS.path.read_text("utf-8"))["words"]
    patterns = {"/".join(part.pattern) for part in PLACES}
    labels = {key for key in texts if " " not in key}
    assert labels - patterns - {"tenant", "origin", "parent"} == set()
    helps = {key.removeprefix("help ") for key in texts if key.startswith("help ")}
    assert helps - patterns == set()
    kinds = {str(p.schema.get("x-of", p.kind)) for p in PLACES} | {"bucket", "word"}
    words = {key.split(" ")[0] for key in texts if " " in key} - {"help"}
    assert words - kinds == set()
