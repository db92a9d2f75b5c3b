"""What the checkout's own commands say."""

from __future__ import annotations

from engine.cli.voice import Voice
from engine.issues import Catalogue

TEXTS = Catalogue.beside(__file__)


def said(key: str, voice: Voice, **values: object) -> str:
    """A sentence of the checkout's catalogue."""
    return voice.beside(TEXTS.word(key, each).format(**values) for each in voice.languages)
