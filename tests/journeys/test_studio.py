"""People at the studio: they watch the flow, drag the threshold, and follow one applicant."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SCREENSHOTS

NODES = 15
SHIPPED, MOVED = "63.7%", "54.7%"


def open_screen(page: Page, address: str) -> None:
    """The screen with its flow drawn."""
    page.goto(address)
    expect(page.locator(".stGraphVizChart svg .node")).to_have_count(NODES)


def figure(page: Page, at: int) -> Locator:
    """The value of a key figure."""
    return page.locator(".figure b").nth(at)


def slider(page: Page) -> Locator:
    """The threshold."""
    return page.locator(".st-key-cut input[type=range]")


def press(page: Page, key: str, times: int) -> None:
    """Moves the threshold by the keyboard."""
    slider(page).focus()
    for _ in range(times):
        page.keyboard.press(key)


def picture(page: Page, name: str) -> None:
    """Keeps what the window shows, for somebody to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.mouse.move(0, 0)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_of_the_flow_is_seen_at_once(page: Page, language: str) -> None:
    open_screen(page, f"/?lang={language}")
    expect(figure(page, 0)).to_have_text("4,454")
    expect(figure(page, 1)).to_have_text(SHIPPED)
    expect(page.locator(".stGraphVizChart svg")).to_contain_text("4,238")
    expect(page.locator(".stGraphVizChart svg")).to_contain_text("49.9%")
    slider_box, window = page.locator(".st-key-card-threshold").bounding_box(), 900
    assert slider_box is not None
    assert slider_box["y"] + slider_box["height"] <= window
    picture(page, f"flow-{language}")


def test_dragging_by_the_keyboard_lets_everybody_flow_again(page: Page) -> None:
    open_screen(page, "/?lang=zh")
    press(page, "ArrowRight", 30)
    expect(figure(page, 1)).to_have_text(MOVED)
    expect(page.locator(".sentences")).to_contain_text("399 人改变结果：转为人工 399")
    expect(page.locator(".histogram .cut")).to_contain_text("C 线 560")
    expect(page.locator(".chip.amber")).to_have_text("草稿 · C 线 560")
    expect(page).to_have_url(re.compile(r"[?&]cut=560"))
    picture(page, "flow-moved-zh")
    page.get_by_role("button", name="恢复随附值 530").click()
    expect(figure(page, 1)).to_have_text(SHIPPED)
    expect(page).not_to_have_url(re.compile("cut="))


def test_the_threshold_is_dragged_by_the_mouse_and_stops_at_its_bounds(page: Page) -> None:
    open_screen(page, "/")
    box = page.locator(".st-key-cut [role=group]").bounding_box()
    thumb = page.locator(".st-key-cut [data-testid=stSliderThumbValue]").bounding_box()
    assert box is not None
    assert thumb is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(thumb["x"] + thumb["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 300, middle, steps=5)
    page.mouse.up()
    expect(page.locator(".histogram .cut")).to_contain_text("C 线 579")


def test_the_drawing_never_disappears_while_the_threshold_moves(page: Page) -> None:
    open_screen(page, "/")
    page.evaluate(
        """() => { window.missing = 0; const look = () => {
            const there = document.querySelectorAll(".stGraphVizChart svg .node").length === 15
                && document.querySelector(".histogram") && document.querySelector(".figure");
            if (!there) window.missing += 1;
            requestAnimationFrame(look); }; look(); }"""
    )
    for _ in range(4):
        before = figure(page, 1).inner_text()
        press(page, "ArrowRight", 1)
        expect(figure(page, 1)).not_to_have_text(before)
    assert page.evaluate("window.missing") == 0


@pytest.mark.parametrize(("path", "number"), [("/?cut=560&lang=en", MOVED), ("/?cut=9", SHIPPED)])
def test_a_link_opens_the_threshold_that_it_names(page: Page, path: str, number: str) -> None:
    open_screen(page, path)
    expect(figure(page, 1)).to_have_text(number)


def test_the_language_changes_everywhere_and_is_kept_on_the_next_screen(page: Page) -> None:
    open_screen(page, "/")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1.crumbs")).to_contain_text("Decision flow")
    expect(page.locator(".stGraphVizChart svg")).to_contain_text("Scorecard")
    expect(page).to_have_url(re.compile("lang=en"))
    page.locator(".st-key-side").get_by_text("One applicant").click()
    expect(page.locator("h1.crumbs")).to_contain_text("One applicant")
    page.get_by_text("中文", exact=True).click()
    expect(page.locator("h1.crumbs")).to_contain_text("一位申请人")


def test_from_who_changed_to_that_applicants_way_under_the_draft(page: Page) -> None:
    open_screen(page, "/?cut=560")
    page.get_by_text("看其中一位").click()
    expect(page.locator(".verdict")).to_contain_text("转人工")
    expect(page.locator(".verdict")).to_contain_text("随附版本下：通过")
    expect(page.locator(".chips")).to_contain_text("C 线 560")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_applicant_is_picked_and_the_way_lights_up(page: Page, language: str) -> None:
    open_screen(page, f"/?applicant=17&lang={language}")
    expect(page.locator(".verdict.green")).to_be_visible()
    expect(page.locator("svg .node:not(.grey)")).to_have_count(10)
    picture(page, f"applicant-approved-{language}")
    page.locator(".st-key-action button").click()
    expect(page.locator(".verdict.red")).to_be_visible()
    expect(page.locator("svg .node:not(.grey)")).not_to_have_count(10)
    expect(page.locator("ol.steps > li.red")).to_be_visible()
    expect(page).not_to_have_url(re.compile("applicant=17"))
    picture(page, f"applicant-declined-{language}")


def test_the_steps_unfold_what_fired_and_what_was_seen(page: Page) -> None:
    open_screen(page, "/?applicant=17&lang=zh")
    step = page.locator("ol.steps > li").nth(1)
    step.get_by_text("命中 12 项").click()
    expect(step).to_contain_text("工作年限 >= 12：+46 分")
    step.get_by_text("看到的值").click()
    expect(step.locator("dt", has_text="资产（千比塞塔）")).to_be_visible()


def test_a_person_typed_into_the_form_is_decided_and_faults_stand_beside_the_fields(
    page: Page,
) -> None:
    open_screen(page, "/applicant?applicant=17&lang=zh")
    age = page.get_by_label("年龄", exact=True)
    age.fill("130")
    page.get_by_role("button", name="按这些资料决策").click()
    expect(page.locator(".st-key-field-applicant-age .fault")).to_have_text(
        "130 不在 0 至 120 之间"
    )
    expect(page.locator(".notice")).to_contain_text("1 处问题")
    picture(page, "applicant-fault-zh")
    age.fill("40")
    page.get_by_label("申请金额").fill("0.1万")
    page.get_by_role("button", name="按这些资料决策").click()
    expect(page.locator(".chips")).to_contain_text("手工填写")
    expect(page.locator(".offer")).to_contain_text("1,000.00")
    expect(page.locator("svg .node:not(.grey)")).to_have_count(10)
    picture(page, "applicant-typed-zh")
    back = page.get_by_role("button", name="恢复第 17 位的资料")
    back.click()
    expect(back).to_have_count(0)
    expect(page.get_by_label("年龄", exact=True)).to_have_value("52")


def test_letters_typed_into_a_field_start_none_of_streamlits_shortcuts(page: Page) -> None:
    open_screen(page, "/applicant?applicant=17")
    age = page.get_by_label("年龄", exact=True)
    age.click()
    age.press("End")
    page.keyboard.type("crc")
    expect(age).to_have_value("52crc")
    page.locator("h1.crumbs").click()
    page.keyboard.press("c")
    page.keyboard.press("r")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".verdict")).to_be_visible()


def test_streamlits_own_bars_are_hidden(page: Page) -> None:
    open_screen(page, "/")
    for name in ("stHeader", "stToolbar", "stSidebarCollapseButton", "stStatusWidget"):
        expect(page.locator(f"[data-testid={name}]:visible")).to_have_count(0)
