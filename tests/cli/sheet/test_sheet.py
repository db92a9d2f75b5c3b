"""The product sheet: what stands on it is the engine's, and its PDF holds its font."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import commands
from cli.sheet.command import SHIPPED, content_of, read_reference, typeset
from engine.product.disclosure import Offer, disclosure
from engine.product.reading import read_product
from engine.product.schema.product import Whole
from tests.engine.cli.policy import put
from tests.engine.product import products
from tests.house.tree import ROOT

SAMPLE = ROOT.parent / "shared" / "samples" / "suixiang.json"
DAY = date(2026, 10, 1)


def content(document: dict[str, Any], day: date = DAY) -> dict[str, Any]:
    """What stands on the sheet of a product."""
    sold = read_product(document)
    assert isinstance(sold, Whole)
    return content_of(document, sold, day, read_reference(SHIPPED))


def sheet(*arguments: str | Path) -> Result:
    """What the command did."""
    result = CliRunner().invoke(commands(), ["sheet", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def texts(part: Any) -> Iterator[str]:
    """Every text of a content."""
    match part:
        case str():
            yield part
        case dict():
            for inner in part.values():
                yield from texts(inner)
        case list():
            for inner in part:
                yield from texts(inner)


@pytest.mark.parametrize("name", products.NAMES)
def test_every_combination_has_a_sheet_of_two_pages(name: str) -> None:
    found = content(products.product(name))
    assert not [text for text in texts(found) if "{" in text or "None" in text]
    pdf = typeset(found)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type/Page\n") + pdf.count(b"/Type/Page/") <= 2


def test_the_same_product_gives_the_same_bytes_with_the_font_inside() -> None:
    found = content(products.product())
    once, again = typeset(found), typeset(found)
    assert once == again
    assert b"NotoSansSC" in once
    assert b"/FontFile3" in once
    assert b"CreationDate" not in once


def test_the_worked_schedule_is_the_engine_s_own() -> None:
    document = products.product("personal partner")
    sold = read_product(document)
    assert isinstance(sold, Whole)
    offer = Offer.read({
        "amount": "30000.00", "term_months": 12, "method": "equal_instalment",
        "annual_rate": "0.080000",
    })  # fmt: skip
    calendar = read_reference(SHIPPED).calendar
    cost = disclosure(sold, offer, start=DAY, holidays=calendar)
    shown = content(document)["schedule"]
    assert "8.00%" in shown["note"]["zh"]
    first, last = cost.schedule.instalments[0], cost.schedule.instalments[-1]
    assert shown["rows"][0] == [
        "1", str(first.due), *(f"{amount:,.2f}" for amount in amounts(first))
    ]  # fmt: skip
    assert shown["rows"][-1][0] == str(last.n)
    assert shown["total"][3] == f"{cost.interest:,.2f}"
    said = shown["notes"][0]["zh"]
    assert f"费用 {cost.fee_total:.2f} 元" in said
    for rate in (cost.annual_rate.simple, cost.annual_rate.compound):
        assert f"{rate.scaleb(2).normalize()}%" in said


def amounts(instalment: Any) -> tuple[Decimal, ...]:
    return (
        instalment.principal, instalment.interest, instalment.payment, instalment.remaining,
    )  # fmt: skip


def test_the_price_stands_on_the_rate_in_force() -> None:
    rows = {
        row["label"]["zh"]: row["value"]["zh"]
        for row in content(products.product())["price"]["rows"]
    }
    assert rows["定价基准"] == "一年期LPR，2026-10-01 为 3.00%"
    assert rows["利率下限"] == "一年期LPR 加 1.00%"
    assert rows["可执行年利率"] == "4.50% 至 8.00%"
    earlier = content(products.product(), date(2024, 3, 1))["price"]["rows"]
    assert "3.45%" in earlier[1]["value"]["zh"]


def test_every_method_has_its_annual_cost_at_both_ends_of_the_price() -> None:
    found = content(products.product())["cost"]
    assert [row[0]["zh"] for row in found["rows"]] == ["等额本息", "等额本金", "一次性还本付息"]
    assert [group["zh"] for group in found["groups"]] == ["年利率 4.50%", "年利率 8.00%"]
    for _, _, low_simple, low_compound, high_simple, high_compound in found["rows"]:
        assert rate(low_simple) < rate(low_compound) < rate(high_simple) < rate(high_compound)


def rate(words: dict[str, str]) -> Decimal:
    return Decimal(words["zh"].removesuffix("%"))


def test_fees_say_payee_time_base_and_standard() -> None:
    rows = content(products.product())["fees"]["rows"]
    assert [cell["zh"] for cell in rows[0]] == [
        "保证保险费",
        "保险机构",
        "每年",
        "未还本金",
        "每年 1.2%",
    ]


def test_what_binds_the_bank_alone_is_not_told() -> None:
    lines = [line["zh"] for line in content(products.product("personal partner"))["terms"]["lines"]]
    assert not [line for line in lines if "合作额度" in line]
    assert "退款率不超过 20%" in lines


def test_law_is_named_and_assumptions_are_counted() -> None:
    lines = [line["zh"] for line in content(products.product())["basis"]["lines"]]
    assert lines == ["〔法规〕罚息规定", "〔假设〕共 1 项，列在产品文件里"]


def test_days_of_years_that_are_not_published_are_marked() -> None:
    assert "按周末推算" in content(products.product())["schedule"]["notes"][-1]["zh"]
    known = content(products.product(), date(2025, 1, 2))["schedule"]["notes"]
    assert len(known) == 1
    unmoved = content(products.product("business quick"))["schedule"]["notes"]
    assert len(unmoved) == 1


def test_a_template_is_marked_and_a_county_s_product_is_not() -> None:
    assert content(products.product())["head"]["mark"]["zh"] == "模板，不对外销售"
    assert content(products.clone())["head"]["mark"] is None


def test_text_that_looks_like_a_program_is_text() -> None:
    hostile = '#panic("x") $a$ \\ `y` @z <b> *'
    document = products.edited([{"at": "title", "set": {"zh": hostile, "en": hostile}}])
    assert typeset(content(document)).startswith(b"%PDF")


def test_the_command_writes_the_sheet(tmp_path: Path) -> None:
    path = put(tmp_path, "credit.json", products.product())
    out = tmp_path / "sheet.pdf"
    assert sheet(path, "-o", out).stdout == f"已写入 {out} | {out} is written\n"
    assert out.read_bytes() == typeset(content(products.product()))
    answered = sheet(path, "-o", out, "--on", "2024-03-01", "--json")
    assert json.loads(answered.stdout) == {"out": str(out)}
    assert out.read_bytes() == typeset(content(products.product(), date(2024, 3, 1)))


def test_the_sample_has_a_sheet(tmp_path: Path) -> None:
    if not SAMPLE.is_file():
        pytest.skip(f"{SAMPLE} is not there")
    assert sheet(SAMPLE, "-o", tmp_path / "sheet.pdf").exit_code == 0


def test_bad_input_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    path = put(tmp_path, "credit.json", products.product())
    out = tmp_path / "sheet.pdf"
    base = {"at": "interest/cap/base", "set": "lpr_5y"}
    plus = {"at": "interest/cap/plus", "set": "0.080000"}
    unknown = put(tmp_path, "unknown.json", products.edited([base, plus]))
    dear = products.edited([{"at": "cost/cap", "set": "0.0900"}])
    bad: dict[str, tuple[str | Path, ...]] = {
        "C602": (path, "--on", "2026-02-30"),
        "C601": (unknown, "--reference", tmp_path / "nowhere"),
        "P146": (put(tmp_path, "dear.json", dear),),
        "R101": (tmp_path / "absent.json",),
        "P203": (put(tmp_path, "child.json", products.child()),),
    }
    for code, arguments in bad.items():
        result = sheet(*arguments, "-o", out, "--json")
        assert result.exit_code == 2
        assert [issue["code"] for issue in json.loads(result.stdout)["issues"]] == [code]
    assert not out.exists()
    refused = sheet(path, "-o", tmp_path / "no" / "folder.pdf")
    assert "C603" in refused.stderr
