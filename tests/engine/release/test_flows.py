"""Freezing and loading flows: closed releases, their names, and every refusal of a source."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from engine import DocumentRefused, FlowRefused, check, freeze, load
from engine.document import canonical_bytes, content_name, print_json
from tests.engine.flow import pledge
from tests.engine.flow.small import (
    HERE,
    Document,
    edited,
    facts,
    program,
    small_dictionary,
    small_flow,
    small_program,
)
from tests.house.tree import ROOT

FLOW_FILE, DICTIONARY_FILE = HERE / "small.flow.json", HERE / "small.dictionary.json"


def frozen() -> Document:
    """The small flow as a release."""
    return freeze(small_flow(), dictionary=small_dictionary())


def test_a_release_is_closed_and_holds_only_what_its_flow_uses() -> None:
    release: Any = frozen()
    assert release.keys() == {
        "format", "semantics", "id", "number", "flows", "subflows", "models", "dictionary",
    }  # fmt: skip
    assert (release["id"], release["number"], release["semantics"]) == ("small.apply", 1, 1)
    assert release["flows"].keys() == {"flow"}
    used = release["dictionary"]
    assert used["facts"].keys() == small_dictionary()["facts"].keys() - {
        "applicant.staff", "pledge.deposits",
    }  # fmt: skip
    assert used["collections"] == {}
    assert used["reasons"].keys() == small_dictionary()["reasons"].keys()


def test_a_reason_brings_the_one_that_it_is_told_as() -> None:
    flow = small_flow()
    rules = flow["nodes"]["gate"]["rules"]
    flow["nodes"]["gate"]["rules"] = [rule for rule in rules if rule["reason"] != "R01"]
    flow["nodes"]["declined_score"]["reasons"] = []
    release: Any = freeze(flow, dictionary=small_dictionary())
    assert {"F01", "R01"} <= release["dictionary"]["reasons"].keys()
    assert load(release).decide(facts(list__black=True)).reasons[0].told == "R01"


def test_a_derived_fact_brings_what_it_is_derived_of() -> None:
    used: Any = frozen()["dictionary"]
    assert {"applicant.age", "applicant.birth_date", "bureau.doubled"} <= used["facts"].keys()


def test_a_fold_brings_its_collection_and_the_reasons_for_which_items_are_left_out() -> None:
    release: Any = freeze(pledge.pledge_flow(), dictionary=pledge.pledge_dictionary())
    used, whole = release["dictionary"], pledge.pledge_dictionary()
    assert used["collections"] == whole["collections"]
    assert used["reasons"].keys() == whole["reasons"].keys() - {"Z99"}, "Y03 is told as Y00"
    assert used["facts"].keys() == whole["facts"].keys() - {"core.flag"}, "a keep reads the floor"


def test_a_release_with_a_collection_loads_alone_and_decides_the_same() -> None:
    release = load(freeze(pledge.pledge_flow(), dictionary=pledge.pledge_dictionary()))
    assert release.name == pledge.plain_pledge().name
    given = pledge.facts(*pledge.FIVE)
    by_release, by_draft = release.decide(given), pledge.plain_pledge().decide(given)
    assert by_release.canonical() == by_draft.canonical()
    assert by_release.collections == by_draft.collections


def test_a_release_loads_alone_and_decides_the_same() -> None:
    release = load(frozen())
    assert release.name == small_program().name
    assert release.decide(facts()).canonical() == small_program().decide(facts()).canonical()


def test_the_name_is_the_hash_of_the_release() -> None:
    assert small_program().name == content_name(frozen())


def test_freezing_what_was_frozen_gives_the_same_bytes() -> None:
    release: Any = frozen()
    dictionary = {**small_dictionary(), **release["dictionary"]}
    again = freeze(release["flows"]["flow"], dictionary=dictionary)
    assert canonical_bytes(again) == canonical_bytes(release)


def test_the_number_is_the_registry_s_and_changes_the_name() -> None:
    second = freeze(small_flow(), dictionary=small_dictionary(), number=2)
    assert second["number"] == 2
    assert load(second).name != small_program().name


AS_TYPED: list[dict[str, Any]] = [
    {"at": "nodes/gate/rules/young/when", "set": "年龄<20"},
    {"at": "nodes/gate/rules/debt/when", "set": "Debt service/月收入 > 0.55"},
    {"at": "nodes/score/characteristics/queries/of", "set": " 两倍查询"},
    {"at": "nodes/score/characteristics/card/bins/low/in", "set": "<0.3"},
    {"at": "nodes/multiple/in/debt/of", "set": "月还款"},
    {"at": "nodes/multiple/rows/r10/if/city", "set": "“xinyang”"},
    {"at": "nodes/multiple/rows/r30/if/debt", "set": ">=1000,null"},
    {"at": "nodes/terms/steps/s1/value",
     "set": "round down(min((认定收入*倍数), product.line.max, 剩余额度),-2)"},
    {"at": "nodes/pilot/split/by", "set": "客户号"},
    {"at": "nodes/approved/reasons/o1/when", "set": "核定额度<申请金额"},
    {"at": "nodes/approved/offer/amount", "set": "min(Line, Amount asked)"},
    {"at": "dictionary:facts/bureau.doubled/derive", "set": "查询次数*2"},
]  # fmt: skip
"""Expressions of the small flow as people may type them: with labels, and spaces as they like."""


def test_a_flow_with_labels_and_its_twin_with_codes_are_one_release() -> None:
    flow, dictionary = edited(AS_TYPED)
    release: Any = freeze(flow, dictionary=dictionary)
    assert canonical_bytes(release) == canonical_bytes(frozen())
    assert load(flow, dictionary=dictionary).name == small_program().name
    assert flow["nodes"]["gate"]["rules"][1]["when"] == "年龄<20", "the draft stays as it was"


def test_a_fold_with_labels_and_its_twin_with_codes_are_one_release() -> None:
    facts, keep = "dictionary:facts", "dictionary:collections/pledge.assets/keep"
    typed = pledge.pledge_documents(
        {"at": f"{keep}/k1/when", "set": "到期日>今天"},
        {"at": f"{keep}/k3/when", "set": "户主 = 客户号"},
        {"at": f"{facts}/pledge.deposits/fold/of", "set": " Principal"},
        {"at": f"{facts}/pledge.deposits/fold/where",
         "set": "种类 in (“term_deposit”, “large_cd”)"},
        {"at": f"{facts}/pledge.has_wealth/fold/of", "set": "Kind=“wealth”"},
        {"at": f"{facts}/pledge.mean/derive",
         "set": "if 可用张数 = 0 then 0 else round half up(可用本金 / 可用张数, 2)"},
    )  # fmt: skip
    flow, dictionary = typed
    plain = freeze(pledge.pledge_flow(), dictionary=pledge.pledge_dictionary())
    assert canonical_bytes(freeze(flow, dictionary=dictionary)) == canonical_bytes(plain)


def test_a_table_keeps_its_priority_however_its_literals_are_spelled() -> None:
    quoted: list[dict[str, Any]] = [
        {"at": "nodes/marks/out/mark/priority", "set": ["“far”", "“new”"]},
        {"at": "nodes/marks/rows/m10/then/mark", "set": "“new”"},
    ]
    flow, dictionary = edited(quoted)
    young = facts(applicant__birth_date="2000-01-01", applicant__city="luoyang")
    by_draft = load(flow, dictionary=dictionary).decide(young)
    by_release = load(freeze(flow, dictionary=dictionary)).decide(young)
    assert by_draft.canonical() == by_release.canonical()
    assert by_release.outputs["marks"] == ["far", "new"]


def test_a_label_that_is_given_anew_changes_no_expression_of_a_release() -> None:
    renamed = {"at": "dictionary:facts/applicant.income/label/zh", "set": "每月收入"}
    by_code = program(renamed)
    by_label = program(renamed, {"at": "nodes/gate/rules/debt/when",
                                 "set": "applicant.debt / 每月收入 > 0.55"})  # fmt: skip
    assert by_code.name == by_label.name


@pytest.mark.parametrize(
    ("code", "label", "when"),
    [
        ("or", "或有笔数", "或有笔数 > 3"),
        ("applicant.birth_date.year", "几几年", "出生日期.year > 3"),
    ],
)
def test_a_name_whose_code_would_read_otherwise_is_refused(
    code: str, label: str, when: str
) -> None:
    flow, dictionary = edited([{"at": "nodes/gate/rules/young/when", "set": when}])
    fact = {**dictionary["facts"]["bureau.queries"], "source": {"host": "core"}}
    dictionary["facts"][code] = {**fact, "label": {"zh": label}}
    (issue,) = check(flow, dictionary=dictionary)
    assert (issue.code, issue.at) == ("E131", "nodes/gate/rules/young/when")


def test_a_layout_does_not_reach_the_release() -> None:
    flow = {**small_flow(), "canvas": {"nodes": {"gate": {"x": 1}}}}
    assert freeze(flow, dictionary=small_dictionary()) == frozen()


def test_a_source_is_a_path_a_text_or_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "release.json"
    path.write_bytes(b"\xef\xbb\xbf" + print_json(frozen()).encode())
    texts = (path, str(path), print_json(frozen()), "\ufeff\n" + json.dumps(frozen()), frozen())
    assert {load(source).name for source in texts} == {small_program().name}
    assert load(FLOW_FILE, dictionary=str(DICTIONARY_FILE)).name == small_program().name


def test_a_load_may_insist_on_a_name() -> None:
    name = small_program().name
    assert load(frozen(), expect=name).name == name
    assert load(small_flow(), dictionary=small_dictionary(), expect=name).name == name
    with pytest.raises(DocumentRefused, match="R103"):
        load(frozen(), expect=name[:-1] + ("0" if name[-1] != "0" else "1"))


SUBFLOW = f"small.apply@sha256:{'0' * 64}"


def with_subflow(**changes: Any) -> Document:
    """The release with a subflow that its flow does not use."""
    return {**frozen(), "subflows": {SUBFLOW: {**small_flow(), **changes}}}


def named(name: str) -> Document:
    """The small flow with one more variable."""
    flow = small_flow()
    flow["variables"][name] = flow["variables"]["score"]
    return flow


def endless() -> Document:
    """A flow that stands inside itself."""
    flow = small_flow()
    flow["nodes"] = flow
    return flow


def without(document: Document, key: str) -> Document:
    """A document without one of its fields."""
    return {name: value for name, value in document.items() if name != key}


def test_a_program_keeps_its_name_whatever_becomes_of_what_it_was_loaded_from() -> None:
    document = frozen()
    program = load(document)
    document["number"] = 7
    assert program.name == content_name(frozen())


def test_what_a_program_needs_is_a_copy_of_ones_own() -> None:
    program = load(frozen())
    program.needs["examples"].clear()
    assert len(program.needs["examples"]) == 1


REFUSALS: dict[str, tuple[Callable[[], Any], list[str]]] = {
    "a file that is not there": (lambda: load("nowhere.json"), ["R101 "]),
    "a release number beyond what JSON counts": (
        lambda: freeze(small_flow(), dictionary=small_dictionary(), number=10**20),
        ["R107 number"],
    ),
    "a release number of zero": (
        lambda: freeze(small_flow(), dictionary=small_dictionary(), number=0),
        ["R107 number"],
    ),
    "a release with layout": (
        lambda: load({**frozen(), "flows": {"flow": {**frozen()["flows"]["flow"], "canvas": {}}}}),
        ["R108 flows/flow/canvas"],
    ),
    "a release whose semantics is true": (
        lambda: load({**frozen(), "semantics": True}),
        ["F103 semantics"],
    ),
    "a path that holds a null character": (lambda: load("a\0b"), ["R101 "]),
    "a folder": (lambda: load(HERE), ["R101 "]),
    "another format": (lambda: load({"format": "loanfoundry.flow/9"}), ["R102 format"]),
    "no format": (lambda: load({}), ["R102 format"]),
    "a dictionary as a flow": (
        lambda: load(small_dictionary(), dictionary=small_dictionary()), ["R102 format"]
    ),
    "a release beside a dictionary": (
        lambda: load(frozen(), dictionary=small_dictionary()), ["R102 format"]
    ),
    "a draft without its dictionary": (lambda: load(small_flow()), ["R104 dictionary"]),
    "another dictionary than the draft names": (
        lambda: load(small_flow(), dictionary={**small_dictionary(), "id": "other"}),
        ["R105 dictionary:id"],
    ),
    "a list": (lambda: check(HERE / "broken.json", dictionary=DICTIONARY_FILE), ["R106 "]),
    "a release without its number": (lambda: load(without(frozen(), "number")), ["F101 number"]),
    "a release of another meaning": (
        lambda: load({**frozen(), "semantics": 2}), ["F103 semantics"]
    ),
    "a release with a subflow under no name": (
        lambda: load({**frozen(), "subflows": {"gate": frozen()["flows"]["flow"]}}),
        ["F128 subflows/gate"],
    ),
    "a release with a subflow with layout": (
        lambda: load(with_subflow(canvas={})),
        [f"R108 subflows/{SUBFLOW.replace(':', '~2')}/canvas"],
    ),
    "a release with a subflow of no shape": (
        lambda: load(with_subflow(title="gate")),
        [f"F125 subflows/{SUBFLOW.replace(':', '~2')}/title"],
    ),
    "subflows beside a release": (
        lambda: load(frozen(), documents={SUBFLOW: small_flow()}), ["R102 format"]
    ),
    "subflows that are no mapping": (
        lambda: load(
            small_flow(), dictionary=small_dictionary(), documents=cast("Any", [small_flow()])
        ),
        ["R110 "],
    ),
    "a release under another id than its flow's": (
        lambda: load({**frozen(), "id": "other.apply"}), ["R109 id"]
    ),
    "nothing": (lambda: load(cast("Any", None)), ["R110 "]),
    "bytes": (lambda: check(cast("Any", b"{}")), ["R110 "]),
    "a dictionary that is none": (
        lambda: load(small_flow(), dictionary=small_flow()), ["R102 dictionary:format"]
    ),
    "a dictionary that is not there": (
        lambda: load(small_flow(), dictionary="nowhere.json"), ["R101 dictionary:"]
    ),
    "a name that no text could hold": (
        lambda: check(named("applicant.\ud83d"), dictionary=DICTIONARY_FILE), ["D110 variables"]
    ),
    "a title that no text could hold": (
        lambda: load({**small_flow(), "title": {"zh": "\ud83d"}}), ["D107 title/zh"]
    ),
    "a dictionary's text that no text could hold": (
        lambda: load(small_flow(), dictionary={**small_dictionary(), "title": {"zh": "\ud83d"}}),
        ["D107 dictionary:title/zh"],
    ),
    "a flow that holds itself": (
        lambda: load(endless()), ["D113 " + "/".join(["nodes"] * 64)[:240] + "…"]
    ),
    "a release with a field too many": (lambda: load({**frozen(), "extra": 1}), ["F102 extra"]),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_a_source_is_refused_with_its_reason(case: str) -> None:
    act, wanted = REFUSALS[case]
    try:
        issues = act()
        assert isinstance(issues, tuple), "it was loaded"
    except DocumentRefused as refused:
        issues = refused.issues
    assert [f"{issue.code} {issue.at}" for issue in issues] == wanted


def test_a_fault_inside_a_release_stands_at_its_place_in_the_release() -> None:
    release: Any = frozen()
    del release["flows"]["flow"]["nodes"]["gate"]["title"]
    del release["dictionary"]["facts"]["applicant.city"]["label"]
    with pytest.raises(DocumentRefused) as refused:
        load(release)
    assert sorted(issue.at for issue in refused.value.issues) == [
        "dictionary/facts/applicant.city/label",
        "flows/flow/nodes/gate/title",
    ]


def test_a_release_that_lacks_an_entry_does_not_load() -> None:
    release: Any = frozen()
    del release["dictionary"]["facts"]["applicant.city"]
    with pytest.raises(FlowRefused):
        load(release)


def test_every_code_of_releases_of_flows_is_produced() -> None:
    room = json.loads((ROOT / "engine" / "release" / "texts.json").read_text("utf-8"))
    produced = {issue.split()[0] for _, wanted in REFUSALS.values() for issue in wanted}
    of_products = {code for code in room["issues"] if code > "R110"}
    assert room["issues"].keys() - produced - of_products == {"R103"}, "it has a test of its own"


def test_a_draft_with_a_fault_is_not_frozen() -> None:
    flow = {**small_flow(), "start": "nowhere"}
    with pytest.raises(FlowRefused, match="F121"):
        freeze(flow, dictionary=small_dictionary())


def test_notices_stop_neither_a_freeze_nor_a_load() -> None:
    edit = {"at": "nodes/gate/rules/young/unknown", "set": "skip"}
    assert program(edit).decide(facts()).outcome == "approve"


# What a process that only decides imports.

HEAVY = ("networkx", "jsonschema", "typer", "rich", "graphviz", "streamlit", "hypothesis")
SCRIPT = f"""
import sys
import engine
after_import = [name for name in {HEAVY} if name in sys.modules]
program = engine.load(sys.argv[1])
program.decide(__import__("json").loads(sys.argv[2])).canonical()
print(after_import, [name for name in {HEAVY} if name in sys.modules])
"""


def test_a_process_that_loads_a_release_and_decides_imports_nothing_heavy(tmp_path: Path) -> None:
    release = tmp_path / "release.json"
    release.write_text(print_json(frozen()), "utf-8")
    command = (sys.executable, "-c", SCRIPT, str(release), json.dumps(facts()))
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.stderr, ran.stdout) == ("", "[] []\n")
