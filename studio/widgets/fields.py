"""One widget for each kind of field. Each gives what was typed or chosen; None where unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from studio.desk.fields import Field, Kind, Typed
from studio.desk.story import said
from studio.desk.texts import Texts

from . import markup

Widget = Callable[[Field, Typed, str, Texts], Typed]
"""Draws a field with its first value under a key."""


def form_field(field: Field, first: Typed, key: str, texts: Texts, faults: Sequence[str]) -> Typed:
    """The widget of a field, with what it may hold or what is wrong with it below."""
    # one container for one field whatever its widget's key, so that nothing stands there twice
    with st.container(key=f"field-{field.name}", gap=None):
        typed = WIDGETS[field.kind](field, first, key, texts)
        st.html(markup.fault(faults) if faults else markup.hint(_may_hold(field, texts)))
    return typed


def _may_hold(field: Field, texts: Texts) -> str:
    parts = []
    if field.low is not None and field.high is not None:
        parts.append(texts("field range", low=_spaced(field.low), high=_spaced(field.high)))
    elif field.most is not None and not field.values:
        parts.append(texts("field length", most=field.most))
    if field.unit:
        parts.append(texts(f"unit {field.unit}"))
    return texts("separator").join(parts)


def _name(field: Field, texts: Texts) -> str:
    """The label without the unit behind it, which stands below with the bounds."""
    label = field.label(texts.language)
    unit = texts(f"unit {field.unit}") if field.unit else ""
    return label.removesuffix(f"（{unit}）").removesuffix(f" ({unit})")


def _spaced(number: str) -> str:
    """A bound with its thousands set apart; a day stays as it is."""
    whole, point, places = number.partition(".")
    return f"{int(whole):,}{point}{places}" if whole.lstrip("-").isdigit() else number


def _line(field: Field, first: Typed, key: str, texts: Texts) -> Typed:
    """A number is typed as text, so that no place is lost and 5万 may be typed."""
    return st.text_input(
        _name(field, texts),
        value=str(first) if isinstance(first, str) else "",
        key=key,
        placeholder=texts("unknown") if field.nullable else "",
        autocomplete="off",
    )


def _choice(field: Field, first: Typed, key: str, texts: Texts) -> Typed:
    values: tuple[Typed, ...] = (True, False) if field.kind == "yes_no" else field.values
    options = [*values, None] if field.nullable else [*values]
    return st.selectbox(
        _name(field, texts),
        options,
        index=options.index(first) if first in options else None,
        format_func=lambda value: said(value, texts),
        placeholder=texts("field choose"),
        key=key,
    )


def _day(field: Field, first: Typed, key: str, texts: Texts) -> Typed:
    chosen = st.date_input(
        _name(field, texts),
        value=date.fromisoformat(first) if isinstance(first, str) else None,
        min_value=date.fromisoformat(field.low) if field.low else None,
        max_value=date.fromisoformat(field.high) if field.high else None,
        format="YYYY-MM-DD",
        key=key,
    )
    return chosen.isoformat() if isinstance(chosen, date) else None


WIDGETS: Mapping[Kind, Widget] = {
    "number": _line,
    "text": _line,
    "choice": _choice,
    "yes_no": _choice,
    "date": _day,
}
"""The widget of every kind."""
