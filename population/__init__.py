"""Made-up applicants for a template: how the facts of a county's people are spread and depend.

`population.json` beside a template says it; `applicants` makes people from it, the same for the
same seed; `write` puts them into a Parquet file, `tally` says what a program decides of them.
"""

from .applicants import applicants, facts_for
from .format import Population, read
from .parquet import facts_in, write
from .tally import Tally, tally

__all__ = ["Population", "Tally", "applicants", "facts_for", "facts_in", "read", "tally", "write"]
