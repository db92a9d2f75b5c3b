"""The flow 示例信用贷: the written policy with a fitted scorecard in it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from engine.document import Json, print_json, read_json

from .card import Card, Characteristic, Number
from .columns import columns

POLICY = Path(__file__).parent / "policy.json"
"""The whole flow but for its scorecard's base and characteristics."""
FLOW = Path(__file__).parents[2] / "flows/example/credit/v1.json"


def flow_text(card: Card) -> str:
    """The flow's JSON as it is kept under `flows/`."""
    policy = read_json(POLICY.read_bytes(), numbers_as=int)
    assert isinstance(policy, dict)
    nodes = policy["nodes"]
    assert isinstance(nodes, dict)
    score = nodes["score"]
    assert isinstance(score, dict)
    characteristics: list[Json] = [_characteristic(part) for part in card.characteristics]
    fitted = {**score, "base": str(card.base), "characteristics": characteristics}
    return print_json({**policy, "nodes": {**nodes, "score": fitted}})


def _characteristic(part: Characteristic) -> Json:
    feature = part.feature
    head: dict[str, Json] = {"id": feature.id, "of": feature.of, "reason": feature.reason}
    if _nullable(feature.of):
        head["missing"] = str(part.missing)
    cells = [_word(word) for word in part.words] or _ranges(part.edges)
    bins: list[Json] = [
        {"id": f"b{number}", "in": cell, "points": str(points)}
        for number, (cell, points) in enumerate(zip(cells, part.points, strict=True), 1)
    ]
    return {**head, "bins": bins}


def _nullable(of: str) -> bool:
    """Whether a feature may be null: the repayment cover is, as the income is."""
    nullable = {column.fact: column.nullable for column in columns().values()}
    nullable["ratio.repay_cover"] = nullable["applicant.income"]
    return nullable.get(of, False)


def _word(word: str | bool) -> str:
    return str(word).lower() if isinstance(word, bool) else f'"{word}"'


def _ranges(edges: tuple[Number, ...]) -> list[str]:
    ends = [_plain(edge) for edge in edges]
    between = [f"[{lo}..{hi})" for lo, hi in pairwise(ends)]
    return [f"< {ends[0]}", *between, f">= {ends[-1]}"]


def _plain(edge: Number) -> str:
    return f"{edge:f}" if isinstance(edge, Decimal) else str(edge)
