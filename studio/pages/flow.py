"""The decision flow with all applicants on it, and one threshold to drag."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import streamlit as st

from engine.flow.decision import Ending
from studio.desk.comparison import Comparison, sentences
from studio.desk.histogram import histogram
from studio.desk.picture import people_picture
from studio.desk.policy import Threshold
from studio.desk.population import Count, Run, scorecard
from studio.desk.texts import Texts
from studio.desk.wording import count, percent, points
from studio.widgets import frame, markup
from studio.widgets.markup import TONES, Figure, Tone

from .shipped import Shown, shipped, shipped_leads, shipped_threshold, with_threshold

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import StreamlitPage

BAR = 10
"""Points of the score that a bar is wide."""

BAD: Mapping[Ending, str] = {
    "approve": "figure bad approved",
    "decline": "figure bad declined",
    "refer": "figure bad referred",
}
"""The key figures of bad rates."""


def show(
    texts: Texts, crumbs: DeltaGenerator, action: DeltaGenerator, applicant: StreamlitPage
) -> None:
    """The screen. `?cut=560` opens it with the threshold moved."""
    run = shipped().run
    title = run.program.flow.title.text(texts.language)
    people = texts("chip people", count=count(len(run.people)))
    with crumbs:
        st.html(markup.crumbs(texts("crumb flow"), title, [(people, "blue")]))
    with action:
        st.page_link(
            applicant, label=texts("open applicant"), query_params={frame.LANGUAGE: texts.language}
        )
    _desk(texts, applicant)


@st.fragment
def _desk(texts: Texts, applicant: StreamlitPage) -> None:
    """Everything that follows the threshold, so that dragging reruns nothing else."""
    at = shipped_threshold()
    figures, drawing = st.container(key="figures"), frame.card("drawing")
    left, right = st.columns([1.62, 1], gap="small")
    with left, frame.card("threshold"):
        value = _threshold(at, texts) if at else 0
        if at is None:
            st.html(markup.heading(texts("threshold none")))
    shown, changes = with_threshold(value)
    with figures:
        st.html(markup.figures(_figures(shown, changes.before, texts)))
    with drawing:
        _drawing(shown.run, _state(at, value, texts), texts)
    with right, frame.tall_card("changes"):
        _changes(changes, value, applicant, texts)


def _state(at: Threshold | None, value: int, texts: Texts) -> tuple[str, Tone]:
    """Whether the shipped policy is shown, or a draft."""
    if at is None or value == at.value:
        return texts("chip shipped"), "plain"
    return texts("chip moved", band=at.band, value=value), "amber"


def _drawing(run: Run, state: tuple[str, Tone], texts: Texts) -> None:
    title = texts("drawing title", count=count(len(run.people)))
    end = markup.legend(texts) + markup.chip(*state)
    st.html(markup.heading(title, texts("drawing note"), end))
    alt = texts("drawing alt", title=run.program.flow.title.text(texts.language))
    picture = people_picture(run.program.draft, run.ways, texts)
    st.graphviz_chart(picture, width="stretch", alt=alt)


def _threshold(at: Threshold, texts: Texts) -> int:
    """The scores with the cut-off line, and the slider that moves it."""
    place = st.container(key="scores")
    with st.container(key="cut-row", horizontal=True, vertical_alignment="bottom"):
        value: int = st.slider(
            texts("threshold label", band=at.band, lowest=at.lowest, highest=at.highest),
            at.lowest,
            at.highest,
            at.value,
            key="cut",
            bind="query-params",
            label_visibility="collapsed",
        )
        st.button(
            texts("threshold reset", value=at.value),
            key="reset",
            on_click=_reset,
            args=(at.value,),
            disabled=value == at.value,
        )
    with place:
        _scores(at, value, texts)
    return value


def _reset(value: int) -> None:
    st.session_state["cut"] = value


def _scores(at: Threshold, value: int, texts: Texts) -> None:
    run = with_threshold(value)[0].run
    found = scorecard(run.program)
    if found is None:
        return
    _, card = found
    ends = {band.id: shipped_leads()[band.id] for band in card.bands if band.id in shipped_leads()}
    tones = {band: TONES[ending] for band, ending in ends.items()}
    scores = histogram(shipped().run.scores, card.bands, BAR)
    mark = (value, texts("threshold mark", band=at.band, value=value))
    key = markup.band_key(ends, texts)
    note = texts("threshold note", band=at.band, lowest=at.lowest, highest=at.highest)
    st.html(markup.heading(texts("threshold title"), note, key))
    st.html(markup.bars(scores, tones, mark, (at.lowest, at.highest), texts))


def _changes(changes: Comparison, value: int, applicant: StreamlitPage, texts: Texts) -> None:
    st.html(markup.heading(texts("change title")))
    st.html(markup.sentences(sentences(changes, texts)))
    if changes.differ:
        parameters = {"applicant": str(changes.differ[0] + 1), "draft": str(value)}
        see = {frame.LANGUAGE: texts.language, **parameters}
        st.page_link(applicant, label=texts("change see"), query_params=see)


def _figures(shown: Shown, before: Run, texts: Texts) -> list[Figure]:
    run = shown.run
    rate, old = run.everybody.approval_rate, before.everybody.approval_rate
    seconds = texts("figure people note", seconds=f"{shown.seconds:.2f}")
    approved = texts("figure approval note", count=count(run.everybody.approved))
    return [
        Figure(texts("figure people"), count(len(run.people)), seconds),
        _share(texts("figure approval"), rate, old, approved, texts),
        *(_bad(ending, run.ends[ending], before.ends[ending], texts) for ending in BAD),
    ]


def _bad(ending: Ending, now: Count, old: Count, texts: Texts) -> Figure:
    note = texts("figure bad note", bad=count(now.bad), count=count(now.people))
    return _share(texts(BAD[ending]), now.bad_rate, old.bad_rate, note, texts)


def _share(
    label: str, now: Fraction | None, old: Fraction | None, note: str, texts: Texts
) -> Figure:
    """A share, and how far it moved where it did."""
    if now is None or old is None or now == old:
        return Figure(label, percent(now), note)
    change = texts("figure against", points=points(now - old))
    return Figure(label, percent(now), change, "amber")
