"""The typed core: the one meaning that row code, SQL and proofs render.

Values at run time: a number is an integer scaled by its type's places, a date counts days since
1970-01-01, `Days` and `Months` are integers, null is absence. Expressions are pure and total.
`docs/architecture.md` shows each operation in row code, SQL and SMT.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

STORED_LIMIT = 10**18
INTERMEDIATE_LIMIT = 10**37
SCALE_LIMIT = 30


# Types. `lo` and `hi` bound the integer at run time, both inclusive.


@dataclass(frozen=True, slots=True)
class Num:
    """A number of `scale` places; the integer n stands for n / 10**scale."""

    scale: int
    lo: int
    hi: int
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A length of time in days."""

    lo: int
    hi: int
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """A length of time in months (years count twelve)."""

    lo: int
    hi: int
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar day, as days since 1970-01-01."""

    lo: int
    hi: int
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Bool:
    """True or false."""

    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Text of at most `most` code points; one of `values` where they are known."""

    most: int
    values: tuple[str, ...] | None = None
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Null:
    """The type of a literal null alone; it fits beside any other type."""

    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Hole:
    """The type of an expression with an issue; it fits everywhere, so one mistake is one issue."""

    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """An index 0..most."""

    most: int
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class MaskOf:
    """A set of the indexes 0..count-1, as the bits of an integer."""

    count: int
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """An ordered list of values; only ever an output."""

    item: Num | Bool | Text | Date
    nullable: bool = False


Scalar = Num | Days | Months | Date | Bool | Text | Null | Hole


@dataclass(frozen=True, slots=True)
class Items:
    """Up to `most` items of one shape, no two with the same `key`; only ever an input.

    An item is the tuple of its fields' values.
    """

    fields: tuple[tuple[str, Scalar], ...]
    key: str
    most: int
    nullable: bool = False


Type = Scalar | Code | MaskOf | ListOf | Items


# Expressions.

ArithmeticOperator = Literal["add", "sub", "mul", "mod", "min", "max"]
RoundingMode = Literal["half_up", "half_down", "half_even", "up", "down", "floor", "ceiling"]
DatePart = Literal["year", "month", "day", "weekday", "year_day", "month_end", "ymd", "mmd"]
TextOperator = Literal[
    "join", "length", "upper", "lower", "contains", "starts", "ends", "before", "after",
    "substring", "trim",
]  # fmt: skip
FoldOperator = Literal["sum", "min", "max", "count"]
FoldItemsOperator = Literal["sum", "min", "max"]


@dataclass(frozen=True, slots=True)
class Const:
    """A literal, or a parameter of the release; None is null."""

    type: Type
    value: int | bool | str | None


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a fact, a variable or a node's fired code."""

    type: Type
    name: str


@dataclass(frozen=True, slots=True)
class IsNull:
    """Whether `of` is null; never null itself."""

    of: Expr
    type: Bool = Bool()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Exact integer arithmetic; null if an operand is. `mod` floors and is null for modulus 0."""

    type: Type
    operator: ArithmeticOperator
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negate:
    """The value with its sign changed."""

    type: Type
    of: Expr


@dataclass(frozen=True, slots=True)
class Absolute:
    """The value without its sign."""

    type: Type
    of: Expr


@dataclass(frozen=True, slots=True)
class Widen:
    """The value times 10**places: the same number with more places."""

    type: Type
    of: Expr
    places: int


@dataclass(frozen=True, slots=True)
class Round:
    """One rounding of the quotient of two integers to an integer; null for divisor 0."""

    type: Type
    mode: RoundingMode
    dividend: Expr
    divisor: Expr


@dataclass(frozen=True, slots=True)
class Compare:
    """`less` and `less_eq` are null if an operand is; `equal` is never null: null equals null."""

    type: Bool
    operator: Literal["less", "less_eq", "equal"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Logic:
    """Kleene's conjunction or disjunction."""

    type: Bool
    operator: Literal["and", "or"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene's negation."""

    type: Bool
    of: Expr


@dataclass(frozen=True, slots=True)
class If:
    """`then` where the condition is true, else `otherwise`, also for null."""

    type: Type
    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a value is among constants; false for null."""

    type: Bool
    of: Expr
    values: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class TextCall:
    """A text function; null if an argument is."""

    type: Type
    operator: TextOperator
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of a date.

    `ymd` = 10000 y + 100 m + d, `mmd` = 1200 y + 100 m + d, `weekday` counts from Monday = 1,
    `month_end` is the date of the month's last day.
    """

    type: Type
    part: DatePart
    of: Expr


@dataclass(frozen=True, slots=True)
class AddMonths:
    """The date some months later, clamped to the end of its month."""

    type: Date
    date: Expr
    months: Expr


@dataclass(frozen=True, slots=True)
class First:
    """The index of the first condition that is true, `len(conditions)` if none is."""

    type: Code
    conditions: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Mask:
    """All conditions that are true."""

    type: MaskOf
    conditions: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whether a mask holds one of `members`."""

    type: Bool
    mask: Expr
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """The item at a code; only that one is evaluated."""

    type: Type
    code: Expr
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """The items of a mask folded into one number; `empty` where the mask holds nothing."""

    type: Type
    operator: FoldOperator
    mask: Expr
    items: tuple[Expr, ...]
    empty: Expr


@dataclass(frozen=True, slots=True)
class Gather:
    """The items of a mask as a list, in the written `order` of their indexes."""

    type: ListOf
    mask: Expr
    items: tuple[Expr, ...]
    order: tuple[int, ...]
    empty: tuple[Expr, ...]


ITEM = "item."
"""Before the name of a field, where a fold reads it of each item."""


@dataclass(frozen=True, slots=True)
class FoldItems:
    """`of` folded over the items for which `where` is true; null where it is null for one of them.

    The sum of nothing is 0, the least and the greatest of nothing is null. The order of the items
    means nothing.
    """

    type: Type
    operator: FoldItemsOperator
    items: Read
    where: Expr
    of: Expr


@dataclass(frozen=True, slots=True)
class Bucket:
    """0..9999: the first 15 hexadecimal digits of SHA-256(salt, U+001F, text) modulo 10000."""

    type: Num
    salt: str
    of: Expr


Expr = (
    Const | Read | IsNull | Arithmetic | Negate | Absolute | Widen | Round | Compare | Logic | Not
    | If | OneOf | TextCall | DayPart | AddMonths | First | Mask | AnyOf | Pick | Fold | Gather
    | FoldItems | Bucket
)  # fmt: skip


# Statements and blocks: one block a node, in walk order, so that every way leads forward.


@dataclass(frozen=True, slots=True)
class Let:
    """Sets a variable; at most once on a path."""

    name: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Fired:
    """Keeps what fired in the node, the only trace there is: one code, or several."""

    values: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Single:
    """Fails where the mask holds two rows whose values differ: row `rows[i]` sets `values[i]`."""

    mask: Expr
    rows: tuple[str, ...]
    values: tuple[tuple[Expr, ...], ...]


@dataclass(frozen=True, slots=True)
class Go:
    """Leaves by the outlet at a code; a node with one outlet has no code."""

    code: Expr | None
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Leaves by the first that holds: unavailable, pending (ends), empty, found.

    `flags`: names in the fact `unavailable` that mean an outage. `empty` is the target where
    every fact of `gives` is null, None where the node has no such outlet.
    """

    gives: tuple[str, ...]
    flags: tuple[str, ...]
    found: str
    empty: str | None
    unavailable: str


@dataclass(frozen=True, slots=True)
class End:
    """Ends the flow; `offer` names the priced terms of an approval."""

    offer: tuple[tuple[str, Expr], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One node: statements in order, then the way out."""

    node: str
    statements: tuple[Let | Fired | Single, ...]
    exit: Go | Ask | End


FIRED = "#fired"
"""The name by which a block reads what fired in it."""


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that the host gives; one that is not `required` comes by an ask, no items do."""

    name: str
    type: Scalar | Items
    required: bool


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact computed at the border; a value outside its type is a fault of what it came from."""

    name: str
    type: Scalar
    value: Expr
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole flow: what comes in, what is computed at the border, the blocks in walk order.

    `flags` are the names that the fact `unavailable` may hold; `may_be_empty` lists, for each ask
    with such an outlet, the facts that are all null together where the answer was "there is none".
    """

    inputs: tuple[Input, ...]
    derived: tuple[Derived, ...]
    blocks: tuple[Block, ...]
    variables: tuple[str, ...]
    flags: tuple[str, ...]
    may_be_empty: tuple[tuple[str, ...], ...]
