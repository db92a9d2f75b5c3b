"""Parts of a product in words: numbers with units, choices, sets, thresholds as sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cli.sheet.values import Reader, percent, quantity, rounded, span
from tests.engine.product.products import NAMES, edited, product

CREDIT = Reader(product())


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        ("line/amount/max", "100,000 元", "CNY 100,000"),
        ("line/amount/step", "500 元", "CNY 500"),
        ("line/revolving", "是", "yes"),
        ("line/review_months", "不限", "no limit"),
        ("line/validity_months", "24 个月", "24 months"),
        ("draw/months/options", "6、12、24 个月", "6, 12, 24 months"),
        ("interest/spread", "150 至 500 基点", "150 to 500 bp"),
        ("interest/base", "一年期LPR", "LPR, 1 year"),
        ("interest/cap/plus", "12.00%", "12.00%"),
        ("customers/age", "20 至 58 岁", "20 to 58"),
        ("penalty/overdue_uplift", "50%", "50%"),
        ("grace/days", "3 天", "3 days"),
        ("sale/from", "2026-10-01", "2026-10-01"),
        ("sale/to", "未定", "no end set"),
        ("sale/mode", "纯线上", "online"),
        ("consents", "征信查询授权、个人信息处理", "query of the credit bureau, personal data"),
        ("prepayment/allowed", "允许", "allowed"),
    ],
)
def test_a_value_reads_in_both_languages(at: str, zh: str, en: str) -> None:
    assert CREDIT.value(at) == {"zh": zh, "en": en}


def test_a_row_has_the_label_of_the_format() -> None:
    assert CREDIT.row("grace/days")["label"] == {"zh": "宽限天数", "en": "Days of grace"}


def test_one_of_a_unit_is_singular() -> None:
    assert quantity(Decimal(1), "month")["en"] == "1 month"
    assert quantity(Decimal(1), "day")["en"] == "1 day"


def test_amounts_keep_their_fen_and_part_thousands() -> None:
    assert quantity(Decimal("1234567.50"), "CNY")["zh"] == "1,234,567.50 元"


def test_a_span_without_length_is_a_number() -> None:
    assert span(Decimal(12), Decimal(12), "month") == quantity(Decimal(12), "month")


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("0.096", "9.60"), ("0.093807", "9.3807"), ("0.0485", "4.85"), ("0", "0.00")],
)
def test_a_rate_is_shown_per_cent_and_never_rounded(rate: str, shown: str) -> None:
    assert percent(Decimal(rate)) == shown


def test_a_headline_is_rounded_half_up() -> None:
    assert percent(rounded(Decimal("0.091250"))) == "9.13"
    assert percent(rounded(Decimal("0.091249"))) == "9.12"


def test_thresholds_are_sentences_without_those_that_everybody_meets() -> None:
    said = [line["zh"] for line in CREDIT.demands("customers", ())]
    assert said == [
        "年龄：20 至 58 岁",
        "年龄加贷款期限不超过 65 岁",
        "现单位工作月数不少于 12 个月",
        "负债收入比不超过 50%",
        "近1月征信查询次数不超过 3",
        "近3月征信查询次数不超过 6",
        "未结清信用贷款机构数不超过 3",
        "近24月逾期次数不超过 4",
        "近24月连续逾期期数不超过 2",
    ]


def test_a_threshold_of_none_at_all_is_said() -> None:
    said = [line["zh"] for line in CREDIT.demands("terms", ())]
    assert said == ["近30天新增信用贷款笔数不超过 0"]


def test_what_is_not_bounded_is_not_said() -> None:
    loose = Reader(edited([{"at": "customers/debt_to_income_max", "set": None}]))
    assert "负债收入比" not in "".join(line["zh"] for line in loose.demands("customers", ()))


def test_each_asset_is_one_sentence_with_its_lines() -> None:
    pledge = Reader(product("personal pledge"))
    first, *_ = pledge.demands("terms", ())
    assert first == {
        "zh": "定期存单：质押率 95%、预警线 98%、处置线 100%",
        "en": "term deposit: Pledge ratio 95%, Warning line 98%, Liquidation line 100%",
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_threshold_is_left_without_words(name: str) -> None:
    reader = Reader(product(name))
    for at in ("customers", "terms"):
        for line in reader.demands(at, ()):
            assert all(line.values())
            assert not set("{}") & set(line["zh"] + line["en"])
