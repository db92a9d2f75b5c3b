"""Documents: their parts' addresses, the edits that change them, and their bytes."""

from .address import Address, parse_address
from .applying import apply
from .canonical import canonical_bytes, content_hash, content_name
from .difference import diff, invert
from .edits import Add, Edit, Move, Reason, Remove, Set, edit_as_json, edits_as_json, parse_edits
from .merging import Conflict, Merge, Note, merge
from .printing import print_json
from .reading import plain_json, read_json
from .shape import Json, Shape, equal, shape

__all__ = [
    "Add",
    "Address",
    "Conflict",
    "Edit",
    "Json",
    "Merge",
    "Move",
    "Note",
    "Reason",
    "Remove",
    "Set",
    "Shape",
    "apply",
    "canonical_bytes",
    "content_hash",
    "content_name",
    "diff",
    "edit_as_json",
    "edits_as_json",
    "equal",
    "invert",
    "merge",
    "parse_address",
    "parse_edits",
    "plain_json",
    "print_json",
    "read_json",
    "shape",
]
