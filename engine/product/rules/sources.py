"""Where numbers come from: every one is covered, by the longest address that begins its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...document import Address, parse_address
from ...errors import DocumentRefused
from ...issues import Issue
from ..draft import Draft, is_number
from ..schema.parts import part_at
from ..texts import TEXTS

Prefix = tuple[str, Address]
"""The id of a source and one of its addresses."""


def covered(draft: Draft) -> Iterable[Issue]:
    """Every number with a unit has a source."""
    known = [address for _, address in prefixes(draft) if not address.slots]
    for leaf in draft.leaves:
        if is_number(leaf) and leaf.value is not None:
            starts = (address.path == leaf.path[: len(address.path)] for address in known)
            if not any(starts):
                yield TEXTS.issue("P161", leaf.at)


def named_once(draft: Draft) -> Iterable[Issue]:
    """No address stands in two sources, of which neither would win."""
    seen: dict[Address, str] = {}
    for source, address in prefixes(draft):
        if seen.setdefault(address, source) != source:
            found, other = str(address), seen[address]
            yield TEXTS.issue("P162", f"sources/{source}/of", found=found, other=other)


def meeting(draft: Draft) -> Iterable[Issue]:
    """Every address of a source can be one of the product; one that is not there is noticed.

    A child may have dropped what its parent's sources name.
    """
    for source, address in prefixes(draft):
        at, found = f"sources/{source}/of", str(address)
        part = part_at(address, draft.document)
        if part is not None and not part.there and draft.product.role == "template":
            yield TEXTS.issue("P164", at, found=found)
        elif part is None and not draft.has_flow(address.slots):
            yield TEXTS.issue("P163", at, found=found)


def spelled(draft: Draft) -> Iterable[Issue]:
    """Every address of a source is one."""
    for source, basis in draft.product.sources.items():
        for text in basis.of:
            try:
                parse_address(text)
            except DocumentRefused:
                yield TEXTS.issue("P165", f"sources/{source}/of", found=text[:60])


def prefixes(draft: Draft) -> Iterator[Prefix]:
    """The addresses of all sources that are spelled well, by the ids of these."""
    for source, basis in sorted(draft.product.sources.items()):
        for text in basis.of:
            try:
                yield source, parse_address(text)
            except DocumentRefused:
                continue
