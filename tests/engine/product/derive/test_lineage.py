"""Lines of products: what a child comes to, and what stops it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.document import (
    Add,
    Edit,
    Json,
    Remove,
    Set,
    content_name,
    edits_as_json,
    equal,
    parse_address,
)
from engine.errors import DocumentRefused, EditsRefused, LoanFoundryError
from engine.issues import Issue
from engine.product.derive import derive, effective, lineage, needless_edits, normal_edits
from engine.product.derive.bundle import part_at
from tests.engine.product.derive.small import (
    Document,
    child_of,
    edits,
    part,
    read,
    shelf,
    template,
    whole,
)

CHILD = child_of(template(), {"line/amount/max": "100000.00", "title/zh": "信阳随贷"})


def documents(*more: Json) -> Mapping[str, Json]:
    """The template, its flows and some products, by name."""
    return {**shelf(), **{content_name(each): each for each in more}}


def refused(product: Json, known: Mapping[str, Json]) -> dict[str, str]:
    """The codes of what stops a product, by address."""
    with pytest.raises(LoanFoundryError) as stopped:
        lineage(product, known)
    return {issue.at: issue.code for issue in stopped.value.issues}


def test_deriving_with_no_edits_gives_the_parent() -> None:
    assert equal(derive(whole(), ()), whole())


def test_a_child_is_its_parent_with_the_edits_under_its_own_head() -> None:
    line = lineage(CHILD, documents())
    assert [each.name for each in line] == [content_name(template()), content_name(CHILD)]
    product = part(line[-1].effective, "")
    head = ("id", "role", "tenant", "parent")
    assert [product[key] for key in head] == [CHILD[key] for key in head]
    assert "edits" not in product
    assert part(product, "line/amount")["max"] == "100000.00"
    assert part(product, "title") == {"zh": "信阳随贷", "en": "Any-time loan"}
    assert edits_as_json(normal_edits(whole(), product)) == CHILD["edits"]


def test_a_child_of_a_child_is_a_line_of_three() -> None:
    branch = child_of(CHILD, {"line/amount/max": "50000.00"}, identity="shihe.suidai")
    product = effective(branch, documents(CHILD))
    assert part(product, "line/amount")["max"] == "50000.00"
    assert part(product, "title")["zh"] == "信阳随贷"
    assert part(product, "")["parent"] == content_name(CHILD)


def test_an_edit_reaches_into_a_flow_and_its_name_follows() -> None:
    product = effective(child_of(template(), {"apply:county:title/zh": "信阳"}), documents())
    assert part_at(product, ("flows", "apply", "nodes", "county", "use", "title", "zh")) == "信阳"


def test_a_child_may_name_another_flow_as_a_whole() -> None:
    other = {**read("small.county.json"), "id": "xinyang.county"}
    child = child_of(template(), {"apply:nodes/county/use": content_name(other)})
    line = lineage(child, documents(other))
    assert part(line[-1].effective, "flows/apply/nodes/county/use")["id"] == "xinyang.county"
    normal = normal_edits(line[0].effective, line[1].effective, line[1].edits)
    assert edits_as_json(normal) == [{"at": "apply:county:id", "set": "xinyang.county"}]


def test_an_edit_that_changes_nothing_is_a_notice() -> None:
    child = child_of(template(), {"line/amount/max": "200000.00", "title/zh": "信阳随贷"})
    issues = needless_edits(lineage(child, documents()))
    assert [(issue.at, issue.code, issue.severity) for issue in issues] == [
        ("line/amount/max", "P212", "notice")
    ]
    assert needless_edits(lineage(template(), documents())) == ()


def test_a_reason_follows_its_edit_into_normal_form() -> None:
    why = {"zh": "本行上限"}
    amount = Set(parse_address("line/amount"), {"min": "1000.00", "max": "90000.00"}, why)
    line = lineage(child_of(template(), [amount]), documents())
    normal = normal_edits(line[0].effective, line[1].effective, line[1].edits)
    assert edits_as_json(normal) == [{"at": "line/amount/max", "set": "90000.00", "why": why}]


def test_a_missing_parent_is_named_with_one_that_is_there() -> None:
    child = {**CHILD, "parent": "suidai@sha256:00"}
    with pytest.raises(DocumentRefused) as stopped:
        lineage(child, documents())
    (issue,) = stopped.value.issues
    assert (issue.at, issue.code, issue.values["near"]) == (
        "parent",
        "P202",
        content_name(template()),
    )


def test_an_altered_parent_is_named_with_what_it_is_now() -> None:
    altered: Document = {**template(), "series": "quick"}
    with pytest.raises(DocumentRefused) as stopped:
        lineage(CHILD, {**documents(), content_name(template()): altered})
    (issue,) = stopped.value.issues
    assert (issue.code, issue.values["found"]) == ("P203", content_name(altered))


def test_parents_in_a_circle_are_refused_with_all_that_is_altered() -> None:
    one = {**CHILD, "parent": "b@sha256:22"}
    two = {**CHILD, "id": "b", "parent": content_name(one)}
    with pytest.raises(DocumentRefused) as stopped:
        lineage(one, {"b@sha256:22": two, content_name(one): one})
    assert [issue.code for issue in stopped.value.issues] == ["P203", "P207"]


AT = parse_address


@pytest.mark.parametrize(
    ("made", "code", "at", "says"),
    [
        (Set(AT("line/amount/maxx/x"), "1"), "P210", "line/amount/maxx/x", "line/amount/max"),
        (Remove(AT("line/amount/mix")), "P210", "line/amount/mix", "line/amount/min"),
        (
            Set(AT("apply:nodes/price/rows/p23/then/spread"), "0.0300"),
            "P210",
            "apply:nodes/price/rows/p23/then/spread",
            "apply:nodes/price/rows/p22",
        ),
        (
            Add(AT("apply:nodes/admission/rules/XY1"), {}, "A3"),
            "P211",
            "apply:nodes/admission/rules/XY1",
            "apply:nodes/admission/rules/A02",
        ),
        (Set(AT("flows/apply/title/zh"), "x"), "P201", "flows/apply/title/zh", "apply:title/zh"),
        (Set(AT("id"), "x"), "P206", "id", ""),
        (Set(AT(""), {}), "P206", "", ""),
        (Set(AT("line/amount/max/x"), "1"), "D305", "line/amount/max/x", "line/amount/max"),
    ],
)
def test_an_edit_of_what_is_not_there_says_what_is(
    made: Edit, code: str, at: str, says: str
) -> None:
    with pytest.raises(EditsRefused) as stopped:
        derive(whole(), [made])
    found = {(issue.code, issue.at): issue for issue in stopped.value.issues}
    values = [str(value) for value in found[code, at].values.values()]
    assert says in values or (says, values) == ("", [])


def test_overlapping_edits_are_refused_at_the_address_that_the_county_wrote() -> None:
    made = [
        Set(AT("apply:nodes/price/rows/p21"), {"if": {}, "then": {"spread": "0.0300"}}),
        Set(AT("apply:nodes/price/rows/p21/then/spread"), "0.0300"),
        Set(AT("line/amount/max"), "1000.00"),
        Set(AT("line/amount/max"), "2000.00"),
    ]
    with pytest.raises(EditsRefused) as stopped:
        derive(whole(), made)
    assert [told(issue) for issue in stopped.value.issues] == [
        ("apply:nodes/price/rows/p21/then/spread", "P208", "apply:nodes/price/rows/p21"),
        ("line/amount/max", "P209", ""),
    ]


def told(issue: Issue) -> tuple[str, str, str]:
    """Where, what, and which other part."""
    return issue.at, issue.code, str(issue.values.get("above", ""))


def test_the_name_of_a_flow_and_edits_inside_it_are_two_edits_of_one_part() -> None:
    other = {**read("small.county.json"), "id": "xinyang.county"}
    made = edits({"apply:nodes/county/use": content_name(other), "apply:county:title/zh": "x"})
    with pytest.raises(EditsRefused) as stopped:
        derive(whole(), made, documents(other))
    assert [told(issue) for issue in stopped.value.issues] == [
        ("apply:county:title/zh", "P208", "apply:nodes/county/use")
    ]


def test_nothing_is_half_derived_every_fault_of_a_child_comes_at_once() -> None:
    child = child_of(template(), {"line/amount/mx/x": "1", "id": "x", "title/zh": "信阳"})
    assert refused(child, documents()) == {"line/amount/mx/x": "P210", "id": "P206"}


def test_an_edit_that_names_a_flow_that_is_not_there_is_refused() -> None:
    child = child_of(template(), {"apply:nodes/county/use": "suidai.county@sha256:00"})
    assert refused(child, documents()) == {"apply:nodes/county/use": "P202"}


def test_an_address_is_spelled_in_a_text_that_a_person_can_follow() -> None:
    with pytest.raises(EditsRefused) as stopped:
        derive(whole(), [Remove(AT("apply:nodes/prize"))])
    (issue,) = stopped.value.issues
    assert issue.text("en") == (
        "apply:nodes/prize: P210 the parent has no apply:nodes/prize; "
        "the nearest there is apply:nodes/price"
    )
