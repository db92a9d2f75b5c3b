"""The laws of deriving and rebasing, over counties and versions made by chance."""

from __future__ import annotations

from hypothesis import event, given

from engine.document import Edit, Json, content_name, edits_as_json, equal
from engine.document.merging import merge
from engine.product.derive import (
    Rebase,
    collapse,
    derive,
    expand,
    lineage,
    normal_edits,
    origins,
    rebase,
    settle,
)
from engine.product.derive.bundle import inner, part_at
from engine.product.derive.lineage import body, edits_between
from tests.engine.product.derive.generated import (
    INSIDE,
    OURS,
    THEIRS,
    batches,
    faults,
    mended,
    place,
)
from tests.engine.product.derive.small import (
    TENANTS,
    XINYANG,
    child_of,
    shelf,
    template,
    whole,
)

COUNTIES = batches(OURS)
VERSIONS = batches(THEIRS)


def moved(child: Json, theirs: list[Edit]) -> tuple[Rebase, Json]:
    """A county on a next version of the template, and that version whole."""
    onto = derive(whole(), theirs)
    kept, flows = collapse(onto)
    document = child_of(template(), normal_edits(whole(), child))
    documents = {**shelf(), **flows}
    return rebase(document, kept, documents, tenants=TENANTS), onto


def settled(of: Rebase, onto: Json, answers: dict[str, str]) -> Json:
    """The whole county after its answers."""
    document = settle(of, answers)
    kept, flows = collapse(onto)
    documents = {**shelf(), **flows, content_name(kept): kept}
    return lineage(document, documents)[-1].effective


def least(of: Rebase) -> dict[str, str]:
    """The answer to each question that leaves the parent's part as it is."""
    return {
        str(item.at): choice.id
        for item in of.open
        for choice in item.choices
        if choice.id in ("theirs", "drop")
    }


@given(COUNTIES)
def test_a_child_is_its_normal_edits_and_its_flows_have_names(made: list[Edit]) -> None:
    child = derive(whole(), made)
    assert equal(derive(whole(), normal_edits(whole(), child)), child)
    product, flows = collapse(child)
    assert equal(expand(product, flows), child)


@given(COUNTIES)
def test_what_stands_instead_of_the_faults_mends_a_child(made: list[Edit]) -> None:
    child = derive(whole(), made)
    event(f"{min(len(faults(whole(), child)), 5)} faults")
    assert [str(each.at) for each in faults(whole(), mended(whole(), child))] == []


@given(COUNTIES)
def test_a_child_inside_its_permits_hands_on_no_more_than_it_has(made: list[Edit]) -> None:
    """Whatever a child of the child may do, the child might have done itself."""
    child = derive(whole(), [edit for edit in made if edit.at.path[0] == "permits"])
    if faults(whole(), child):
        return
    for edit in made:
        grandchild = derive(child, [edit]) if edit.at.path[0] != "permits" else child
        if not faults(child, grandchild):
            assert faults(whole(), grandchild) == ()


@given(INSIDE, VERSIONS)
def test_no_edit_of_either_side_is_ever_lost(child: Json, theirs: list[Edit]) -> None:
    report, onto = moved(child, theirs)
    for item in report.items:
        event(item.state if item.note is None else f"{item.state} {item.note}")
    ours = [str(edit.at) for edit in normal_edits(whole(), child)]
    assert sorted(str(item.at) for item in report.items if item.state != "clean") == ours
    shown = {str(item.at) for item in report.items}
    shown |= {str(at) for item in report.items for at in item.because}
    changed = {str(edit.at) for edit in normal_edits(whole(), onto)}
    assert changed - shown == set()
    assert {str(item.at) for item in report.items if item.state == "clean"} <= changed


@given(INSIDE, VERSIONS)
def test_only_the_childs_edits_stand_between_it_and_its_new_parent(
    child: Json, theirs: list[Edit]
) -> None:
    report, onto = moved(child, theirs)
    ours = {edit.at.path for edit in edits_between(whole(), child)}
    left = {edit.at.path for edit in edits_between(onto, report.kept)}
    assert left <= ours
    kept = {place(each.edit) for each in report.items if each.state == "kept"}
    assert left == {path for path in kept if path in left}
    assert all(
        equal(part_at(report.kept, path), part_at(child, path))
        for path in kept
        if not any(other[: len(path)] == path for other in ours - {path})
    )


@given(INSIDE, VERSIONS)
def test_a_rebased_child_stays_inside_its_new_parent_and_is_rebased_already(
    child: Json, theirs: list[Edit]
) -> None:
    report, onto = moved(child, theirs)
    document = settle(report, least(report))
    kept, flows = collapse(onto)
    documents = {**shelf(), **flows, content_name(kept): kept}
    after = lineage(document, documents)[-1].effective
    assert [str(each.at) for each in faults(onto, after)] == []
    assert equal(body(after), body(report.kept))
    again = rebase(document, kept, documents, tenants=TENANTS)
    assert {item.state for item in again.items} <= {"kept"}
    assert equal(settle(again, {}), document)


@given(INSIDE, VERSIONS)
def test_a_choice_that_is_not_refused_stays_inside_the_new_parent(
    child: Json, theirs: list[Edit]
) -> None:
    report, onto = moved(child, theirs)
    for item in report.open:
        for choice in item.choices:
            if choice.id != "waiver" and not choice.is_refused:
                after = settled(report, onto, {**least(report), str(item.at): choice.id})
                assert [str(each.at) for each in faults(onto, after)] == [], choice


@given(INSIDE)
def test_on_the_parent_that_it_has_a_child_keeps_everything(child: Json) -> None:
    report, _ = moved(child, [])
    assert {item.state for item in report.items} <= {"kept"}
    assert [item.note for item in report.items if item.note] == []
    edits = settle(report, {})["edits"]
    assert equal(edits, list(edits_as_json(normal_edits(whole(), child))))


@given(INSIDE, VERSIONS)
def test_it_does_not_matter_who_is_merged_into_whom(child: Json, theirs: list[Edit]) -> None:
    base, own, onto = map(body, (whole(), child, derive(whole(), theirs)))
    one, other = merge(base, own, onto), merge(base, onto, own)
    assert equal(edits_as_json(one.edits), edits_as_json(other.edits))
    assert [each.at for each in one.conflicts] == [each.at for each in other.conflicts]


@given(INSIDE)
def test_a_value_comes_from_the_child_exactly_where_it_differs_from_the_parents(
    child: Json,
) -> None:
    document = child_of(template(), normal_edits(whole(), child))
    line = lineage(document, shelf())
    for origin in origins(line, prefixes=[XINYANG]):
        path = inner(origin.at)
        assert equal(part_at(line[1].effective, path), origin.value)
        if origin.edit is not None:
            assert not equal(part_at(whole(), path), origin.value)
        elif origin.document == line[0].name:
            assert equal(part_at(whole(), path), origin.value)
