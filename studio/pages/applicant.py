"""One applicant, picked or typed: the way through the flow, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import streamlit as st

from engine import Decision, FactsRefused, Issue
from engine.document import Json
from engine.flow.decision import Ending
from studio.desk.fields import Typed, shown_fact, typed_facts
from studio.desk.picks import following
from studio.desk.picture import way_picture
from studio.desk.population import Run, passage, scorecard
from studio.desk.story import story
from studio.desk.texts import Texts
from studio.desk.wording import count
from studio.widgets import frame, markup
from studio.widgets.fields import form_field
from studio.widgets.markup import TONES, Tone

from .shipped import (
    shipped,
    shipped_examples,
    shipped_fields,
    shipped_threshold,
    with_threshold,
)

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

NUMBER, TYPED, RETURNS = "applicant", "typed facts", "returns"
"""Session keys: the number of the person shown, counted from 1; that number with the facts typed
over it; how often somebody went back from typed facts."""

DRAFT, MOST_DIGITS = "draft", 6
"""The threshold's value in the address, and how many digits it may have."""

COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """The decision on the facts shown, or what is wrong with them.

    `bad` tells how the loan went, None for facts that somebody typed.
    """

    decision: Decision | None
    faults: Sequence[Issue]
    bad: bool | None


def show(texts: Texts, crumbs: DeltaGenerator, action: DeltaGenerator) -> None:
    """The screen. `?applicant=17` opens it with that one, `&draft=560` under that threshold."""
    draft = _draft()
    run = with_threshold(draft)[0].run if draft is not None else shipped().run
    with action:
        _next_button("decline", run, texts, "primary")
    with frame.card("pick"):
        number = _picker(run, texts)
    answer = _answer(number, run)
    with crumbs:
        st.html(_crumbs(number, answer, draft, texts))
    main, side = st.columns([2.32, 1], gap="small")
    with main, frame.card("way"):
        _way(answer.decision, texts)
    with main, frame.card("facts"):
        _form(number, answer, texts)
    with side:
        _side(answer, number if draft is not None else None, texts)


def _draft() -> int | None:
    """The value of the threshold in the address; None where the shipped policy is shown."""
    at, given = shipped_threshold(), st.query_params.get(DRAFT, "")
    if at is None or not given.isascii() or not given.isdigit() or len(given) > MOST_DIGITS:
        return None
    value = at.bounded(int(given))
    return None if value == at.value else value


# ── who is shown ─────────────────────────────────────────────────────────────────────────────────


def _picker(run: Run, texts: Texts) -> int:
    people = len(run.people)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        number: int = st.number_input(
            texts("pick number", count=count(people)),
            min_value=1,
            max_value=people,
            value=1,
            key=NUMBER,
            bind="query-params",
            width=130,
        )
        for ending in ("approve", "refer"):
            _next_button(ending, run, texts, "secondary")
        st.html(markup.divider(texts("pick examples")), width="content")
        for name, example in shipped_examples().items():
            st.button(
                texts(f"example {name}"),
                key=f"example {name}",
                type="tertiary",
                on_click=_pick,
                args=(example + 1,),
            )
    return number


def _next_button(
    ending: Ending, run: Run, texts: Texts, look: Literal["primary", "secondary"]
) -> None:
    st.button(
        texts(f"pick next {ending}"),
        key=f"{look} next {ending}",
        type=look,
        on_click=_pick_next,
        args=(ending, run),
    )


def _pick_next(ending: Ending, run: Run) -> None:
    found = following(run, st.session_state[NUMBER] - 1, ending)
    if found is not None:
        _pick(found + 1)


def _pick(number: int) -> None:
    st.session_state[NUMBER] = number
    st.session_state.pop(TYPED, None)


# ── what is decided ──────────────────────────────────────────────────────────────────────────────


def _answer(number: int, run: Run) -> Answer:
    typed = _typed(number)
    if typed is None:
        person = run.people[number - 1]
        return Answer(run.decisions[number - 1], (), person.bad)
    try:
        return Answer(run.program.decide(typed), (), None)
    except FactsRefused as refused:
        return Answer(None, refused.issues, None)


def _typed(number: int) -> Mapping[str, Json] | None:
    """What was typed over the facts of this person."""
    kept: tuple[int, Mapping[str, Json]] | None = st.session_state.get(TYPED)
    return kept[1] if kept and kept[0] == number else None


def _crumbs(number: int, answer: Answer, draft: int | None, texts: Texts) -> str:
    people = count(len(shipped().run.people))
    who = texts("chip number", number=count(number), count=people)
    chips: list[tuple[str, Tone]] = [(texts("chip typed"), "amber")]
    if answer.bad is not None:
        chips = [
            (texts("outcome bad"), "red") if answer.bad else (texts("outcome repaid"), "green")
        ]
    at = shipped_threshold()
    if at is not None and draft is not None:
        chips.append((texts("chip moved", band=at.band, value=draft), "amber"))
    return markup.crumbs(texts("crumb applicant"), who, chips)


# ── the form ─────────────────────────────────────────────────────────────────────────────────────


def _form(number: int, answer: Answer, texts: Texts) -> None:
    st.html(markup.heading(texts("form title"), texts("form note")))
    faults = _by_field(answer.faults, texts)
    facts = shipped().run.people[number - 1].facts
    with st.form("facts", border=False):
        asked = shipped_fields()
        for row in (asked[at : at + COLUMNS] for at in range(0, len(asked), COLUMNS)):
            for column, field in zip(st.columns(COLUMNS, gap="small"), row, strict=False):
                first = shown_fact(field, facts.get(field.name))
                with column:
                    key = _key(number, field.name)
                    form_field(field, first, key, texts, faults.get(field.name, ()))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(
                texts("form decide"), key="decide", on_click=_keep_typed, args=(number,)
            )
            if _typed(number) is not None:
                st.form_submit_button(
                    texts("form back", number=count(number)),
                    key="back",
                    type="tertiary",
                    on_click=_forget_typed,
                )


def _by_field(faults: Sequence[Issue], texts: Texts) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for issue in faults:
        found.setdefault(issue.at, []).append(issue.message(texts.language))
    return found


def _key(number: int, name: str) -> str:
    """The key of a field's widget: another one for each person and each return to the facts."""
    return f"fact-{number}-{st.session_state.get(RETURNS, 0)}-{name}"


def _keep_typed(number: int) -> None:
    asked = shipped_fields()
    typed: dict[str, Typed] = {
        field.name: st.session_state[_key(number, field.name)] for field in asked
    }
    st.session_state[TYPED] = (number, typed_facts(asked, typed))


def _forget_typed() -> None:
    st.session_state.pop(TYPED, None)
    st.session_state[RETURNS] = st.session_state.get(RETURNS, 0) + 1


# ── what is shown of it ──────────────────────────────────────────────────────────────────────────


def _way(decision: Decision | None, texts: Texts) -> None:
    draft = shipped().policy.program.draft
    card = scorecard(shipped().policy.program)
    way = passage(decision, card[0] if card else None) if decision else None
    title = draft.flow.title.text(texts.language)
    ending = texts(decision.outcome or "pending") if decision else ""
    alt = (
        texts("path alt", title=title, ending=ending)
        if decision
        else texts("path alt none", title=title)
    )
    st.html(markup.heading(texts("path title"), texts("path note")))
    st.graphviz_chart(way_picture(draft, way, texts), width="stretch", alt=alt)


def _side(answer: Answer, compared: int | None, texts: Texts) -> None:
    """The outcome and its story; `compared` names whose shipped outcome stands beside it."""
    decision = answer.decision
    if decision is None:
        with frame.card("verdict"):
            title = texts("form faults", count=len(answer.faults))
            st.html(markup.notice(title, texts("form faults note")))
        return
    told = story(decision, texts)
    tone: Tone = TONES[decision.outcome] if decision.outcome else "blue"
    with frame.card("verdict"):
        word = texts(decision.outcome or "pending")
        notes = _notes(decision, texts)
        if compared is not None and answer.bad is not None:
            shipped_outcome = shipped().run.passages[compared - 1].outcome or "pending"
            notes.append(texts("verdict shipped", ending=texts(shipped_outcome)))
        st.html(markup.verdict(word, tone, notes, told.offer))
        st.html(markup.reasons(told.reasons, texts))
    with frame.card("steps"):
        st.html(markup.heading(texts("steps title")))
        st.html(markup.steps(told, tone, texts))


def _notes(decision: Decision, texts: Texts) -> list[str]:
    notes = []
    card = scorecard(decision.program)
    if card is not None:
        score, band = (
            decision.values.get(name) for name in (card[1].sets.score, card[1].sets.band)
        )
        if score is not None:
            notes.append(texts("verdict score", score=score, band=band))
    role = (decision.to or {}).get("role")
    if role is not None:
        notes.append(texts("to person", role=texts.known(f"role {role}", str(role))))
    return notes
