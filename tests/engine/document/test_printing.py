"""The one layout of documents on disk."""

from __future__ import annotations

from engine.document import Json, print_json

LONG = "x" * 80


def test_a_document_has_one_row_a_line() -> None:
    document: Json = {
        "format": "loanfoundry.flow/1",
        "title": {"zh": "申请", "en": "Application"},
        "outputs": {},
        "nodes": {
            "price": {
                "kind": "table",
                "rows": [
                    {"id": "p1", "if": {"band": '"A"'}, "then": {"spread": "0.0185"}},
                    {"id": "p2", "if": {}, "then": {"spread": "0.0215"}},
                ],
                "arms": [{"id": "a"}],
            },
            "end": {"kind": "outcome", "is": "decline", "reasons": []},
        },
        "days": ["-3", "1"],
    }
    assert (
        print_json(document)
        == """\
{
  "format": "loanfoundry.flow/1",
  "title": {"zh": "申请", "en": "Application"},
  "outputs": {},
  "nodes": {
    "price": {
      "kind": "table",
      "rows": [
        {"id": "p1", "if": {"band": "\\"A\\""}, "then": {"spread": "0.0185"}},
        {"id": "p2", "if": {}, "then": {"spread": "0.0215"}}
      ],
      "arms": [
        {"id": "a"}
      ]
    },
    "end": {"kind": "outcome", "is": "decline", "reasons": []}
  },
  "days": ["-3", "1"]
}
"""
    )


def test_a_long_mapping_stands_on_several_lines_but_a_row_on_one() -> None:
    long: Json = {"a": LONG, "b": LONG}
    assert print_json({"id": "a", "line": long}).splitlines()[2:6] == [
        '  "line": {',
        f'    "a": "{LONG}",',
        f'    "b": "{LONG}"',
        "  }",
    ]
    assert print_json({"id": "a", "facts": {"one": long, "two": long}}).splitlines()[2:6] == [
        '  "facts": {',
        f'    "one": {{"a": "{LONG}", "b": "{LONG}"}},',
        f'    "two": {{"a": "{LONG}", "b": "{LONG}"}}',
        "  }",
    ]
    assert print_json({"rows": [{"id": "r1", "a": LONG, "b": LONG}]}).splitlines()[2:3] == [
        f'    {{"id": "r1", "a": "{LONG}", "b": "{LONG}"}}'
    ]


def test_an_item_that_holds_rows_opens_up() -> None:
    document: Json = {"edits": [{"id": "age", "bins": [{"id": "b1"}, {"id": "b2"}]}, {"at": "a"}]}
    assert print_json(document).splitlines()[2:10] == [
        "    {",
        '      "id": "age",',
        '      "bins": [',
        '        {"id": "b1"},',
        '        {"id": "b2"}',
        "      ]",
        "    },",
        '    {"at": "a"}',
    ]


def test_small_documents_are_printed_too() -> None:
    small: list[Json] = [{}, [], "月", None, [1, 2]]
    assert [print_json(value) for value in small] == [
        "{}\n", "[]\n", '"月"\n', "null\n", "[1, 2]\n",
    ]  # fmt: skip
    assert print_json({"a": 1}) == '{\n  "a": 1\n}\n'
