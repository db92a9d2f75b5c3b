"""The decision flow with the shipped applicants, in both languages."""

from __future__ import annotations

import re

from studio.desk.policy import moved
from studio.desk.population import Count, run
from studio.desk.texts import texts_in
from studio.desk.wording import count, percent
from studio.pages.shipped import shipped, shipped_threshold
from tests.studio.screens import opened, picture, pieces, ran


def figures(app_figures: str) -> list[str]:
    """The values of the key figures."""
    return re.findall(r"<b>([^<]+)</b>", app_figures)


def expected(value: int) -> tuple[Count, list[str]]:
    """Everybody, and the key figures, under the threshold at a value."""
    at = shipped_threshold()
    assert at is not None
    found = run(moved(shipped().policy, at, value).program, shipped().run.people)
    rates = [found.ends[ending].bad_rate for ending in ("approve", "decline", "refer")]
    everybody = found.everybody
    shown = [count(everybody.people), percent(everybody.approval_rate), *map(percent, rates)]
    return everybody, shown


def test_all_applicants_are_shown_with_the_figures_of_the_shipped_policy() -> None:
    app = opened()
    everybody, shown = expected(530)
    assert everybody.people == 4454
    assert figures(pieces(app, "figures")) == shown
    assert "和随附版本一样" in pieces(app, "sentences")
    assert app.button(key="reset").disabled


def test_the_drawing_carries_the_counts_of_every_way() -> None:
    dot = picture(opened(lang="en"))
    texts = texts_in("en")
    for found in shipped().run.ways.values():
        assert f" {count(found.people)}<" in dot
        if found.people:
            assert texts("way bad", share=percent(found.bad_rate)) in dot


def test_dragging_the_threshold_lets_everybody_flow_again_and_back() -> None:
    app = opened()
    before = picture(app)
    app.slider(key="cut").set_value(560)
    ran(app)
    _, shown = expected(560)
    assert figures(pieces(app, "figures")) == shown
    assert picture(app) != before
    assert "399 人改变结果：转为人工 399" in pieces(app, "sentences")
    assert "C 线 560" in pieces(app, "histogram")
    app.button(key="reset").click()
    ran(app)
    assert app.slider(key="cut").value == 530
    assert picture(app) == before


def test_the_threshold_stays_between_its_neighbours() -> None:
    slider = opened().slider(key="cut")
    assert (slider.min, slider.max) == (511, 579)


def test_the_screen_is_english_throughout_when_asked() -> None:
    app = opened(lang="en")
    html = "\n".join(each.proto.body for each in app.get("html") if "<style" not in each.proto.body)
    assert "Decision flow" in pieces(app, "crumbs")
    assert re.findall(r"[\u4e00-\u9fff]+", html + picture(app)) == []
    app.segmented_control(key="lang").set_value("zh")
    ran(app)
    assert "决策流" in pieces(app, "crumbs")


def test_the_data_note_says_that_the_data_are_not_chinese_and_have_no_time_axis() -> None:
    zh, en = (pieces(opened(lang=language), "data-note") for language in ("zh", "en"))
    assert "不是中国客户" in zh
    assert "没有时间轴" in zh
    assert "not Chinese" in en
    assert "no time axis" in en


def test_an_address_in_no_known_language_is_chinese() -> None:
    assert "决策流" in pieces(opened(lang="xx"), "crumbs")
