"""A screen that draws a field of every kind and keeps what they give."""

from __future__ import annotations

import streamlit as st

from engine.issues import Language
from studio.desk.fields import Field, Kind, Typed
from studio.desk.texts import texts_in
from studio.widgets.fields import form_field


def field(kind: Kind, name: str, *, nullable: bool = True) -> Field:
    """A field of a kind with what such a field has."""
    labels: dict[Language, str] = {"zh": name, "en": name}
    values = ("owner", "rent") if kind == "choice" else ()
    low, high, unit = ("0", "120000", "CNY") if kind == "number" else (None, None, None)
    most = 40 if kind == "text" else None
    return Field(name, kind, labels, nullable, True, low, high, unit, values, most)


FIRST: dict[Kind, Typed] = {
    "number": "12", "text": "x", "choice": "rent", "yes_no": True, "date": "1990-06-15",
}  # fmt: skip


def draw() -> list[Typed]:
    """What the fields give."""
    texts = texts_in("en")
    given = [form_field(field(kind, kind), FIRST[kind], kind, texts, ()) for kind in FIRST]
    given.append(form_field(field("choice", "empty"), None, "empty", texts, ()))
    must = field("yes_no", "must", nullable=False)
    given.append(form_field(must, None, "must", texts, ("wrong",)))
    return given


if __name__ == "__main__":
    st.session_state["given"] = draw()
