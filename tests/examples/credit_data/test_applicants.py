"""The file of applications as facts with outcomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import DocumentRefused
from examples.credit_data.applicants import SHIPPED, is_held_out, read_applicants, split
from examples.credit_data.columns import COLUMNS
from tests.examples.credit_data.files import HEADER, LINES, written

GOOD = "good,9,rent,60,30,married,no,freelance,73,129,0,0,800,846"


def faults(path: Path) -> list[tuple[str, str]]:
    """Place and code of everything that is wrong with a file."""
    with pytest.raises(DocumentRefused) as refused:
        read_applicants(path)
    return [(issue.at, issue.code) for issue in refused.value.issues]


def test_the_shipped_file_has_4454_applicants_of_whom_1254_went_bad() -> None:
    applicants = read_applicants(SHIPPED)
    assert len(applicants) == 4454
    assert sum(applicant.bad for applicant in applicants) == 1254


def test_the_test_part_has_1298_applicants_of_whom_371_went_bad() -> None:
    training, tested = split(read_applicants(SHIPPED))
    assert len(training) == 4454 - 1298
    assert len(tested) == 1298
    assert sum(applicant.bad for applicant in tested) == 371


def test_a_line_becomes_facts_by_their_codes(tmp_path: Path) -> None:
    (applicant,) = read_applicants(written(tmp_path, [GOOD]))
    assert applicant.facts == {
        "applicant.seniority_years": 9,
        "applicant.home": "rent",
        "asked.term_months": 60,
        "applicant.age": 30,
        "applicant.marital": "married",
        "applicant.records": False,
        "applicant.job": "freelance",
        "applicant.expenses": 73,
        "applicant.income": 129,
        "applicant.assets": 0,
        "applicant.debt": 0,
        "asked.amount": 800,
        "loan.price": 846,
        "asked.method": "equal_instalment",
    }
    assert not applicant.bad
    assert applicant.line == 2


def test_an_empty_cell_is_null_where_the_fact_may_be_null() -> None:
    applicants = read_applicants(SHIPPED)
    empty = {
        code: sum(applicant.facts[code] is None for applicant in applicants)
        for code in applicants[0].facts
    }
    assert {code: count for code, count in empty.items() if count} == {
        "applicant.home": 6,
        "applicant.marital": 1,
        "applicant.job": 2,
        "applicant.income": 381,
        "applicant.assets": 47,
        "applicant.debt": 18,
    }


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    names = COLUMNS[::-1]
    (applicant,) = read_applicants(
        written(tmp_path, [",".join(GOOD.split(",")[::-1])], header=",".join(names))
    )
    (same,) = read_applicants(written(tmp_path, [GOOD]))
    assert applicant.facts == same.facts


def test_a_byte_order_mark_and_windows_line_breaks_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "windows.csv"
    path.write_bytes(b"\xef\xbb\xbf" + SHIPPED.read_bytes().replace(b"\n", b"\r\n"))
    assert read_applicants(path) == read_applicants(SHIPPED)


def test_the_split_hashes_the_line_without_its_line_break() -> None:
    assert sum(is_held_out(line.encode()) for line in LINES) == 1298


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HEADER.replace(",Price", ""), [("line 1", "C902")]),
        (HEADER + ",Extra", [("line 1", "C903")]),
        (HEADER + ",Price", [("line 1", "C903")]),
        (HEADER.replace("Price", "Cost"), [("line 1", "C902"), ("line 1", "C903")]),
        ("", [("line 1", "C902")]),
        ('"Status', [("line 1", "C901")]),
    ],
)
def test_a_wrong_header_is_refused(
    tmp_path: Path, header: str, expected: list[tuple[str, str]]
) -> None:
    assert faults(written(tmp_path, [GOOD], header=header)) == expected


@pytest.mark.parametrize(
    ("line", "place", "code"),
    [
        (GOOD.replace("good", "perhaps"), "line 3, Status", "C906"),
        (GOOD.replace("good", ""), "line 3, Status", "C906"),
        (GOOD.replace("rent", "castle"), "line 3, Home", "C906"),
        (GOOD.replace(",no,", ",maybe,"), "line 3, Records", "C906"),
        (GOOD.replace(",no,", ",,"), "line 3, Records", "C906"),
        (GOOD.replace(",9,", ",nine,"), "line 3, Seniority", "C906"),
        (GOOD.replace(",9,", ",-9,"), "line 3, Seniority", "C906"),
        (GOOD.replace(",9,", ",9.5,"), "line 3, Seniority", "C906"),
        (GOOD.replace(",9,", ",81,"), "line 3, Seniority", "C906"),
        (GOOD.replace(",9,", "," + "9" * 5000 + ","), "line 3, Seniority", "C906"),
        (GOOD.replace(",9,", ",٩,"), "line 3, Seniority", "C906"),
        (GOOD.replace(",846", ",0"), "line 3, Price", "C906"),
        (GOOD.replace(",846", ","), "line 3, Price", "C906"),
        (GOOD.replace(",60,", ",361,"), "line 3, Time", "C906"),
        (GOOD + ",1", "line 3", "C905"),
        (GOOD.replace(",846", ""), "line 3", "C905"),
        ("", "line 3", "C905"),
        (GOOD.replace("rent", '"rent'), "line 3", "C901"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(
    tmp_path: Path, line: str, place: str, code: str
) -> None:
    assert faults(written(tmp_path, [GOOD, line, GOOD])) == [(place, code)]


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "gbk.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n{GOOD.replace('rent', '租房')}\n".encode("gbk"))
    assert faults(path) == [("line 3", "C901")]
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("utf-16"))
    assert faults(path) == [("line 1", "C901")]


def test_many_faults_are_told_ten_by_one_and_the_rest_counted(tmp_path: Path) -> None:
    path = written(tmp_path, [GOOD.replace("rent", "castle")] * 25)
    with pytest.raises(DocumentRefused) as refused:
        read_applicants(path)
    assert len(refused.value.issues) == 11
    assert refused.value.issues[-1].values == {"count": 15}


def test_a_file_without_applications_or_without_a_file_is_refused(tmp_path: Path) -> None:
    assert faults(written(tmp_path, [])) == [("", "C904")]
    assert faults(tmp_path / "absent.csv") == [("", "R101")]
    assert faults(tmp_path) == [("", "R101")]


def test_a_test_part_with_one_outcome_alone_is_refused(tmp_path: Path) -> None:
    good = [line for line in LINES if line.startswith("good")]
    with pytest.raises(DocumentRefused) as refused:
        split(read_applicants(written(tmp_path, good)))
    assert refused.value.issues[0].code == "C908"
