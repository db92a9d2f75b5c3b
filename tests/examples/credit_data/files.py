"""CSV files made from the shipped one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from examples.credit_data.applicants import SHIPPED

HEADER, *LINES = SHIPPED.read_text("utf-8").splitlines()


def written(folder: Path, lines: list[str], header: str = HEADER) -> Path:
    """A file of these lines."""
    path = folder / "applications.csv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


def shuffled(seed: int) -> list[str]:
    """The shipped lines with their outcomes dealt out anew."""
    outcomes = [line.partition(",")[0] for line in LINES]
    dealt = np.random.default_rng(seed).permutation(outcomes)
    return [
        f"{outcome},{line.partition(',')[2]}" for outcome, line in zip(dealt, LINES, strict=True)
    ]
