"""One widget for each kind of field, drawn by Streamlit itself."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from streamlit.testing.v1 import AppTest

from studio.desk.fields import Kind
from studio.widgets.fields import WIDGETS

SCREEN = Path(__file__).parent / "form_screen.py"


def drawn() -> AppTest:
    """The script, run once."""
    app = AppTest.from_file(str(SCREEN), default_timeout=20).run()
    assert not app.exception
    return app


def htmls(app: AppTest) -> str:
    """All markup of the screen."""
    return "\n".join(each.proto.body for each in app.get("html"))


def test_every_kind_of_field_has_a_widget() -> None:
    assert WIDGETS.keys() == set(get_args(Kind))


def test_widgets_hold_the_first_values_and_give_them_back() -> None:
    app = drawn()
    assert app.session_state["given"] == ["12", "x", "rent", True, "1990-06-15", None, None]


def test_a_widget_gives_what_is_typed_or_chosen() -> None:
    app = drawn()
    app.text_input(key="number").set_value("5万")
    app.selectbox(key="choice").set_value("owner")
    app.selectbox(key="yes_no").set_value(False)
    app.run()
    assert app.session_state["given"][:4] == ["5万", "x", "owner", False]


def test_what_may_be_unknown_offers_that_as_a_choice_and_other_fields_do_not() -> None:
    app = drawn()
    assert app.selectbox(key="choice").options == ["Owner", "Rents", "Unknown"]
    assert app.selectbox(key="must").options == ["Yes", "No"]
    assert app.text_input(key="number").placeholder == "Unknown"


def test_bounds_and_unit_stand_below_a_field_and_a_fault_in_their_place() -> None:
    shown = htmls(drawn())
    assert '<div class="hint">0 to 120,000 · yuan</div>' in shown
    assert '<div class="hint">40 characters at most</div>' in shown
    assert '<div class="fault" role="alert"><p>wrong</p></div>' in shown
