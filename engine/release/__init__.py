"""Releases: freezing a draft into a closed one, loading what decides, deciding again."""

from .documents import ProductRelease, Release
from .doors import check, freeze, load
from .reading import FLOW, Source, read_document, read_file, wrong_format
from .replaying import Replay, replay

__all__ = [
    "FLOW",
    "ProductRelease",
    "Release",
    "Replay",
    "Source",
    "check",
    "freeze",
    "load",
    "read_document",
    "read_file",
    "replay",
    "wrong_format",
]
