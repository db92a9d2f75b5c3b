"""`diff` says what changed between two versions, and gives the edits."""

from __future__ import annotations

from pathlib import Path

from engine import freeze
from engine.document import apply, parse_edits
from tests.engine.cli.county import child, lay, read
from tests.engine.cli.policy import DICTIONARY, FLOW, Document, answer, changed, house, put, run
from tests.engine.flow.pledge import pledge_documents
from tests.engine.release.town import town


def tighter(flow: Document) -> None:
    """A lower limit in the first row."""
    flow["nodes"]["limit"]["rows"][0]["then"]["limit"] = "40000.00"


SENTENCE = '额度表：「等级 = "A"，年龄 < 60」一行的额度由 50000.00 改为 40000.00〔收紧〕'


def test_a_change_is_said_in_both_languages(tmp_path: Path) -> None:
    result = run("diff", house(tmp_path), put(tmp_path, "new.json", changed(tighter)))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        SENTENCE,
        ("  Limits: Limit in the row “Band = \"A\", Age < 60” changed "
        "from 50000.00 to 40000.00 [tighter]"),
        "共 1 处改动 | changes: 1",
    ]  # fmt: skip


def test_the_edits_lead_from_one_version_to_the_other(tmp_path: Path) -> None:
    new = changed(tighter)
    found = answer("diff", house(tmp_path), put(tmp_path, "new.json", new))
    assert [line["zh"] for line in found["sentences"]] == [SENTENCE]
    assert [line["at"] for line in found["sentences"]] == ["nodes/limit/rows/r1/then/limit"]
    assert apply(FLOW, parse_edits(found["edits"])) == new


def test_equal_versions_and_layout_are_no_change(tmp_path: Path) -> None:
    moved = changed(lambda flow: flow["canvas"]["nodes"]["bureau"].update(x=99))
    result = run("diff", house(tmp_path), put(tmp_path, "new.json", moved))
    assert result.stdout == "共 0 处改动 | changes: 0\n"


def test_without_a_dictionary_facts_go_by_their_codes(tmp_path: Path) -> None:
    old, new = put(tmp_path, "old.json", FLOW), put(tmp_path, "new.json", changed(tighter))
    result = run("diff", old, new, "--language", "zh")
    assert result.exit_code == 0
    assert '「等级 = "A"，applicant.age < 60」一行' in result.stdout


def test_releases_are_compared_with_their_dictionaries(tmp_path: Path) -> None:
    old = dict(freeze(FLOW, dictionary=DICTIONARY))
    wider = changed(lambda of: of["facts"]["applicant.age"].update(max="130"), DICTIONARY)
    new = dict(freeze(changed(tighter), dictionary=wider, number=2))
    found = answer("diff", put(tmp_path, "old.json", old), put(tmp_path, "new.json", new))
    assert [line["zh"] for line in found["sentences"]] == [
        "字典事实「年龄」 · max由 120 改为 130",
        SENTENCE,
        "number由 1 改为 2",
    ]
    assert apply(old, parse_edits(found["edits"])) == new


def test_a_collection_of_a_release_goes_by_its_label(tmp_path: Path) -> None:
    later = pledge_documents(
        {"at": "dictionary:collections/pledge.assets/most", "set": 3},
        {"at": "dictionary:collections/pledge.assets/keep/k4", "remove": True},
    )
    old, new = (
        put(tmp_path, f"{number}.json", dict(freeze(flow, dictionary=dictionary)))
        for number, (flow, dictionary) in enumerate((pledge_documents(), later))
    )
    said = [line["zh"] for line in answer("diff", old, new)["sentences"]]
    assert "字典集合「拟质押资产」 · most由 5 改为 3" in said
    assert "删去字典集合「拟质押资产」 · keep/k4" in said
    assert "删去字典事实「单张起点」" in said, "nothing reads it any more"


def test_a_draft_is_compared_with_the_flow_inside_a_release(tmp_path: Path) -> None:
    release = put(tmp_path, "release.json", dict(freeze(FLOW, dictionary=DICTIONARY)))
    found = answer("diff", release, put(tmp_path, "new.json", changed(tighter)))
    assert [line["at"] for line in found["sentences"]] == ["nodes/limit/rows/r1/then/limit"]


def test_what_is_no_flow_cannot_be_compared(tmp_path: Path) -> None:
    result = run("diff", house(tmp_path), put(tmp_path, "d.json", DICTIONARY))
    assert result.exit_code == 2
    assert "format: R102" in result.stderr


def test_a_childs_edits_are_told_with_their_reasons_and_those_of_its_flow(tmp_path: Path) -> None:
    first = lay(tmp_path)
    lower = {"at": "line/amount/max", "set": "50000.00", "why": {"zh": "谨慎", "en": "care"}}
    rule = {"when": "applicant.age < 22", "then": "decline", "reason": "A01"}
    own = child(tmp_path, [{"at": "apply:nodes/gate/rules/XY1", "add": rule, "after": "r1"}, lower])
    told = answer("diff", first, own)
    assert [line["at"] for line in told["sentences"]] == [
        "apply:nodes/gate/rules/XY1",
        "line/amount/max",
    ]
    assert told["sentences"][0]["zh"].startswith("准入：新增规则「如果 ")
    assert told["sentences"][1]["en"].endswith("CNY 50,000.00 [tighter] (reason: care)")
    assert told["edits"] == read(own)["edits"]


def test_two_versions_of_a_product_are_told_with_the_flows_that_they_name(tmp_path: Path) -> None:
    cell = {"at": "nodes/size/rows/few/then/limit", "set": "40000.00"}
    first = lay(tmp_path, second_flow=[cell])
    said = run("diff", first, first.with_name("v2.json"), "--language", "zh").stdout.splitlines()
    assert said == [
        "定额：「查询次数 < 3」一行的额度由 50000.00 改为 40000.00〔收紧〕",
        "共 1 处改动",
    ]


def test_a_product_is_compared_with_a_product_alone(tmp_path: Path) -> None:
    first = lay(tmp_path)
    flow = tmp_path / "flows/province/town.credit.apply/v1.json"
    assert run("diff", first, flow).exit_code == 2


# Releases of products.


def closed(path: Path) -> Path:
    """The release of a product, in a file beside it."""
    out = path.with_suffix(".release.json")
    assert run("freeze", path, "--out", out).exit_code == 0
    return out


def test_releases_of_products_are_told_as_their_drafts_are(tmp_path: Path) -> None:
    cell = {"at": "nodes/size/rows/few/then/limit", "set": "40000.00"}
    lower = {"at": "line/amount/max", "set": "90000.00"}
    first = lay(tmp_path, second=[lower], second_flow=[cell])
    second = first.with_name("v2.json")
    old, new = closed(first), closed(second)
    drafts, found = answer("diff", first, second), answer("diff", old, new)
    assert len(found["sentences"]) == 2
    assert found["sentences"] == drafts["sentences"]
    assert apply(read(old), parse_edits(found["edits"])) == read(new)


def test_a_value_of_the_product_is_told_once_and_not_in_its_flows_too(tmp_path: Path) -> None:
    floor = {"at": "interest/floor/plus", "set": "0.012000"}
    referral = {"at": "sale/referral/product", "set": "town.slow"}
    first = lay(tmp_path, second=[floor, referral])
    old, new = closed(first), closed(first.with_name("v2.json"))
    found = answer("diff", old, new)
    assert [line["at"] for line in found["sentences"]] == [
        "interest/floor/plus",
        "sale/referral/product",
    ]
    assert len(found["edits"]) > len(found["sentences"]), "the flows hold both too"


def test_a_bound_that_moves_is_told_of_the_product_alone(tmp_path: Path) -> None:
    floor = {"at": "interest/floor/plus", "set": "0.012000"}
    old = put(tmp_path, "old.json", dict(town().freeze()))
    new = put(tmp_path, "new.json", dict(town(floor).freeze()))
    (told,) = answer("diff", old, new)["sentences"]
    assert told["at"] == "interest/floor/plus"


def test_the_release_of_a_child_tells_the_reasons_of_its_edits_and_its_own_number(
    tmp_path: Path,
) -> None:
    first = lay(tmp_path)
    lower = {"at": "line/amount/max", "set": "50000.00", "why": {"zh": "谨慎", "en": "care"}}
    own = closed(child(tmp_path, [lower]))
    later = put(tmp_path, "later.json", {**read(own), "number": 2})
    (told, name) = answer("diff", closed(first), own)["sentences"]
    assert told["zh"].endswith("〔收紧〕（理由：谨慎）")
    assert name["at"] == "id"
    assert [line["at"] for line in answer("diff", own, later)["sentences"]] == ["number"]


def test_entries_of_the_dictionary_inside_are_told(tmp_path: Path) -> None:
    old = closed(lay(tmp_path))
    other = read(old)
    other["dictionary"]["facts"]["applicant.age"]["max"] = "130"
    (told,) = answer("diff", old, put(tmp_path, "other.json", other))["sentences"]
    assert told["at"] == "dictionary/facts/applicant.age/max"
    assert "130" in told["zh"]


def test_a_release_of_a_product_is_compared_with_another_alone(tmp_path: Path) -> None:
    draft = lay(tmp_path)
    release, flow = closed(draft), house(tmp_path / "town")
    for pair in ((release, draft), (draft, release), (flow, release), (release, closed(flow))):
        result = run("diff", *pair)
        assert result.exit_code == 2, pair
        assert "R102" in result.stderr or "C505" in result.stderr
