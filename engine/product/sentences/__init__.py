"""Products in words: what a part is called, what a value means, what an edit did."""

from .rebasing import Told
from .telling import name_part, say_part, sentences
from .whole import Whole

__all__ = ["Told", "Whole", "name_part", "say_part", "sentences"]
