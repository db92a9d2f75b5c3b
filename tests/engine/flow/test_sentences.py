"""Two versions differ in sentences: parts by what they mean, never by ids."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engine.dictionary import Dictionary
from engine.document import diff
from engine.flow.draft import Draft
from engine.flow.frames import Used
from engine.flow.reading import read_model
from engine.flow.schema import Flow
from engine.flow.sentences import Version, inside, sentences
from engine.issues import Language
from tests.engine.cli.policy import DICTIONARY, FLOW, Document, changed
from tests.engine.flow.nested import nested
from tests.house.tree import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
Change = Callable[[Document], object]


def version(flow: Document, dictionary: Document = DICTIONARY) -> Version:
    """A flow as a version."""
    draft = Draft(read_model(Flow, flow), read_model(Dictionary, dictionary))
    return Version(flow, draft)


def told(change: Change, language: Language = "zh", back: bool = False) -> list[str]:
    """What is said of a change, or of taking it back."""
    old, new = version(FLOW), version(changed(change))
    if back:
        old, new = new, old
    return sentences(old, new, diff(old.document, new.document), language)


def node(name: str) -> Callable[[Document], Document]:
    """A node of a flow."""

    def found(flow: Document) -> Document:
        part: Document = flow["nodes"][name]
        return part

    return found


def row(flow: Document, index: int = 0) -> Document:
    """A row of the table."""
    found: Document = flow["nodes"]["limit"]["rows"][index]
    return found


def insert(flow: Document) -> None:
    """A row before the second one."""
    new = {"id": "r9", "if": {"band": '"A"', "age": "< 70"}, "then": {"limit": "40000.00"}}
    flow["nodes"]["limit"]["rows"].insert(1, new)


def append(flow: Document) -> None:
    """A row behind all others."""
    flow["nodes"]["limit"]["rows"].append(
        {"id": "r9", "if": {"age": "< 30"}, "then": {"limit": "1.00"}}
    )


def swap(flow: Document) -> None:
    """The last row first."""
    rows = flow["nodes"]["limit"]["rows"]
    rows.insert(0, rows.pop())


def split_bin(flow: Document) -> None:
    """The upper bin in two."""
    bins = flow["nodes"]["score"]["characteristics"][0]["bins"]
    bins[1]["in"] = "[3000..9000)"
    bins.append({"id": "b3", "in": ">= 9000", "points": "55", "split_from": "b2"})


A_ROW = '「等级 = "A"，年龄 < 60」一行'
SAID: dict[str, tuple[Change, str]] = {
    "a lower cell": (
        lambda flow: row(flow)["then"].update(limit="40000.00"),
        f"额度表：{A_ROW}的额度由 50000.00 改为 40000.00〔收紧〕",
    ),
    "a higher cell": (
        lambda flow: row(flow)["then"].update(limit="60000.00"),
        f"额度表：{A_ROW}的额度由 50000.00 改为 60000.00〔放宽〕",
    ),
    "a computed cell": (
        lambda flow: row(flow)["then"].update(limit="min(1.00, asked.amount)"),
        f"额度表：{A_ROW}的额度由 50000.00 改为 min(1.00, 申请金额)",
    ),
    "the rest": (
        lambda flow: node("limit")(flow)["else"].update(limit="1.00"),
        "额度表：「其余」一行的额度由 0.00 改为 1.00〔放宽〕",
    ),
    "a condition of a row": (
        lambda flow: row(flow)["if"].update(age="< 65"),
        f"额度表：{A_ROW}对年龄的条件由 < 60 改为 < 65",
    ),
    "a new condition of a row": (
        lambda flow: row(flow, 1)["if"].update(age="< 70"),
        '额度表：「等级 = "A"，年龄 < 70」一行对年龄的条件设为 < 70',
    ),
    "a condition less": (
        lambda flow: row(flow)["if"].pop("age"),
        f"额度表：删去{A_ROW}对年龄的条件（原为 < 60）",
    ),
    "an inserted row": (
        insert,
        (
            '额度表：新增「等级 = "A"，年龄 < 70 → 额度 = 40000.00」一行，'
            '排在「等级 = "A"」一行之前，先于它命中；其余的仍归它'
        ),
    ),
    "an appended row": (append, "额度表：新增「年龄 < 30 → 额度 = 1.00」一行，排在最后"),
    "a moved row": (swap, f'额度表：「等级 = "B"」一行移到{A_ROW}之前'),
    "a removed row": (
        lambda flow: node("limit")(flow)["rows"].pop(1),
        '额度表：删去「等级 = "A" → 额度 = 30000.00」一行',
    ),
    "the hit policy": (
        lambda flow: node("limit")(flow).update(hit="U"),
        "额度表：命中方式由 首个命中 改为 唯一命中",
    ),
    "the direction of a column": (
        lambda flow: node("limit")(flow)["out"][0].update(stricter="none"),
        "额度表：结果列「额度」 · stricter由 lower 改为 none",
    ),
    "the condition of a rule with a title": (
        lambda flow: node("admission")(flow)["rules"][1].update(when="bureau.overdue > 2"),
        "客户准入：规则「逾期」的条件由 逾期次数 > 3 改为 逾期次数 > 2",
    ),
    "the condition of a rule without one": (
        lambda flow: node("admission")(flow)["rules"][0].update(when="applicant.age < 20"),
        "客户准入：规则的条件由 年龄 < 18 改为 年龄 < 20",
    ),
    "what a rule does": (
        lambda flow: node("admission")(flow)["rules"][0].update(then="refer"),
        "客户准入：规则「年龄 < 18」的处理由 拒绝 改为 转介",
    ),
    "the reason of a rule": (
        lambda flow: node("admission")(flow)["rules"][0].update(reason="C01"),
        "客户准入：规则「年龄 < 18」的原因由 年龄不符 改为 征信逾期",
    ),
    "a removed rule": (
        lambda flow: node("admission")(flow)["rules"].pop(0),
        "客户准入：删去规则「如果 年龄 < 18，则拒绝：年龄不符」",
    ),
    "how rules fire": (
        lambda flow: node("admission")(flow).update(fire="first"),
        "客户准入：判断方式由 逐条全部判断 改为 命中第一条即止",
    ),
    "the points of a bin": (
        lambda flow: node("score")(flow)["characteristics"][0]["bins"][1].update(points="35"),
        "评分卡：「月收入 >= 3000」一档的分数由 40 改为 35〔收紧〕",
    ),
    "the points where missing": (
        lambda flow: node("score")(flow)["characteristics"][0].update(missing="-30"),
        "评分卡：特征「月收入」无值时的分数由 -20 改为 -30〔收紧〕",
    ),
    "the start of a band": (
        lambda flow: node("score")(flow)["bands"][0].update({"from": "530"}),
        "评分卡：等级 A的起点由 520 改为 530〔收紧〕",
    ),
    "the base": (
        lambda flow: node("score")(flow).update(base="490"),
        "评分卡：基础分由 500 改为 490〔收紧〕",
    ),
    "how many reasons": (
        lambda flow: node("score")(flow)["reasons"].update(most=2),
        "评分卡：告知原因的最多条数由 1 改为 2",
    ),
    "a formula": (
        lambda flow: node("greet")(flow)["steps"][0].update(value='"您好"'),
        '称呼：「称呼」的算式由 姓名 改为 "您好"',
    ),
    "the condition of a way": (
        lambda flow: node("by_local")(flow)["arms"][0].update(when="applicant.age > 60"),
        "户籍：出路「外地」的条件由 非(本地户籍) 改为 年龄 > 60",
    ),
    "where a way leads": (
        lambda flow: node("by_local")(flow)["next"].update(far="declined"),
        "户籍：「外地」这条出路由 转人工 改为 拒绝",
    ),
    "an offer": (
        lambda flow: node("approved")(flow)["offer"].update(annual_rate="0.05"),
        "通过：年利率由 0.06 改为 0.05",
    ),
    "the condition of a reason": (
        lambda flow: node("approved")(flow)["reasons"][0].update(when="limit < 100"),
        "通过：原因「年龄不符」的条件由 额度 < 申请金额 改为 额度 < 100",
    ),
    "an outcome": (
        lambda flow: node("declined")(flow).update({"is": "refer"}),
        "拒绝：结果由 拒绝 改为 转介",
    ),
    "a fact that is asked for": (
        lambda flow: node("bureau")(flow)["gives"].update({"applicant.local": True}),
        "征信查询：新增取得的事实「本地户籍」",
    ),
    "a consent": (
        lambda flow: node("bureau")(flow).update(consent="query"), "征信查询：所需的授权设为 query",
    ),
    "a title": (
        lambda flow: node("greet")(flow)["title"].update(zh="问候"), "称呼：名称由 称呼 改为 问候",
    ),
    "a parameter": (
        lambda flow: flow["parameters"]["product.age.min"].update(value="20"),
        "参数 product.age.min 的值由 18 改为 20",
    ),
    "the bounds of a variable": (
        lambda flow: flow["variables"]["limit"].update(max="100000.00"),
        "变量「额度」 · max由 300000.00 改为 100000.00",
    ),
    "an output more": (lambda flow: flow["outputs"].update(limit=True), "新增输出「额度」"),
    "an output less": (lambda flow: flow["outputs"].pop("score"), "删去输出「评分」"),
    "the start": (lambda flow: flow.update(start="score"), "起点由 征信查询 改为 评分卡"),
    "a new node": (
        lambda flow: flow["nodes"].update(end={
            "kind": "outcome", "title": {"zh": "结束"}, "is": "decline", "reasons": [],
        }),
        "新增节点「结束」（结果：拒绝）",
    ),
    "a node less": (
        lambda flow: flow["nodes"].pop("greet"), "删去节点「称呼」（公式：称呼）",
    ),
    "a nullable variable": (
        lambda flow: flow["variables"]["limit"].update(nullable=True),
        "变量「额度」 · nullable由 否 改为 是",
    ),
    "the start of the last band": (
        lambda flow: node("score")(flow)["bands"][1].update({"from": "0"}),
        "评分卡：等级 B的起点由 无 改为 0",
    ),
}  # fmt: skip


SAYS_CHINESE = {"a title", "a formula", "a new node"}
"""Changes of texts that stand in Chinese alone."""


@pytest.mark.parametrize("case", SAID)
def test_a_change_is_said_by_its_meaning(case: str) -> None:
    change, wanted = SAID[case]
    assert told(change) == [wanted]


@pytest.mark.parametrize("case", sorted(SAID.keys() - SAYS_CHINESE))
def test_a_change_and_its_way_back_are_said_in_english_too(case: str) -> None:
    for back in (False, True):
        (sentence,) = told(SAID[case][0], "en", back=back)
        assert not re.search("[\u4e00-\u9fff]", sentence)


@pytest.mark.parametrize("case", SAID)
def test_no_sentence_names_a_row_a_rule_or_a_bin_by_its_id(case: str) -> None:
    for back in (False, True):
        (sentence,) = told(SAID[case][0], back=back)
        assert not re.search(r"\b([rRobs]\d)\b", sentence)


def test_a_split_bin_is_said_by_its_ranges() -> None:
    assert told(split_bin) == [
        "评分卡：「月收入 >= 3000」一档的范围由 >= 3000 改为 [3000..9000)",
        "评分卡：新增「月收入 >= 9000：+55 分（最高 +55）」一档，排在最后",
    ]


def test_what_is_new_is_called_as_the_new_version_calls_it() -> None:
    def lead(flow: Document) -> None:
        flow["nodes"]["end"] = {**flow["nodes"]["declined"], "title": {"zh": "结束"}}
        flow["nodes"]["greet"]["next"]["done"] = "end"

    assert "称呼：「继续」这条出路由 户籍 改为 结束" in told(lead)


def test_no_direction_is_told_where_none_is_declared() -> None:
    neutral = changed(lambda flow: flow["nodes"]["limit"]["out"][0].update(stricter="none"))
    lower = changed(lambda flow: row(flow)["then"].update(limit="1.00"), neutral)
    old, new = version(neutral), version(lower)
    (sentence,) = sentences(old, new, diff(neutral, lower), "zh")
    assert sentence.endswith("由 50000.00 改为 1.00")


def test_higher_may_be_the_stricter_direction() -> None:
    spread = changed(lambda flow: flow["nodes"]["limit"]["out"][0].update(stricter="higher"))
    more = changed(lambda flow: row(flow)["then"].update(limit="60000.00"), spread)
    (sentence,) = sentences(version(spread), version(more), diff(spread, more), "en")
    assert sentence.endswith("from 50000.00 to 60000.00 [tighter]")


def test_a_number_spelled_otherwise_is_no_direction() -> None:
    same = told(lambda flow: row(flow)["then"].update(limit="50000"))
    assert same == [f"额度表：{A_ROW}的额度由 50000.00 改为 50000"]


def test_a_long_value_is_cut() -> None:
    def long(flow: Document) -> None:
        node("greet")(flow)["steps"][0].update(value='"' + "长" * 5000 + '"')

    (sentence,) = told(long)
    assert len(sentence) < 300
    assert sentence.endswith("…")


def test_an_expression_with_a_fault_is_shown_as_it_stands() -> None:
    def broken(flow: Document) -> None:
        node("admission")(flow)["rules"][0].update(when="applicant.agee <")

    assert told(broken) == ["客户准入：规则的条件由 年龄 < 18 改为 applicant.agee <"]


def test_the_second_version_of_the_shared_sample_reads_as_a_reviewer_wants() -> None:
    if not SAMPLES.exists():
        pytest.skip(f"{SAMPLES} is not there")
    dictionary, *flows = (
        json.loads((SAMPLES / name).read_text("utf-8"))
        for name in ("dictionary.json", "suixiang.apply.json", "suixiang.v2.apply.json")
    )
    old, new = (version(flow, dictionary) for flow in flows)
    found = sentences(old, new, diff(old.document, new.document), "zh")
    assets = "近6月日均金融资产"
    assert found == [
        (
            '收入倍数表：新增「信用等级 = "B"，近12月代发工资月数 >= 12 → 收入倍数 = 14」一行，'
            '排在「信用等级 = "B"」一行之前，先于它命中；其余的仍归它'
        ),
        (
            '加点表：新增「信用等级 = "B" → 加点 = 0.0300」一行，'
            '排在「信用等级 = "C"，申请期限（月） <= 12」一行之前'
        ),
        '加点表：删去「信用等级 = "B"，申请期限（月） <= 12 → 加点 = 0.0285」一行',
        '加点表：删去「信用等级 = "B"，申请期限（月） > 12 → 加点 = 0.0315」一行',
        f"信用评分：「{assets} [5000..20000)」一档的范围由 [5000..20000) 改为 [10000..20000)",
        f"信用评分：「{assets} [5000..20000)」一档的分数由 12 改为 14〔放宽〕",
        (
            f"信用评分：新增「{assets} [5000..10000)：+8 分（最高 +40）」一档，"
            f"排在「{assets} [10000..20000)」一档之前"
        ),
    ]


# Inside subflows.


def versions(*edits: Mapping[str, Any]) -> Version:
    """The flow of flows after edits, as a version."""
    of = nested(*edits)
    used = {name: Used(each, read_model(Flow, each)) for name, each in of.subflows.items()}
    draft = Draft(read_model(Flow, of.flow), read_model(Dictionary, of.dictionary), used)
    return Version(of.flow, draft)


def said_inside(*edits: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is said of edits, by the slots of the flow in which it stands."""
    pair = versions(), versions(*edits)
    return {
        ":".join(new.slots): sentences(old, new, diff(old.document, new.document), "zh")
        for old, new in [pair, *inside(*pair)]
    }


OLDER = {"at": "nested.gate:nodes/person/rules/young/when", "set": "applicant.age < 21"}


def test_a_change_inside_a_subflow_is_said_of_everybody_whom_it_is_about() -> None:
    told = said_inside(OLDER)
    assert list(told) == ["", "company", "company:head", "own"]
    assert told["own"] == ["本人准入 › 个人规则：规则的条件由 年龄 < 20 改为 年龄 < 21"]
    assert told["company:head"] == [
        "企业准入 › 负责人 › 个人规则：规则的条件由 实控人年龄 < 20 改为 实控人年龄 < 21"
    ]


def test_a_use_is_said_by_the_id_and_the_first_digits() -> None:
    own, company = said_inside(OLDER)[""][1], said_inside(OLDER)[""][0]
    name = r"nested\.{}@[0-9a-f]{{8}}"
    for text, title, flow in ((own, "本人准入", "gate"), (company, "企业准入", "company")):
        found = name.format(flow)
        assert re.fullmatch(f"{title}：所用的流程由 {found} 改为 {found}", text)


def test_a_part_of_a_subflow_that_is_no_node_is_said_with_the_subflow() -> None:
    told = said_inside({"at": "nested.gate:variables/factor/label/zh", "set": "折扣"})
    assert told["own"] == ["本人准入：变量「系数」 · label/zh由 系数 改为 折扣"]


def test_another_flow_in_a_node_is_not_looked_into() -> None:
    told = said_inside({"at": "nodes/own/use", "set": "nested.company"},
                       {"at": "nodes/own/sets", "set": {}})  # fmt: skip
    assert list(told) == [""]


def test_whom_a_subflow_means_and_what_it_hands_over_is_said_in_words() -> None:
    told = said_inside(
        {"at": "nodes/own/with/applicant", "set": "controller"},
        {"at": "nodes/company/sets/head_factor", "set": "limit.own"},
    )
    assert told[""] == [
        "企业准入：输出「head_factor」存入的变量由 实控人系数 改为 本人系数",
        "本人准入：「applicant」所指的人或物设为 controller",
    ]
