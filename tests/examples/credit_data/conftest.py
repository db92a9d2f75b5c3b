"""The shipped applicants, the card fitted on them, and the shipped flow, made once."""

from __future__ import annotations

import pytest

from engine import Program, load
from examples.credit_data.applicants import SHIPPED, Applicant, read_applicants, split
from examples.credit_data.card import Card
from examples.credit_data.columns import DICTIONARY
from examples.credit_data.fitting import fit_card
from examples.credit_data.flow import FLOW


@pytest.fixture(scope="session")
def applicants() -> tuple[Applicant, ...]:
    """The shipped applicants."""
    return read_applicants(SHIPPED)


@pytest.fixture(scope="session")
def card(applicants: tuple[Applicant, ...]) -> Card:
    """The card, fitted anew."""
    return fit_card(split(applicants)[0])


@pytest.fixture(scope="session")
def program() -> Program:
    """The shipped flow."""
    return load(FLOW, dictionary=DICTIONARY)
