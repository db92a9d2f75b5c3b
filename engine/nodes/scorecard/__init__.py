"""The node type `scorecard`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import lower
from .spec import Scorecard
from .trace import fired, linked, named, part, sentence, summary

TYPE = NodeType(
    "scorecard",
    Scorecard,
    outlets=lambda spec: ("done",),
    check=check,
    lower=lower,
    texts=TEXTS,
    sets=lambda spec: (spec.sets.score, spec.sets.band),
    fired=fired,
    linked=linked,
    part=part,
    sentence=sentence,
    summary=summary,
    named=named,
)
