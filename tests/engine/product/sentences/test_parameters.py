"""What a reviewer reads of the parts of a product itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from engine.document import apply, parse_address, parse_edits
from engine.product.schema.parts import Document
from engine.product.sentences import Whole, name_part, say_part, sentences
from tests.engine.product.products import product

SET_OF = {"label": {"zh": "住龄", "en": "Residence"}, "type": "number", "scale": 0, "min": "0"}
FACT = {**SET_OF, "max": "99", "unit": "month", "source": {"form": "apply"}}
TOLD = {"label": {"zh": "短", "en": "Short"}, "told_as": "XY1", "customer": {"zh": "住得短。"}}


def told(edit: Mapping[str, Any], before: Document | None = None) -> tuple[str, str]:
    """The sentence of one edit of the product, in both languages."""
    old: Any = product() if before is None else before
    edits = parse_edits([dict(edit)])
    new: Any = apply(old, edits)
    wholes = Whole(old, {}), Whole(new, {})
    zh, en = (sentences(*wholes, edits, each)[0] for each in ("zh", "en"))
    return zh, en


SAID: dict[str, tuple[dict[str, Any], str, str]] = {
    "money": (
        {"at": "line/amount/max", "set": "50000.00", "why": {"zh": "谨慎", "en": "care"}},
        "授信额度上限由 100,000.00 元 改为 50,000.00 元〔收紧〕（理由：谨慎）",
        "Most line changed from CNY 100,000.00 to CNY 50,000.00 [tighter] (reason: care)",
    ),
    "a minimum": (
        {"at": "customers/age/min", "set": "18"},
        "最低年龄由 20 岁 改为 18 岁〔放宽〕",
        "Youngest age changed from 20 to 18 [looser]",
    ),
    "a bound where there was none": (
        {"at": "funds/entrusted_from", "set": "5000.00"},
        "受托支付起点由 不限 改为 5,000.00 元〔收紧〕",
        "Entrusted from changed from no bound to CNY 5,000.00 [tighter]",
    ),
    "a ratio to no bound": (
        {"at": "customers/debt_to_income_max", "set": None},
        "负债收入比上限由 50% 改为 不限〔放宽〕",
        "Most debt service to income changed from 50 % to no bound [looser]",
    ),
    "a spread": (
        {"at": "interest/spread/max", "set": "0.0485"},
        "最高加点由 500 基点 改为 485 基点〔收紧〕",
        "Most spread changed from 500 bp to 485 bp [tighter]",
    ),
    "a rate": (
        {"at": "interest/cap/plus", "set": "0.118500"},
        "利率上限加点由 12% 改为 11.85%〔收紧〕",
        "Cap over its base changed from 12 % to 11.85 % [tighter]",
    ),
    "a word": (
        {"at": "draw/money_rounding", "set": "down"},
        "金额舍入由 四舍五入 改为 截尾",
        "Rounding of money changed from half up to down",
    ),
    "yes or no": (
        {"at": "line/revolving", "set": False},
        "循环额度由 是 改为 否",
        "Revolving changed from yes to no",
    ),
    "a day": (
        {"at": "sale/to", "set": "2027-09-30"},
        "停售日由 未定 改为 2027-09-30",
        "On sale until changed from no end to 2027-09-30",
    ),
    "a term that goes": (
        {"at": "draw/months/options/24", "remove": True},
        "可选期限：去掉可选期限「24 个月」〔收紧〕",
        "Terms offered: dropped Terms offered “24 months” [tighter]",
    ),
    "a prohibition more": (
        {"at": "funds/forbidden/futures", "set": True},
        "禁止用途：新增禁止用途「期货」〔收紧〕",
        "Forbidden purposes: added Forbidden purposes “futures” [tighter]",
    ),
    "a method more": (
        {
            "at": "draw/methods/interest_only",
            "set": {"months_max": "12", "interest_basis": "act_360"},
        },
        "新增还款方式「先息后本」：该方式最长期限 12 个月，计息方式 按实际天数/360〔放宽〕",
        (
            "added Repayment method “interest only”: Longest term of the method 12 months, "
            "Interest basis actual days over 360 [looser]"
        ),
    ),
    "what stands in a method": (
        {"at": "draw/methods/bullet/months_max", "set": "6"},
        "还款方式「一次性还本付息」：该方式最长期限由 12 个月 改为 6 个月〔收紧〕",
        (
            "Repayment method “all at the end”: Longest term of the method changed from 12 months "
            "to 6 months [tighter]"
        ),
    ),
    "a permit that narrows": (
        {"at": "permits/P1/max", "set": "80000.00"},
        "放权项「授信额度上限：可下调」：上限由 100,000.00 元 改为 80,000.00 元〔收紧〕",
        (
            "Permit “Most line: May be lowered”: Most changed from CNY 100,000.00 to CNY 80,000.00 "
            "[tighter]"
        ),
    ),
    "an end of tightening that is nearer": (
        {"at": "permits/P4/to", "set": "24"},
        "放权项「最低年龄：不高于25岁」：收紧终点由 25 岁 改为 24 岁〔收紧〕",
        "Permit “Youngest age: 25 at most”: As far as changed from 25 to 24 [tighter]",
    ),
    "a permit on several parts": (
        {"at": "permits/P3", "remove": True},
        "去掉放权项「只可收紧」",
        "dropped Permit “Tighter only”",
    ),
    "a guardrail": (
        {"at": "guardrails/G1/always", "set": "true"},
        (
            '护栏项「职工不得通过」：恒成立条件由 「outcome != "approve" or not(applicant.staff)」 '
            "改为 「true」"
        ),
        (
            'Guardrail “No staff is approved”: Always holds changed from “outcome != "approve" or '
            "not(applicant.staff)” to “true”"
        ),
    ),
    "a fact of its own": (
        {"at": "facts/xy.months", "set": FACT},
        "新增事实「住龄」：xy.months，0 至 99 个月，由申请表填写（apply）",
        "added Fact “Residence”: xy.months, 0 to 99 months, from the form apply",
    ),
    "a reason of its own": (
        {"at": "reasons/XY1", "set": TOLD},
        "新增原因「短」：XY1，告知客户「住得短。」",
        "added Reason “Short”: XY1, the customer is told “住得短。”",
    ),
    "a reason told as another": (
        {"at": "reasons/XY2", "set": {"label": {"zh": "短"}, "told_as": "Z00"}},
        "新增原因「短」：XY2，对客户按 Z00 告知",
        "added Reason “短”: XY2, told as Z00",
    ),
    "an order": (
        {"at": "allocation/normal", "set": ["interest", "principal"]},
        "正常及逾期较短时的顺序由 费用 → 复利 → 罚息 → 利息 → 本金 改为 利息 → 本金",
        (
            "Order at first changed from fees → compound interest → penalty → interest → principal "
            "to interest → principal"
        ),
    ),
    "an item of a list": (
        {"at": "prepayment/fee/early", "move": True, "after": "later"},
        "提前还款违约金档「early」改变了次序",
        "Prepayment fee “early” stands in another place",
    ),
}


@pytest.mark.parametrize(("edit", "zh", "en"), SAID.values(), ids=SAID.keys())
def test_an_edit_is_said_with_label_unit_and_direction(
    edit: dict[str, Any], zh: str, en: str
) -> None:
    assert told(edit) == (zh, en)


def test_a_set_is_shown_in_the_order_of_its_numbers() -> None:
    whole = Whole(product(), {})
    options = parse_address("draw/months/options")
    assert say_part(whole, options, {"12": True, "6": True, "36": True}, "zh") == "6、12、36 个月"
    assert say_part(whole, options, {}, "en") == "none"


def test_an_address_that_no_product_has_stands_as_it_is() -> None:
    whole = Whole(product(), {})
    for at in ("line/colour", "apply:nodes/gate"):
        assert name_part(whole, parse_address(at), "zh") == at
