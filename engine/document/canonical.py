"""Canonical bytes, the hashes over them, and the names that documents go by."""

from __future__ import annotations

import hashlib
from typing import Any, cast

import rfc8785

from ..errors import DocumentRefused
from .shape import Json
from .texts import TEXTS, shown


def canonical_bytes(value: Json) -> bytes:
    """The one spelling of a value in bytes (RFC 8785). Raises DocumentRefused if it has none."""
    try:
        return rfc8785.dumps(cast("Any", value))
    except rfc8785.CanonicalizationError as error:
        raise DocumentRefused([TEXTS.issue("D401", "", fault=shown(str(error)))]) from error
    except UnicodeEncodeError as error:
        raise DocumentRefused([TEXTS.issue("D401", "", fault=error.reason)]) from error
    except RecursionError as error:
        raise DocumentRefused([TEXTS.issue("D403", "")]) from error


def content_hash(document: Json) -> str:
    """`sha256:` and the hash of a document without its layout, the top-level `canvas`."""
    if isinstance(document, dict):
        document = {key: part for key, part in document.items() if key != "canvas"}
    return f"sha256:{hashlib.sha256(canonical_bytes(document)).hexdigest()}"


def content_name(document: Json) -> str:
    """`ID@sha256:…`, the name of exactly this content. Raises DocumentRefused without an id."""
    match document:
        case {"id": str(identity)}:
            return f"{identity}@{content_hash(document)}"
        case _:
            raise DocumentRefused([TEXTS.issue("D402", "")])
