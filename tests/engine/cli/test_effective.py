"""`effective`: what a child comes to, and where each of its values is from."""

from __future__ import annotations

from pathlib import Path

from engine.document import content_name
from tests.engine.cli.county import child, lay, read
from tests.engine.cli.policy import answer, run

LOWER = {"at": "line/amount/max", "set": "50000.00", "why": {"zh": "本行上限", "en": "Our cap"}}
CELL = {"at": "apply:nodes/gate/title/zh", "set": "本地准入"}


def test_the_whole_product_is_printed_with_the_flows_that_it_names(tmp_path: Path) -> None:
    lay(tmp_path)
    own = child(tmp_path, [CELL, LOWER])
    found = answer("effective", own)
    product, flows = found["product"], found["flows"]
    assert product["line"]["amount"]["max"] == "50000.00"
    assert (product["tenant"], "edits" in product) == ("xinyang", False)
    flow = flows[product["flows"]["apply"]]
    assert flow["nodes"]["gate"]["title"]["zh"] == "本地准入"
    assert content_name(flow) == product["flows"]["apply"]


def test_every_value_has_its_origin_its_permit_and_its_reason(tmp_path: Path) -> None:
    first = lay(tmp_path)
    own = child(tmp_path, [LOWER])
    rows = {row["at"]: row for row in answer("effective", own, "--origins")["origins"]}
    limit = rows["line/amount/max"]
    assert (limit["document"], limit["permit"]) == (content_name(read(own)), "P1")
    assert limit["why"] == LOWER["why"]
    assert limit["label"] == {"zh": "授信额度上限", "en": "Most line"}
    assert rows["customers/age/max"]["document"] == content_name(read(first))
    assert rows["permits/P1/max"]["allowed"] == {"narrower": "100000.00"}


def test_the_table_names_level_version_and_permit(tmp_path: Path) -> None:
    lay(tmp_path)
    own = child(tmp_path, [LOWER])
    told = run("effective", own, "--origins", "--language", "en").stdout.splitlines()

    def row(at: str) -> list[str]:
        return [
            cell.strip() for line in told if f"│ {at} " in line for cell in line.split("│")[1:-1]
        ]

    assert row("line/amount/max") == [
        "line/amount/max", "Most line", "CNY 50,000.00", "own xinyang.credit v1",
        "P1: min 20000.00, max 100000.00, step 10000.00", "Our cap",
    ]  # fmt: skip
    assert row("customers/age/min")[3:5] == [
        "template town.credit v1",
        "P4: min 20, max 25, step 1",
    ]
    assert row("apply:nodes/size/rows/few/if/queries")[4:] == ["locked", "To be set"]
    assert row("draw/money_rounding")[4] == "P5: of [half_up, half_even, down]"
    chinese = run("effective", own, "--origins", "--language", "zh").stdout
    assert "P4: 至少 20, 至多 25, 步长 1" in chinese
