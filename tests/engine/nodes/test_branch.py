"""The salted split: the hash as the format words it, and shares that hold over many."""

from __future__ import annotations

import hashlib
from collections import Counter
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine import Program, load
from tests.engine.flow.small import small_dictionary, small_flow

SHARES = {"a": "0.5", "b": "0.25", "c": "0.1999", "d": "0.0001", "e": "0.05"}
NUMBERS = [f"4113{index:014}" for index in range(10_000)]


@cache
def split(salt: str) -> Program:
    """A flow that only splits by the customer's number."""
    flow: dict[str, Any] = small_flow()
    flow["nodes"] = {
        "split": {
            "kind": "branch", "title": {"zh": "分流"},
            "split": {"by": "applicant.number", "salt": salt},
            "arms": [{"id": name, "share": share} for name, share in SHARES.items()],
            "next": dict.fromkeys(SHARES, "declined"),
        },
        "declined": flow["nodes"]["declined"],
    }  # fmt: skip
    flow |= {"start": "split", "outputs": {}, "variables": {}}
    return load(flow, dictionary=small_dictionary())


def way(salt: str, number: str) -> str | None:
    """The arm that the engine takes for a number."""
    return split(salt).decide({"applicant.number": number}).path[0].to


def by_hand(salt: str, number: str) -> str:
    """The arm by the words: 15 hexadecimal digits of SHA-256(salt U+001F text) modulo 10000."""
    digest = hashlib.sha256(salt.encode() + b"\x1f" + number.encode()).hexdigest()
    left = Fraction(int(digest[:15], 16) % 10_000, 10_000)
    for name, share in SHARES.items():
        left -= Fraction(share)
        if left < 0:
            return name
    raise AssertionError


def test_a_known_hash_leads_where_it_must() -> None:
    assert hashlib.sha256(b"s\x1f41").hexdigest().startswith("3665632f1bdfde6")
    assert int("3665632f1bdfde6", 16) % 10_000 == 4614
    assert way("s", "41") == "a"


@given(st.text(max_size=12), st.text(st.characters(codec="utf-8"), max_size=18))
def test_the_split_is_the_hash_as_the_format_words_it(salt: str, number: str) -> None:
    salt = salt.encode("utf-8", "ignore").decode("utf-8") or "s"
    assert way(salt, number) == by_hand(salt, number)


def test_shares_hold_over_ten_thousand_customers() -> None:
    taken = Counter(way("2026", number) for number in NUMBERS)
    for name, share in SHARES.items():
        expected = float(Fraction(share)) * len(NUMBERS)
        deviation = (expected * (1 - float(Fraction(share)))) ** 0.5
        assert abs(taken[name] - expected) <= 4 * deviation + 1, name


def test_another_salt_shares_anew_and_independently() -> None:
    both = Counter((way("2026", number), way("2027", number)) for number in NUMBERS)
    assert abs(both["a", "a"] - 2500) < 200
    assert abs(both["a", "b"] - 1250) < 150


def test_the_same_customer_always_goes_the_same_way() -> None:
    assert [way("2026", number) for number in NUMBERS[:50]] == [
        way("2026", number) for number in NUMBERS[:50]
    ]
