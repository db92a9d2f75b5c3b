"""A decision in words: every step with what fired, the values it saw, and what is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document.shape import Json
from ..feel.entries import RESERVED_LABELS
from ..issues import LANGUAGES, Catalogue, Language
from ..node import Speaker
from ..nodes import BY_KIND
from ..values import Label, Parameter, SetParameter
from .decision import Decision, Reason, Step
from .draft import Draft
from .items import LeftOut

TEXTS = Catalogue.beside(__file__)


def speaker(draft: Draft, language: Language) -> Speaker:
    """Says the parts of a flow in a language."""
    labels = {code: pair[LANGUAGES.index(language)] for code, pair in RESERVED_LABELS.items()}
    labels |= {code: fact.label.text(language) for code, fact in draft.entries.facts.items()}
    labels |= {code: of.label.text(language) for code, of in draft.entries.collections.items()}
    labels |= {code: value.label.text(language) for code, value in draft.flow.variables.items()}
    labels |= {code: parameter_text(value) for code, value in draft.flow.parameters.items()}
    reasons = {c: r.label.text(language) for c, r in draft.entries.reasons.items()}
    return Speaker(language, draft.names.scope, labels, reasons)


def parameter_text(of: Parameter) -> str:
    """A parameter as its value: that is what a reader of a condition wants to see."""
    if isinstance(of, SetParameter):
        return f"({', '.join(sorted(of.value))})"
    return str(of.value).lower() if isinstance(of.value, bool) else of.value


def explain(decision: Decision) -> dict[str, Json]:
    """The whole trace, with a Chinese and an English text for every part."""
    draft = decision.program.draft
    speakers = [speaker(draft, language) for language in LANGUAGES]
    values = decision.values
    offer = decision.document().get("offer")
    return {
        "state": decision.state,
        "outcome": decision.outcome,
        **({"offer": offer} if offer else {}),
        **({"to": dict(decision.to)} if decision.to else {}),
        "reasons": [_reason(decision, reason) for reason in decision.reasons],
        "requests": decision.document().get("requests", []),
        "outputs": decision.document().get("outputs", {}),
        "collections": [_collection(decision, code) for code in decision.collections],
        "path": [_step(draft, step, values, speakers) for step in decision.path],
    }


def _both(texts: Iterable[str]) -> dict[str, Json]:
    return dict(zip(LANGUAGES, texts, strict=True))


def labelled(label: Label) -> dict[str, Json]:
    """A label in both languages."""
    return _both(label.text(language) for language in LANGUAGES)


def _reason(decision: Decision, reason: Reason) -> Json:
    entries = decision.program.entries.reasons
    told = entries[reason.told] if reason.told is not None else None
    customer = labelled(told.customer) if told is not None and told.customer else None
    return {
        "code": reason.code,
        "at": reason.at,
        "label": labelled(entries[reason.code].label),
        "told": reason.told,
        "customer": customer,
    }


def _collection(decision: Decision, code: str) -> Json:
    """The items of a collection: those that stayed, and why the others did not."""
    collected = decision.program.draft.names.collections[code]
    items: list[Json] = [
        {
            "item": dict(item.values),
            "left_out": [_left_out(decision, each) for each in item.left_out],
        }
        for item in decision.collections[code]
    ]
    of = collected.collection
    return {"name": code, "label": labelled(of.label), "key": of.key, "items": items}


def _left_out(decision: Decision, by: LeftOut) -> Json:
    label = labelled(decision.program.entries.reasons[by.reason].label)
    return {"id": by.id, "at": by.at, "reason": by.reason, "label": label}


def _step(
    draft: Draft, step: Step, values: Mapping[str, Json], speakers: Iterable[Speaker]
) -> Json:
    node = draft.flow.nodes[step.node]
    kind = BY_KIND[node.kind]
    fired: list[Json] = [
        {
            "id": name,
            "at": f"{step.at}/{kind.part(name)}",
            **_both(kind.sentence(node, name, each) for each in speakers),
        }
        for name in step.fired or ()
    ]
    way = _both(way_title(node, step.to, each) for each in LANGUAGES) if step.to else None
    return {
        "at": step.at,
        "kind": node.kind,
        "title": labelled(node.title),
        "to": step.to,
        "way": way,
        "fired": fired,
        "saw": _saw(draft, step.node, values, speakers),
    }


def _saw(
    draft: Draft, node: str, values: Mapping[str, Json], speakers: Iterable[Speaker]
) -> list[Json]:
    """The names that a node's expressions read or set, with their values."""
    names = (*sorted(draft.built[node].reads), *draft.sets(node))
    known = [name for name in dict.fromkeys(names) if name in values]
    return [
        {
            "name": name,
            "label": _both(each.labels.get(name, name) for each in speakers),
            "value": values[name],
        }
        for name in known
    ]


def way_title(node: Any, outlet: str, language: Language) -> str:
    """An outlet in words: an arm's title, else the word that the kind or the house has for it."""
    for arm in getattr(node, "arms", ()):
        if arm.id == outlet and arm.title is not None:
            title: Label = arm.title
            return title.text(language)
    own = BY_KIND[node.kind].texts
    catalogue = own if own.has_word(f"way {outlet}") else TEXTS
    key = f"way {outlet}"
    return catalogue.word(key, language) if catalogue.has_word(key) else outlet
