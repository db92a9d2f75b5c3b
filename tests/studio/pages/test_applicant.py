"""One applicant, picked and typed, in both languages."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from studio.desk.picture import way_picture
from studio.desk.texts import texts_in
from studio.desk.wording import count
from studio.pages.shipped import shipped, shipped_examples
from tests.studio.screens import opened, picture, pieces, ran


def number(app: AppTest) -> int:
    """The number of the applicant shown."""
    return int(app.number_input(key="applicant").value or 0)


def field(app: AppTest, name: str) -> str:
    """The key of a field's widget as it stands now."""
    keys = [str(each.key) for each in [*app.text_input, *app.selectbox]]
    (found,) = [key for key in keys if key.endswith(f"-{name}")]
    return found


def decide(app: AppTest) -> AppTest:
    """The studio after the facts typed were decided on."""
    next(button for button in app.button if button.key == "decide").click()
    return ran(app)


@pytest.mark.parametrize("chosen", [1, 3, 17, 4454])
def test_the_way_of_the_applicant_in_the_address_is_lit(chosen: int) -> None:
    app = opened(applicant=str(chosen))
    draft = shipped().policy.program.draft
    passage = shipped().run.passages[chosen - 1]
    assert picture(app) == way_picture(draft, passage, texts_in("zh"))
    assert f"第 {count(chosen)} 位" in pieces(app, "crumbs")
    assert texts_in("zh")(passage.outcome or "pending") in pieces(app, "verdict")


def test_how_the_loan_went_is_told_of_real_applicants() -> None:
    repaid, bad = shipped_examples()["approved repaid"], shipped_examples()["approved bad"]
    assert "实际还清" in pieces(opened(applicant=str(repaid + 1)), "crumbs")
    assert "实际坏账" in pieces(opened(applicant=str(bad + 1)), "crumbs")


def test_next_buttons_and_examples_pick_another_applicant() -> None:
    app = opened(applicant="1")
    app.button(key="primary next decline").click()
    ran(app)
    assert shipped().run.passages[number(app) - 1].outcome == "decline"
    app.button(key="secondary next refer").click()
    ran(app)
    assert shipped().run.passages[number(app) - 1].outcome == "refer"
    app.button(key="example declined repaid").click()
    ran(app)
    assert number(app) - 1 == shipped_examples()["declined repaid"]


def test_the_form_holds_the_facts_of_the_applicant() -> None:
    app = opened(applicant="17")
    facts = shipped().run.people[16].facts
    assert app.text_input(key=field(app, "applicant.age")).value == str(facts["applicant.age"])
    assert app.selectbox(key=field(app, "applicant.job")).value == facts["applicant.job"]


def test_typed_facts_are_decided_and_the_applicants_own_come_back() -> None:
    app = opened(applicant="17")
    lit = picture(app)
    app.text_input(key=field(app, "applicant.age")).set_value("70")
    decide(app)
    assert "手工填写" in pieces(app, "crumbs")
    assert "A01" in pieces(app, "reasons")
    assert picture(app) != lit
    next(button for button in app.button if button.key == "back").click()
    ran(app)
    assert app.text_input(key=field(app, "applicant.age")).value == "52"
    assert picture(app) == lit


def test_money_may_be_typed_in_ten_thousands() -> None:
    app = opened(applicant="17")
    app.text_input(key=field(app, "asked.amount")).set_value("0.1万")
    decide(app)
    assert "1,000.00" in pieces(app, "verdict")


@pytest.mark.parametrize(
    ("language", "message"),
    [("zh", "130 不在 0 至 120 之间"), ("en", "130 is not between 0 and 120")],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_decided(
    language: str, message: str
) -> None:
    app = opened(applicant="17", lang=language)
    app.text_input(key=field(app, "applicant.age")).set_value("130")
    app.text_input(key=field(app, "loan.price")).set_value("")
    decide(app)
    found = re.findall(r"<p>([^<]+)</p>", pieces(app, "fault"))
    assert len(found) == 2
    assert message in found
    assert pieces(app, "notice")
    assert not pieces(app, "verdict")


def test_an_unknown_income_is_decided_on_as_null() -> None:
    app = opened(applicant="17")
    app.text_input(key=field(app, "applicant.income")).set_value("")
    decide(app)
    assert "<dt>月收入（千比塞塔）</dt><dd>未知</dd>" in pieces(app, "steps")


def test_picking_another_applicant_leaves_what_was_typed_behind() -> None:
    app = opened(applicant="17")
    app.text_input(key=field(app, "applicant.age")).set_value("17")
    decide(app)
    app.number_input(key="applicant").set_value(18)
    ran(app)
    assert "手工填写" not in pieces(app, "crumbs")


def test_a_draft_of_the_threshold_is_shown_beside_the_shipped_outcome() -> None:
    run = shipped().run
    scores, passages = run.scores, run.passages
    chosen = next(
        i for i, way in enumerate(passages) if way.outcome == "approve" and scores[i] == 535
    )
    app = opened(applicant=str(chosen + 1), draft="560")
    assert "草稿 · C 线 560" in pieces(app, "crumbs")
    assert "转人工" in pieces(app, "verdict")
    assert "随附版本下：通过" in pieces(app, "verdict")


@pytest.mark.parametrize("draft", ["", "abc", "-5", "530", "9" * 40, "٥٦٠"])
def test_a_draft_that_is_no_other_threshold_shows_the_shipped_policy(draft: str) -> None:
    assert "草稿" not in pieces(opened(applicant="17", draft=draft), "crumbs")


@pytest.mark.parametrize("wrong", ["0", "4455", "abc", "1.5"])
def test_an_address_of_nobody_shows_the_first_applicant(wrong: str) -> None:
    assert number(opened(applicant=wrong)) == 1


def test_the_screen_is_english_throughout_when_asked() -> None:
    for chosen in ("1", "3"):
        app = opened(applicant=chosen, lang="en")
        shown = [each.proto.body for each in app.get("html") if "<style" not in each.proto.body]
        labels = [each.label for each in [*app.text_input, *app.selectbox, *app.button]]
        assert re.findall(r"[\u4e00-\u9fff]+", "\n".join([*shown, *labels, picture(app)])) == []
