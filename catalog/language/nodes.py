"""The parts a rule is made of: frozen, hashable values.

``position`` is the character of the source the part begins at. It takes no part in equality,
so two rules that say the same are equal wherever their parts stand.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Operator(StrEnum):
    """The six comparisons."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Anything that begins at a character of the source."""

    position: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Choice(Located):
    """What is chosen in a group: an option's code, or the number of a number group.

    Before `check`, a bare word such as ``carbon`` in ``frame = carbon`` is a Choice as well.
    """

    group: str


@dataclass(frozen=True, slots=True)
class Attribute(Located):
    """An attribute of the chosen option of a group: number 0 or word "" when there is none."""

    group: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Total(Located):
    """Quantity times attribute, added up over the chosen options of a group.

    Of a repeated group: one of its groups, or ``group.attribute`` of it, added up over the copies,
    those that satisfy ``where``.
    """

    group: str
    attribute: str
    where: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Count(Located):
    """How many are chosen in a group, of those options only that satisfy ``where``.

    Inside ``where``, Choice and Attribute of the same group speak about one option; of a repeated
    group its own groups are those of one copy.
    """

    group: str
    where: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Length(Located):
    """How many graphemes the text of a text group has."""

    group: str


@dataclass(frozen=True, slots=True)
class Empty(Located):
    """Nothing is chosen in the group."""

    group: str


@dataclass(frozen=True, slots=True)
class Literal(Located):
    """A word or an exact number."""

    value: str | Fraction


@dataclass(frozen=True, slots=True)
class Has(Located):
    """The option is among those chosen in a some_of group."""

    group: str
    option: str
    option_position: int = field(default=0, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Sum(Located):
    """A linear sum of ``factor * expression``; a constant is ``(value, Literal(Fraction(1)))``.

    Normalised: unlike terms, no factor 0, constant last, never a lone term with factor 1.
    """

    terms: "tuple[tuple[Fraction, Expression], ...]"


@dataclass(frozen=True, slots=True)
class Compare(Located):
    """Two words or two numbers compared."""

    op: Operator
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Not(Located):
    """The claim does not hold."""

    item: "Expression"


@dataclass(frozen=True, slots=True)
class And(Located):
    """All claims hold; never fewer than two, never an And inside."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Or(Located):
    """At least one claim holds; never fewer than two, never an Or inside."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Implies(Located):
    """If the first claim holds, so does the second."""

    condition: "Expression"
    consequence: "Expression"


@dataclass(frozen=True, slots=True)
class Iff(Located):
    """Both claims hold or neither does."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Table(Located):
    """The columns, read side by side, are one of the allowed rows."""

    columns: "tuple[Choice | Attribute, ...]"
    rows: tuple[tuple[str | Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class Computed(Located):
    """A computed value of the document by its name; ``value`` is what it stands for."""

    code: str
    value: "Expression"


@dataclass(frozen=True, slots=True)
class Holds(Located):
    """1 where the claim holds, else 0."""

    claim: "Expression"


@dataclass(frozen=True, slots=True)
class Over(Located):
    """A Total or Count over the copies of a repeated group; ``value`` says it copy by copy."""

    source: "Total | Count"
    value: "Expression"


Value = Choice | Attribute | Total | Count | Length | Literal | Sum | Computed | Holds | Over
Claim = Empty | Has | Compare | Not | And | Or | Implies | Iff | Table
Expression = Value | Claim
