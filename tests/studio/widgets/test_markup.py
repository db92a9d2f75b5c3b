"""Pieces of HTML: what they say, and that no text of a document becomes markup."""

from __future__ import annotations

import re

from studio.desk.histogram import histogram
from studio.desk.population import scorecard
from studio.desk.story import Chapter, Story, Term, Why
from studio.desk.texts import texts_in
from studio.widgets import markup
from tests.studio.small import small_policy

ZH = texts_in("zh")
HOSTILE = '<img src=x onerror="alert(1)">'
FOUND = scorecard(small_policy().program)
assert FOUND is not None
BANDS = FOUND[1].bands


def test_texts_of_documents_are_escaped_everywhere() -> None:
    chapter = Chapter("a", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), ((HOSTILE, HOSTILE),))
    told = Story((chapter, chapter), (), ())
    pieces = (
        markup.brand(HOSTILE, HOSTILE),
        markup.crumbs(HOSTILE, HOSTILE, [(HOSTILE, "blue")]),
        markup.heading(HOSTILE, HOSTILE),
        markup.figures([markup.Figure(HOSTILE, HOSTILE, HOSTILE)]),
        markup.sentences([HOSTILE]),
        markup.verdict(HOSTILE, "red", [HOSTILE], [Term(HOSTILE, HOSTILE, HOSTILE)]),
        markup.reasons([Why(HOSTILE, HOSTILE, HOSTILE)], ZH),
        markup.steps(told, "red", ZH),
        markup.fault([HOSTILE]),
        markup.hint(HOSTILE),
        markup.notice(HOSTILE, HOSTILE),
        markup.divider(HOSTILE),
        markup.data_note(HOSTILE, HOSTILE),
        markup.menu_heading(HOSTILE),
    )
    assert [piece for piece in pieces if "<img" in piece or "&lt;img" not in piece] == []


def test_a_histogram_draws_each_band_in_its_tone_and_the_line_at_its_score() -> None:
    shown = markup.bars(
        histogram([10, 50, 50, 90], BANDS, 50),
        {"A": "green", "B": "green", "C": "red"},
        (50, "B 线 50"),
        (0, 79),
        ZH,
    )
    assert re.findall(r'<i class="(\w+)" style="height:([0-9.]+)%">', shown) == [
        ("red", "33.33"),
        ("green", "33.33"),
        ("green", "66.67"),
    ]
    assert 'class="cut" style="left:50.00%"><span>B 线 50</span>' in shown
    assert 'class="room" style="left:0.00%;width:79.00%"' in shown
    assert 'title="50–99 分：3 人（A 级 1 · B 级 2）"' in shown
    assert "最高一柱 3 人" in shown


def test_bands_of_one_end_stand_together_with_its_word() -> None:
    shown = markup.band_key({"A": "approve", "B": "approve", "C": "decline"}, ZH)
    assert re.findall(r'class="key (\w+)"><i></i>([^<]+)<', shown) == [
        ("green", "A B 通过"),
        ("red", "C 拒绝"),
    ]


def test_what_fired_in_great_number_is_folded_away_behind_its_last_sentence() -> None:
    fired = tuple(f"第 {number} 项" for number in range(1, 13))
    told = Story((Chapter("score", "评分", "评分卡", "继续", fired, ()),), (), ())
    shown = markup.steps(told, "green", ZH)
    before, _, folded = shown.partition("<details>")
    assert "第 12 项" in before
    assert "第 1 项" not in before
    assert "命中 12 项" in folded
    assert folded.count("<li>") == 12


def test_a_reason_that_is_not_told_says_so() -> None:
    shown = markup.reasons([Why("F01", "设备关联", None)], ZH)
    assert "不告知客户" in shown
    assert "没有需要说明的原因" in markup.reasons([], ZH)
