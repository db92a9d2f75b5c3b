"""Whatever a file holds, the command says where it is wrong and ends with code 2."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.engine.cli.policy import FACTS, FLOW, Document, changed, house, put, run
from tests.house.tree import ROOT

DEEP = 100_000
TEXT = json.dumps(FLOW, ensure_ascii=False)


def when(expression: str) -> Callable[[Document], None]:
    """A change of the first rule's condition."""
    return lambda flow: flow["nodes"]["admission"]["rules"][0].update(when=expression)


def value(expression: str) -> Callable[[Document], None]:
    """A change of the formula."""
    return lambda flow: flow["nodes"]["greet"]["steps"][0].update(value=expression)


BROKEN_FILES: dict[str, tuple[str | bytes, str]] = {
    "malformed": (TEXT[:-1] + ",", "line 1, column "),
    "ends early": (TEXT[:-40], "line 1, column "),
    "text behind": (TEXT + "x", f"line 1, column {len(TEXT) + 1}"),
    "a key twice": (TEXT.replace('"start":', '"start": "x", "start":', 1), "start: D106"),
    "deep lists": (b"[" * DEEP, "line 1, column 65"),
    "deep mappings": (b'{"a":' * DEEP, "line 1, column 321"),
    "NaN": (TEXT.replace('"start": "bureau"', '"start": NaN'), "start: D105"),
    "Infinity": (TEXT.replace('"start": "bureau"', '"start": -Infinity'), "start: D105"),
    "a float": (TEXT.replace('"start": "bureau"', '"start": 1e999999999'), "start: D109"),
    "a long integer": (TEXT.replace('"bureau"', "9" * 5000, 1), "start: D108"),
    "a lone surrogate": (TEXT.replace('"bureau"', r'"\ud800"', 1), "start: D107"),
    "UTF-16": (TEXT.encode("utf-16"), "line 1, column 1"),
    "GBK": (TEXT.encode("gbk"), "line 1, column "),
    "latin-1": (
        TEXT.replace("bureau", "caf\xe9", 1).encode("latin-1", "replace"),
        "line 1, column ",
    ),
    "a NUL": (TEXT.replace("bureau", "\0", 1), "line 1, column "),
    "a long line": (b"x" * 3_000_000, "line 1, column 1"),
    "a long text": (b'"' + b"x" * 3_000_000 + b'"', "R106"),
    "nothing": (b"", "line 1, column 1"),
    "a list": (b"[]", "R106"),
}

BROKEN_FLOWS: dict[str, tuple[Callable[[Document], object], str]] = {
    "an unknown kind of node": (
        lambda flow: flow["nodes"]["admission"].update(kind="ruels"), "nodes/admission/kind: F103",
    ),
    "a circle": (
        lambda flow: flow["nodes"]["by_local"]["next"].update({"else": "score"}), "F131",
    ),
    "a node that leads to itself": (
        lambda flow: flow["nodes"]["admission"]["next"].update({"pass": "admission"}),
        "nodes/admission: F131",
    ),
    "a way to nowhere": (
        lambda flow: flow["nodes"]["greet"].update(next={"done": "x"}),
        "nodes/greet/next/done: F124",
    ),
    "a field too many": (lambda flow: flow.update(colour="red"), "colour: F102"),
    "a field too few": (lambda flow: flow.pop("outputs"), "outputs: F101"),
    "another format": (lambda flow: flow.update(format="loanfoundry.cases/1"), "format: R102"),
    "no nodes": (lambda flow: flow.update(nodes={}), "nodes: F106"),
    "an id twice": (
        lambda flow: flow["nodes"]["admission"]["rules"][1].update(id="R1"),
        "nodes/admission/rules/R1: F107",
    ),
    "a huge power": (when("1 ** 999999999 > 1"), "nodes/admission/rules/R1/when[0:14]: E"),
    "a tower of powers": (when("9 ** 9 ** 9 ** 9 > 1"), "nodes/admission/rules/R1/when"),
    "a huge exponent": (when("1e999999999 > 1"), "nodes/admission/rules/R1/when"),
    "deep parentheses": (
        when("(" * DEEP + "true" + ")" * DEEP), "nodes/admission/rules/R1/when",
    ),
    "parentheses a little too deep": (
        when("(" * 2000 + "true" + ")" * 2000), "nodes/admission/rules/R1/when",
    ),
    "many signs": (value("-" * 9000 + "1"), "nodes/greet/steps/s1/value"),
    "many conditions": (when(" and ".join(["true"] * 1200)), "nodes/admission/rules/R1/when"),
    "many ifs": (
        when("if true then " * 100 + "true" + " else true" * 100), "nodes/admission/rules/R1/when",
    ),
    "full-width letters": (when("ａ ＞ 1"), "nodes/admission/rules/R1/when[0:1]"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_FILES)
def test_a_broken_file_is_refused_with_its_name_and_place(case: str, tmp_path: Path) -> None:
    content, place = BROKEN_FILES[case]
    house(tmp_path)
    path = put(tmp_path, "broken.json", content)
    result = run("check", path)
    assert result.exit_code == 2
    assert place in result.stderr
    assert str(path) in result.stderr


@pytest.mark.parametrize("case", BROKEN_FILES)
def test_no_command_stumbles_over_a_broken_file(case: str, tmp_path: Path) -> None:
    flow = house(tmp_path)
    broken = put(tmp_path, "broken.json", BROKEN_FILES[case][0])
    out = tmp_path / "out"
    for arguments in (
        ("check", broken),
        ("hash", broken),
        ("decide", broken, put(tmp_path, "facts.json", FACTS)),
        ("decide", flow, broken),
        ("explain", flow, broken),
        ("diff", flow, broken),
        ("diff", broken, flow),
        ("diagram", broken),
        ("diagram", flow, "--dictionary", broken),
        ("freeze", broken, "--out", out),
        ("freeze", flow, "--dictionary", broken, "--out", out),
        ("schema", "facts", broken),
    ):
        result, machines = run(*arguments), run(*arguments, "--json")
        assert (result.exit_code, machines.exit_code) == (2, 2), arguments
        assert result.stderr.startswith(f"{broken}: "), arguments
        assert machines.stderr == ""
        issues = json.loads(machines.stdout)["issues"]
        assert {issue["values"]["file"] for issue in issues} == {str(broken)}
    assert not out.exists()


@pytest.mark.parametrize("case", BROKEN_FLOWS)
def test_a_broken_flow_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    change, place = BROKEN_FLOWS[case]
    house(tmp_path)
    broken = put(tmp_path, "broken.json", changed(change))
    result = run("check", broken)
    assert result.exit_code == 2
    assert place in result.stdout


@pytest.mark.parametrize("case", BROKEN_FLOWS)
def test_a_broken_flow_neither_decides_nor_freezes(case: str, tmp_path: Path) -> None:
    house(tmp_path)
    broken = put(tmp_path, "broken.json", changed(BROKEN_FLOWS[case][0]))
    facts, out = put(tmp_path, "facts.json", FACTS), tmp_path / "out.json"
    for arguments in (("decide", broken, facts), ("freeze", broken, "--out", out)):
        result = run(*arguments)
        assert result.exit_code == 2
        assert BROKEN_FLOWS[case][1].partition(":")[0] in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("case", BROKEN_FLOWS)
def test_what_can_be_read_of_a_broken_flow_is_drawn_and_compared(case: str, tmp_path: Path) -> None:
    flow = house(tmp_path)
    broken = put(tmp_path, "broken.json", changed(BROKEN_FLOWS[case][0]))
    assert run("diagram", broken).exit_code in (0, 2)
    assert run("diff", flow, broken).exit_code in (0, 2)


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        (b"[]", "A100"),
        (b"null", "A100"),
        (b'{"applicant.age": NaN}', "applicant.age: D105"),
        (b'{"applicant.age": 1e999999999}', "applicant.age: D111"),
        (b'{"applicant.age": 1, "applicant.age": 2}', "applicant.age: D106"),
        (b'{"applicant.name": "\\ud800"}', "applicant.name: D107"),
        (json.dumps({**FACTS, "applicant.agee": 1}).encode(), "applicant.agee: A112"),
        (json.dumps({**FACTS, "applicant.age": True}).encode(), "applicant.age: A103"),
        (json.dumps({**FACTS, "applicant.age": 30.5}).encode(), "applicant.age: A105"),
        (json.dumps({**FACTS, "applicant.age": {}}).encode(), "applicant.age: A103"),
        (json.dumps({**FACTS, "unavailable": "bureau"}).encode(), "unavailable: A103"),
    ],
)
def test_facts_that_cannot_be_decided_on_are_refused_with_their_names(
    facts: bytes, place: str, tmp_path: Path
) -> None:
    flow = house(tmp_path)
    for command in ("decide", "explain"):
        result = run(command, flow, put(tmp_path, "facts.json", facts))
        assert result.exit_code == 2
        assert place in result.stderr
        assert result.stdout == ""


def test_every_fault_of_the_facts_is_told_at_once(tmp_path: Path) -> None:
    facts = put(tmp_path, "facts.json", {"applicant.age": 130, "applicant.local": "yes"})
    said = run("decide", house(tmp_path), facts).stderr
    for name in ("applicant.age: A106", "applicant.local: A103", "applicant.name: A101"):
        assert name in said


@pytest.mark.parametrize("name", ["absent", "folder", "below/a/file", "long" * 100, "forbidden"])
def test_a_file_that_is_none_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    put(tmp_path, "below", FLOW)
    put(tmp_path, "forbidden", FLOW).chmod(0)
    path = tmp_path / name
    if name == "forbidden" and os.access(path, os.R_OK):
        pytest.skip("who runs the tests may read everything")
    flow, facts = house(tmp_path), put(tmp_path, "facts.json", FACTS)
    for arguments in (
        ("check", path),
        ("hash", path),
        ("diagram", path),
        ("decide", flow, path),
        ("decide", flow, facts, "--dictionary", path),
        ("diff", flow, path),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{str(path)[:200]}: R101")


def test_refusals_for_machines_go_to_the_standard_output(tmp_path: Path) -> None:
    result = run("check", put(tmp_path, "broken.json", "{"), "--json")
    assert result.exit_code == 2
    assert result.stderr == ""
    (issue,) = json.loads(result.stdout)["issues"]
    assert (issue["code"], issue["values"]["line"]) == ("D112", 1)
    assert issue["values"]["file"] == str(tmp_path / "broken.json")


def test_a_long_list_of_faults_is_cut_on_the_terminal_alone(tmp_path: Path) -> None:
    rows = ",".join(FACTS) + "\n" + "200,李,1.00,true,1.00,1,0\n" * 150
    table = put(tmp_path, "many.csv", rows)
    flow = house(tmp_path)
    said = run("decide", flow, table).stderr.splitlines()
    assert len(said) == 101
    assert "另有 50 处未列出" in said[-1]
    assert len(json.loads(run("decide", flow, table, "--json").stdout)["issues"]) == 150


def test_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    house(tmp_path)
    title = {"zh": "红\u0007\u009b31m", "en": "red\u0007\u009b31m"}
    steering = changed(lambda flow: flow["nodes"]["admission"].update(title=title))
    flow = put(tmp_path, "steering.json", steering)
    wrong = put(tmp_path, "wrong.json", {**FLOW, "start": "红\u0007\u009b31m"})
    facts = put(tmp_path, "facts.json", FACTS)
    base = put(tmp_path, "base.json", FLOW)
    for arguments in (
        ("explain", flow, facts),
        ("diff", base, flow),
        ("diagram", flow),
        ("check", wrong),
    ):
        said = run(*arguments).stdout
        assert "红" in said
        assert not {"\u0007", "\u009b"} & {*said}


def command(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """What the command did as a process of its own, on a terminal without Chinese."""
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from engine.cli import main; main()"
    line: Sequence[str | Path] = (sys.executable, "-c", start, *arguments)
    environment = {"PYTHONIOENCODING": "latin-1", "COLUMNS": "80"}
    return subprocess.run(line, cwd=cwd, capture_output=True, check=False, env=environment)


@pytest.mark.parametrize("case", ["deep lists", "UTF-16", "nothing", "a lone surrogate"])
def test_a_process_ends_with_code_2_and_no_traceback(case: str, tmp_path: Path) -> None:
    result = command("check", put(tmp_path, "f.json", BROKEN_FILES[case][0]), cwd=tmp_path)
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"Traceback" not in result.stderr
    chinese, _, english = result.stderr.decode("utf-8").partition(" | ")
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert english.isascii()


BROKEN_TABLES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "C203"),
    "latin-1": (f"{','.join(FACTS)}\n30,café".encode("latin-1"), "C201"),
    "a NUL": (f"{','.join(FACTS)}\n30,\0".encode(), "C201"),
    "a long cell": (b"x" * 3_000_000, "C202"),
    "a line of commas": (b"," * 3_000_000, "row 1: C209"),
    "many names": (",".join(map(str, range(400_000))).encode(), "row 1: C209"),
    "a long line below": (",".join(FACTS).encode() + b"\n" + b"," * 3_000_000, "row 2: C208"),
}


@pytest.mark.parametrize("case", BROKEN_TABLES)
def test_a_broken_table_is_refused_once_with_its_name(case: str, tmp_path: Path) -> None:
    content, place = BROKEN_TABLES[case]
    flow, table = house(tmp_path), put(tmp_path, "broken.csv", content)
    (said,) = run("decide", flow, table).stderr.splitlines()
    assert said.startswith(f"{table}: ")
    assert place in said
    (issue,) = json.loads(run("decide", flow, table, "--json").stdout)["issues"]
    assert issue["values"]["file"] == str(table)
