"""What changes for the same people under another policy, said in sentences."""

from __future__ import annotations

from studio.desk.comparison import Comparison, compare, sentences
from studio.desk.policy import moved, threshold
from studio.desk.population import run
from studio.desk.texts import texts_in
from tests.studio.small import person, small_policy, small_run


def compared(value: int) -> Comparison:
    """Two approved at 50 points, one of them bad; one good at 90; one bad at 10."""
    people = [person(4), person(4, bad=True), person(9), person(1, bad=True)]
    before = small_run(*people)
    at = threshold(before)
    assert at is not None
    return compare(before, run(moved(small_policy(), at, value).program, people))


def test_who_changes_is_counted_by_the_new_outcome() -> None:
    stricter = compared(60)
    assert stricter.differ == (0, 1)
    assert stricter.turned == {"approve": 0, "decline": 2, "refer": 0}
    looser = compared(10)
    assert looser.differ == (3,)
    assert looser.turned == {"approve": 1, "decline": 0, "refer": 0}


def test_who_gets_another_band_but_the_same_outcome_does_not_change() -> None:
    people = [person(4), person(4, 17)]
    before = small_run(*people)
    at = threshold(before)
    assert at is not None
    after = run(moved(small_policy(), at, 60).program, people)
    assert [passage.band for passage in after.passages] == ["C", "C"]
    assert compare(before, after).differ == (0,)


def test_the_changes_read_as_chinese_sentences() -> None:
    assert sentences(compared(60), texts_in("zh")) == (
        "2 人改变结果：转为拒绝 2",
        "通过率由 75.0% 变为 25.0%（−50.0 点）",
        "通过者坏账率由 33.3% 变为 0.0%（−33.3 点）",
        "拒绝者坏账率由 100.0% 变为 66.7%（−33.3 点）",
    )


def test_the_changes_read_as_english_sentences() -> None:
    assert sentences(compared(10), texts_in("en")) == (
        "1 people change their outcome: to approved 1",
        "Approval rate from 75.0% to 100.0% (+25.0 points)",
        "Bad rate among approved from 33.3% to 50.0% (+16.7 points)",
    )


def test_where_nobody_changes_one_sentence_says_so() -> None:
    for language in ("zh", "en"):
        texts = texts_in(language)
        assert sentences(compared(40), texts) == (texts("change none"),)
