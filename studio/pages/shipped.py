"""The shipped policy and people, decided once for everybody who looks."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from engine.flow.decision import Ending
from examples.credit_data.applicants import SHIPPED, read_applicants
from examples.credit_data.columns import DICTIONARY
from examples.credit_data.flow import FLOW
from studio.desk.comparison import Comparison, compare
from studio.desk.fields import Field, fields
from studio.desk.histogram import leads
from studio.desk.picks import named_examples
from studio.desk.policy import Policy, Threshold, moved, read_policy, threshold
from studio.desk.population import Person, Run, run

MOVES_KEPT = 8
"""Runs of moved thresholds that stay in memory: each holds a decision for everybody."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everybody decided by a policy, and the seconds that it took."""

    policy: Policy
    run: Run
    seconds: float


@st.cache_resource(max_entries=1, show_spinner=False)
def shipped() -> Shown:
    """The shipped flow over the shipped people."""
    people = [Person(one.facts, one.bad) for one in read_applicants(SHIPPED)]
    return _decided(read_policy(FLOW, DICTIONARY), people)


@st.cache_resource(max_entries=1, show_spinner=False)
def shipped_threshold() -> Threshold | None:
    """The threshold that may be dragged."""
    return threshold(shipped().run)


@st.cache_resource(max_entries=1, show_spinner=False)
def shipped_leads() -> dict[str, Ending]:
    """How most people of each band end under the shipped policy."""
    return dict(leads(shipped().run))


@st.cache_resource(max_entries=1, show_spinner=False)
def shipped_examples() -> dict[str, int]:
    """People worth a look, by name."""
    return dict(named_examples(shipped().run))


@st.cache_resource(max_entries=1, show_spinner=False)
def shipped_fields() -> tuple[Field, ...]:
    """What the form asks for."""
    return fields(shipped().policy.program)


@st.cache_resource(max_entries=MOVES_KEPT, show_spinner=False)
def with_threshold(value: int) -> tuple[Shown, Comparison]:
    """The same people under the threshold at a value, compared with the shipped policy."""
    before, at = shipped(), shipped_threshold()
    after = before
    if at is not None and at.bounded(value) != at.value:
        after = _decided(moved(before.policy, at, value), before.run.people)
    return after, compare(before.run, after.run)


def _decided(policy: Policy, people: Sequence[Person]) -> Shown:
    started = time.perf_counter()
    found = run(policy.program, people)
    return Shown(policy, found, time.perf_counter() - started)
