"""A decision in words: every step with what fired, the values it saw, and what is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..document.shape import Json
from ..feel.entries import RESERVED_LABELS
from ..issues import LANGUAGES, Catalogue, Language
from ..node import Speaker
from ..nodes import BY_KIND
from ..values import Label, Parameter, SetParameter
from .decision import Decision, Reason, Step
from .draft import Draft, Place
from .frames import Frame, Slots
from .items import LeftOut

TEXTS = Catalogue.beside(__file__)


def speaker(draft: Draft, frame: Frame, language: Language) -> Speaker:
    """Says the parts of one of a draft's flows in a language; facts as those that are meant."""
    facts = draft.entries.facts
    labels = {code: pair[LANGUAGES.index(language)] for code, pair in RESERVED_LABELS.items()}
    labels |= {code: of.label.text(language) for code, of in draft.entries.collections.items()}
    for code, fact in frame.entries.facts.items():
        meant = facts.get(frame.core(code), fact) if frame.subjects else fact
        labels[code] = meant.label.text(language)
    labels |= {code: value.label.text(language) for code, value in frame.flow.variables.items()}
    labels |= {code: parameter_text(value) for code, value in frame.flow.parameters.items()}
    reasons = {c: r.label.text(language) for c, r in draft.entries.reasons.items()}
    return Speaker(language, frame.names.scope, labels, reasons)


def parameter_text(of: Parameter) -> str:
    """A parameter as its value: that is what a reader of a condition wants to see."""
    if isinstance(of, SetParameter):
        return f"({', '.join(sorted(of.value))})"
    return str(of.value).lower() if isinstance(of.value, bool) else of.value


def explain(decision: Decision) -> dict[str, Json]:
    """The whole trace, with a Chinese and an English text for every part."""
    draft = decision.program.draft
    telling = _Telling(draft, decision.values)
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
        "path": [telling.step(step) for step in decision.path],
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


@dataclass(frozen=True)
class _Telling:
    """Tells the steps of one decision; each flow on the way has its own words."""

    draft: Draft
    values: Mapping[str, Json]
    _speakers: dict[Slots, list[Speaker]] = field(default_factory=dict)

    def speakers(self, frame: Frame) -> list[Speaker]:
        if frame.slots not in self._speakers:
            both = [speaker(self.draft, frame, language) for language in LANGUAGES]
            self._speakers[frame.slots] = both
        return self._speakers[frame.slots]

    def step(self, step: Step) -> Json:
        place = self.draft.places[step.node]
        node, kind, speakers = place.node, place.kind, self.speakers(place.frame)
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
            "within": [labelled(title) for title in self.draft.titles(place.frame)],
            "to": step.to,
            "way": way,
            "fired": fired,
            "saw": [*self._saw(place)],
        }

    def _saw(self, place: Place) -> Iterator[Json]:
        """The names that a place's expressions read or set, with their values."""
        reads = frozenset().union(*(n for _, n in self.draft.built[place.name].builder.reads))
        setter = self.draft.setter(place.name)
        seen = [(place.frame, code) for code in sorted(reads)]
        seen += [(setter.frame, code) for code in setter.kind.sets(setter.node)]
        for frame, code in dict.fromkeys(seen):
            name = frame.core(code)
            if name in self.values:
                labels = (each.labels.get(code, code) for each in self.speakers(frame))
                yield {"name": name, "label": _both(labels), "value": self.values[name]}


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
