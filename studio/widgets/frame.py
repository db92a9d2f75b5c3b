"""The frame around every screen: style, side bar, top bar, the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from engine.issues import LANGUAGES, Language
from studio.desk.texts import Texts, texts_in

from . import markup

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

STYLE = Path(__file__).parent / "style.css"
LOGO = Path(__file__).parent / "logo.svg"
LANGUAGE = "lang"
"""The language's key, in the address too."""


def style() -> None:
    """Puts the house's looks over Streamlit's."""
    st.html(STYLE)


def language() -> Language:
    """The language that the reader chose, Chinese at first; also `?lang=en` in the address."""
    if LANGUAGE not in st.session_state:
        asked = st.query_params.get(LANGUAGE)
        st.session_state[LANGUAGE] = next((each for each in LANGUAGES if each == asked), "zh")
    chosen = st.segmented_control(
        texts_in("zh")("language"),
        LANGUAGES,
        required=True,
        format_func=lambda each: texts_in(each)(f"language {each}"),
        key=LANGUAGE,
        label_visibility="collapsed",
        persist_state="session",
    )
    found: Language = chosen or "zh"
    st.query_params[LANGUAGE] = found
    return found


def side_bar(
    pages: Mapping[str, Sequence[StreamlitPage]], current: StreamlitPage, texts: Texts
) -> None:
    """The product's name, the screens under their headings, and where the data come from."""
    with st.sidebar, st.container(key="side"):
        st.html(markup.brand(texts("product"), texts("product subtitle")))
        for heading, screens in pages.items():
            st.html(markup.menu_heading(heading))
            for screen in screens:
                look = "current" if screen.url_path == current.url_path else "other"
                with st.container(key=f"{look}-{screen.url_path or 'first'}"):
                    st.page_link(screen, width="stretch", query_params={LANGUAGE: texts.language})
        st.html(markup.data_note(texts("data title"), texts("data note")))


def top_bar() -> AbstractContextManager[object]:
    """Where a screen says what it shows and offers its first action."""
    return st.container(
        key="top", horizontal=True, vertical_alignment="center", horizontal_alignment="right"
    )


def card(name: str) -> AbstractContextManager[object]:
    """A white card on the ground, as tall as what it holds."""
    return st.container(key=f"card-{name}", gap="small")


def tall_card(name: str) -> AbstractContextManager[object]:
    """A white card as tall as its neighbour."""
    return st.container(key=f"card-{name}", gap="small", height="stretch")
