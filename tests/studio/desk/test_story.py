"""A decision told step by step."""

from __future__ import annotations

from decimal import Decimal

from studio.desk.story import Chapter, Story, Term, Why, story
from studio.desk.texts import texts_in
from tests.studio.small import person, small_run, waiting


def told(level: int, age: int | None = 30) -> tuple[Story, Story]:
    """One decision of the small flow in Chinese and in English."""
    decision = small_run(person(level, age)).decisions[0]
    return story(decision, texts_in("zh")), story(decision, texts_in("en"))


def test_an_offer_is_money_as_it_is_said_and_written_and_a_rate_in_percent() -> None:
    zh, en = told(9)
    assert zh.offer == (
        Term("额度", "5万", "50,000.00 元"),
        Term("贷款金额", "5万", "50,000.00 元"),
        Term("期限", "12 个月", ""),
        Term("还款方式", "等额本息", ""),
        Term("年利率", "4.85\xa0%", ""),
    )
    assert en.offer[0] == Term("Line", "50,000.00", "yuan")
    assert en.offer[2:4] == (
        Term("Term", "12 months", ""),
        Term("Repayment", "Equal instalments", ""),
    )


def test_a_step_says_what_fired_the_way_and_the_values_that_it_saw() -> None:
    zh, en = told(4, 17)
    assert [chapter.node for chapter in zh.chapters] == [
        "line", "bureau", "score", "admission", "declined",
    ]  # fmt: skip
    admission = zh.chapters[3]
    assert (admission.title, admission.kind, admission.way) == ("准入", "规则", "拒绝")
    assert admission.fired == ("如果 年龄 < 18，则拒绝：未满十八岁",)
    assert admission.saw == (("年龄", "17"),)
    assert en.chapters[3].saw == (("Age", "17"),)
    assert zh.chapters[4] == Chapter("declined", "拒绝", "结果", None, (), ())


def test_what_is_unknown_is_said_in_words() -> None:
    zh, en = told(9, None)
    assert zh.chapters[3].saw == (("年龄", "未知"),)
    assert en.chapters[3].saw == (("Age", "Unknown"),)


def test_a_reason_has_its_label_and_what_the_customer_is_told() -> None:
    zh, en = told(1)
    assert zh.reasons == (
        Why("S01", "评分不足", "评分不足。"),
        Why("S02", "等级低", "等级低。"),
    )
    assert en.reasons[0] == Why("S01", "Score too low", "Score too low.")
    assert zh.offer == ()


def test_who_waits_has_a_story_as_far_as_it_goes() -> None:
    found = story(small_run(waiting(9)).decisions[0], texts_in("en"))
    assert [chapter.node for chapter in found.chapters] == ["line"]
    assert found.offer == ()


def test_the_offer_is_never_a_binary_float() -> None:
    offer = small_run(person(9)).decisions[0].offer or {}
    assert isinstance(offer["annual_rate"], Decimal)
