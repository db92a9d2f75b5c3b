"""A release as a document (`loanfoundry.release/1`): of a flow alone, or of a product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, assert_never

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, RootModel, StrictInt, Tag

from ..dictionary import Entries
from ..document.address import address_text
from ..document.shape import Json
from ..errors import DocumentRefused
from ..flow.frames import ALONE
from ..flow.reading import read_model
from ..flow.schema import Flow
from ..issues import Issue
from ..values import FlowName, Id, Model, exactly
from .reading import FLOW, RELEASE, format_of, wrong_format
from .texts import TEXTS


class OneFlow(Model):
    """The flows of a release of one flow."""

    flow: Flow


class StageFlows(Model):
    """The flows of a release of a product, by stage, with the product's values in them."""

    apply: Flow
    drawdown: Flow | None = None


class Closed(Model):
    """What every release holds: nothing outside it is needed to decide.

    A subflow stands under the name of its content, which is what `use` says.
    """

    format: Literal["loanfoundry.release/1"]
    semantics: Annotated[Literal[1], BeforeValidator(exactly(1))]
    id: Id
    number: Annotated[StrictInt, Field(ge=1)]
    subflows: dict[FlowName, Flow]
    models: Annotated[dict[str, Any], Field(max_length=0)]
    dictionary: Entries


class Release(Closed):
    """A flow with the subflows and the dictionary entries that it uses."""

    flows: OneFlow


class ProductRelease(Closed):
    """A product in its effective form with all that decides by it.

    A child's release also holds its parent's name and its edits. `product` is a whole product;
    it is read by its own shape.
    """

    product: dict[str, Any]
    parent: FlowName | None = None
    edits: tuple[dict[str, Any], ...] | None = None
    flows: StageFlows

    @property
    def stages(self) -> dict[str, Flow]:
        """The flows by stage, the first one to decide first."""
        flows = {stage: getattr(self.flows, stage) for stage in StageFlows.model_fields}
        return {stage: flow for stage, flow in flows.items() if flow is not None}


def _shape(value: Any) -> str:
    of_product = isinstance(value, ProductRelease) or (
        isinstance(value, Mapping) and "product" in value
    )
    return "of a product" if of_product else "of a flow"


class AnyRelease(RootModel[Any]):
    """A release of either kind."""

    model_config = ConfigDict(defer_build=True)

    root: Annotated[
        Annotated[Release, Tag("of a flow")] | Annotated[ProductRelease, Tag("of a product")],
        Discriminator(_shape),
    ]


def read_release(document: Mapping[str, Json]) -> Release | ProductRelease:
    """The release that a document holds.

    Raises DocumentRefused for what has another shape, another id than what it holds, or layout.
    """
    if format_of(document) != RELEASE:
        raise DocumentRefused([wrong_format(document, f"{FLOW} / {RELEASE}")])
    of_product = "product" in document
    model: type[Release | ProductRelease] = ProductRelease if of_product else Release
    release = read_model(model, dict(document))
    faults = [*_layouts(release), *_identity(release)]
    if faults:
        raise DocumentRefused(faults)
    return release


def _layouts(release: Release | ProductRelease) -> Iterator[Issue]:
    """A release holds no layout."""
    flows = {f"flows/{slot}": flow for slot, flow in slots(release).items()}
    flows |= {address_text((), ("subflows", name)): each for name, each in release.subflows.items()}
    drawn = [at for at, each in flows.items() if each.canvas is not None]
    if isinstance(release, ProductRelease) and "canvas" in release.product:
        drawn.append("product")
    yield from (TEXTS.issue("R108", f"{at}/canvas") for at in drawn)


def _identity(release: Release | ProductRelease) -> Iterator[Issue]:
    """A release has the id of its flow, or of its product."""
    match release:
        case ProductRelease(product=product):
            wanted = str(product.get("id"))
        case Release(flows=flows):
            wanted = flows.flow.id
        case _:
            assert_never(release)
    if release.id != wanted:
        yield TEXTS.issue("R109", "id", found=release.id, wanted=wanted)


def slots(release: Release | ProductRelease) -> dict[str, Flow]:
    """The flows of a release by their slots."""
    return release.stages if isinstance(release, ProductRelease) else {ALONE: release.flows.flow}
