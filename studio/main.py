"""The studio's screens, how they are reached, and the frame around them."""

from __future__ import annotations

import streamlit as st

from engine.issues import LANGUAGES
from studio.desk.texts import texts_in
from studio.pages import applicant, flow
from studio.widgets import frame


def main() -> None:
    """Shows the screen that the address names; `?lang=en` shows it in English."""
    st.set_page_config(
        page_title=" ".join(texts_in(language)("product") for language in LANGUAGES),
        page_icon=str(frame.LOGO),
        layout="wide",
        initial_sidebar_state="expanded",
    )
    frame.style()
    with frame.top_bar():
        crumbs, action = st.container(key="crumbs"), st.container(key="action")
        texts = texts_in(frame.language())
    screens = {
        "flow": st.Page(
            lambda: flow.show(texts, crumbs, action, screens["applicant"]),
            title=texts("menu flow"),
            url_path="flow",
            default=True,
        ),
        "applicant": st.Page(
            lambda: applicant.show(texts, crumbs, action),
            title=texts("menu applicant"),
            url_path="applicant",
        ),
    }
    chosen = st.navigation(list(screens.values()), position="hidden")
    if chosen is screens["flow"] and applicant.NUMBER in st.query_params:
        st.switch_page(screens["applicant"], query_params=st.query_params.to_dict())
    frame.side_bar({texts("menu watch"): list(screens.values())}, chosen, texts)
    chosen.run()
