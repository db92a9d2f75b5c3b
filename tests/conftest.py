"""How generated examples are made in every test; `--hypothesis-profile=deep` before closing."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "house", deadline=None, print_blob=True, max_examples=200, derandomize="CI" in os.environ
)
settings.register_profile("deep", deadline=None, print_blob=True, max_examples=5_000)
settings.load_profile("house")
