"""Releases of products, whole, as sentences and pictures speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..document import Edit, Json, content_name, parse_edits
from ..errors import DocumentRefused
from ..flow.sentences import Version
from ..product.derive import expand, normal_edits
from ..product.derive.bundle import Path as Steps
from ..product.derive.bundle import below_slots, part_at
from ..product.sentences import Whole
from ..release import ProductRelease, wrong_format
from ..release.documents import read_release
from ..release.reading import RELEASE
from .sources import IN_RELEASE, located, read_source
from .voice import TEXTS

TOLD_BY_PRODUCT = frozenset(("product", "flows", "subflows", "parent", "edits"))
OWN = ("facts", "reasons")
"""The entries that a county's product holds itself."""


@dataclass(frozen=True)
class ReleasedProduct:
    """The release of a product in a file."""

    document: dict[str, Json]
    release: ProductRelease

    @cached_property
    def effective(self) -> Json:
        """The whole product with the flows of the release in place."""
        flows = _mapping(self.document["flows"])
        names = {slot: content_name(_mapping(flow)) for slot, flow in flows.items()}
        used = {
            **_mapping(self.document["subflows"]),
            **{names[slot]: flows[slot] for slot in flows},
        }
        return expand({**_mapping(self.document["product"]), "flows": {**names}}, used)

    @cached_property
    def whole(self) -> Whole:
        """The product to be spoken of, with the labels of its own dictionary."""
        return Whole.of(self.effective, self.release.dictionary)

    @property
    def beside(self) -> Version:
        """What its product does not say itself: the dictionary's own entries, the number."""
        product, entries = _mapping(self.document["product"]), _mapping(self.document["dictionary"])
        kept: dict[str, Json] = {}
        for kind, of in entries.items():
            own = _mapping(product[kind]) if kind in OWN else {}
            kept[kind] = {
                code: entry
                for code, entry in _mapping(of).items()
                if code not in own and not code.startswith("product.")
            }
        rest = {key: of for key, of in self.document.items() if key not in TOLD_BY_PRODUCT}
        draft = next(iter(self.whole.stages.values())).draft
        return Version({**rest, "dictionary": kept}, draft, IN_RELEASE)


def read_released(path: Path) -> ReleasedProduct:
    """The release of a product in a file. Raises DocumentRefused for anything else."""
    document = read_source(path)
    with located(path):
        if document.get("format") != RELEASE:
            raise DocumentRefused([wrong_format(document, RELEASE)])
        release = read_release(document)
        if not isinstance(release, ProductRelease):
            raise DocumentRefused([TEXTS.issue("C505", "product")])
        return ReleasedProduct(document, release)


def told_edits(old: ReleasedProduct, new: ReleasedProduct) -> tuple[Edit, ...]:
    """What changed in the product and in its flows, each thing once.

    What follows in a flow from a value of the product is told of the product alone. Edits give the
    reasons that the second one's own edits give.
    """
    stored = parse_edits(new.document.get("edits", []))
    edits = normal_edits(old.effective, new.effective, stored)
    return tuple(edit for edit in edits if not _follows(edit, old, new))


def _follows(edit: Edit, old: ReleasedProduct, new: ReleasedProduct) -> bool:
    """Whether an edit in a flow follows from the product: a parameter's value, where to refer."""
    match edit.at.slots, edit.at.path:
        case (), _:
            return False
        case _, ("parameters", _, "value"):
            return True
        case _, ("nodes", _, "to", *_):
            outcome = below_slots(edit.at.slots, edit.at.path[:3])
            return all(_refers(of.effective, outcome) for of in (old, new))
        case _:
            return False


def _refers(product: Json, outcome: Steps) -> bool:
    """Whether an outcome refers to where the product does."""
    return part_at(product, outcome) == part_at(product, ("sale", "referral"))


def _mapping(part: Json) -> dict[str, Json]:
    assert isinstance(part, dict), "a release that was read has its parts"
    return part
