"""Rules as automata: a plan that knows no order of variables, then one automaton per order."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Compare,
    Count,
    Empty,
    Expression,
    Has,
    Holds,
    Iff,
    Implies,
    Length,
    Literal,
    Not,
    Operator,
    Or,
    Sum,
    Table,
    Total,
)
from catalog.language.schema import Exact
from configurator.engine.arrays import IntArray
from configurator.engine.atoms import Between, Rows, Truth, same_words, table_rows
from configurator.engine.automaton import (
    AND,
    IFF,
    IMPLIES,
    OR,
    Automaton,
    combine,
    combine_all,
)
from configurator.engine.errors import MalformedModel, ModelTooLarge
from configurator.engine.limits import Budget
from configurator.engine.model import UNBOUNDED, Group, GroupKind, Model
from configurator.engine.variables import (
    MARK,
    Variable,
    option_values,
    unit_column,
    value_codes,
)

Atom = Truth | Between | Rows | bool
FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class Joined:
    """A connective over plans; a negation is an `IFF` with False."""

    truth: tuple[int, int, int, int]
    items: "tuple[Plan, ...]"


Plan = Atom | Joined


@dataclass(frozen=True, slots=True)
class Law:
    """A rule of the document or a built-in one, ready to become an automaton.

    Parameters
    ----------
    code : str
        Rule code; ``group:<code>`` or ``present:<code>`` for a built-in law; ``mark:<code>``
        for what a mark means, which never takes part in a clash.
    plan : Plan
        What it claims.
    """

    code: str
    plan: Plan

    def automaton(self, position: Sequence[int], budget: Budget) -> Automaton:
        """Return the automaton for an order of variables.

        Parameters
        ----------
        position : sequence of int
            Place of each variable in the order.
        budget : Budget
            Bounds time and table sizes.

        Raises
        ------
        ModelTooLarge
            If a bound is passed.
        """
        return _automaton(self.plan, position, budget, self.code)


def variables_read(plan: Plan) -> frozenset[int]:
    """Return the variables that a plan mentions, those without a difference included."""
    if isinstance(plan, bool):
        return frozenset()
    if isinstance(plan, Joined):
        return frozenset().union(*map(variables_read, plan.items))
    return frozenset((plan.variable,) if isinstance(plan, Truth) else plan.variables)


def _automaton(plan: Plan, position: Sequence[int], budget: Budget, code: str) -> Automaton:
    if isinstance(plan, bool):
        return Automaton.constant(plan)
    if not isinstance(plan, Joined):
        return plan.automaton(position, budget, code)
    items = [_automaton(item, position, budget, code) for item in plan.items]
    if plan.truth in (AND, OR):
        return combine_all(items, plan.truth, position, budget, code)
    if len(items) == 1:
        return items[0].negated()
    return combine(items[0], items[1], plan.truth, position, budget, code)


def plan_laws(model: Model, variables: Sequence[Variable]) -> tuple[Law, ...]:
    """Return the plans of all rules, of the built-in laws of the groups, then of the marks.

    Raises
    ------
    MalformedModel
        If a rule speaks about a group in a way its kind does not allow.
    ModelTooLarge
        If numbers of a rule do not fit into 64 bits.
    """
    planner = _Planner(model, variables)
    rules = [Law(rule.code, planner.claim(rule.expression)) for rule in model.rules]
    laws = [law for index in range(len(model.groups)) for law in planner.laws_of(index)]
    return (*rules, *laws, *planner.mark_laws())


class _Planner:
    """Turns expressions into plans over the variables of one model."""

    def __init__(self, model: Model, variables: Sequence[Variable]) -> None:
        self.model = model
        self.variables = variables
        self.by_group: dict[int, list[int]] = {}
        for index, variable in enumerate(variables):
            self.by_group.setdefault(variable.group, []).append(index)

    def laws_of(self, index: int) -> Iterator[Law]:
        """Yield the built-in laws of a group: what it needs, and when it stays empty."""
        group, needed = self.model.groups[index], self.law_of(index)
        condition = self.model.conditions.get(index)
        if condition is None:
            if needed is not True:
                yield Law(group.law, needed)
            return
        present = self.claim(condition)
        if needed is not True:
            yield Law(group.law, Joined(IMPLIES, (present, needed)))
        yield Law(group.presence_law, Joined(OR, (present, self.nothing(index))))

    def mark_laws(self) -> Iterator[Law]:
        """Yield, for each mark, that its variable tells whether its claim holds."""
        own = [index for index, variable in enumerate(self.variables) if variable.group == MARK]
        for variable, mark in zip(own, self.model.marks, strict=True):
            holds = Truth(variable, np.array([False, True]))
            yield Law(mark.code, Joined(IFF, (holds, self.claim(mark.expression))))

    def law_of(self, index: int) -> Plan:
        group = self.model.groups[index]
        if group.kind is GroupKind.SOME_OF:
            if group.min_count == 0 and group.max_count == UNBOUNDED:
                return True
            weights = {v: np.arange(self.variables[v].size) for v in self.by_group.get(index, [])}
            return _between(weights, group.min_count, group.max_count)
        if group.is_optional:
            return True
        (variable,) = self.by_group[index]
        return Truth(variable, np.arange(self.variables[variable].size) > 0)

    def claim(self, node: Expression) -> Plan:
        match node:
            case And(items):
                return Joined(AND, tuple(map(self.claim, items)))
            case Or(items):
                return Joined(OR, tuple(map(self.claim, items)))
            case Implies(left, right):
                return Joined(IMPLIES, (self.claim(left), self.claim(right)))
            case Iff(left, right):
                return Joined(IFF, (self.claim(left), self.claim(right)))
            case Not(item):
                return Joined(IFF, (self.claim(item),))
        return self.atom(node)

    def atom(self, node: Expression) -> Plan:
        match node:
            case Compare():
                return self.comparison(node)
            case Has(code, option):
                return self.has(code, option)
            case Empty(code):
                return self.nothing(self.model.group_index(code))
            case Table(columns, rows):
                return self.table(columns, rows)
        raise MalformedModel(f"{type(node).__name__} is not a claim")

    def nothing(self, index: int) -> Plan:
        """Return the claim that nothing is chosen in a group."""
        items = [
            Truth(v, np.arange(self.variables[v].size) == 0) for v in self.by_group.get(index, [])
        ]
        return Joined(AND, tuple(items))

    def has(self, code: str, option: str) -> Plan:
        group = self.model.group_index(code)
        place = self.model.option_indexes[group][option]
        for variable in self.by_group[group]:
            if self.variables[variable].options == (place,):
                return Truth(variable, np.arange(self.variables[variable].size) > 0)
        (variable,) = self.by_group[group]
        return Truth(variable, np.arange(self.variables[variable].size) == place + 1)

    def table(self, nodes: Sequence[Expression], rows: Sequence[Sequence[Exact]]) -> Plan:
        read = [self.word_column(node) for node in nodes]
        places: dict[int, list[int]] = {}
        for place, (variable, _) in enumerate(read):
            places.setdefault(variable, []).append(place)
        seen = [list(zip(*(read[p][1] for p in at), strict=True)) for at in places.values()]
        cells = [[[row[p] for p in at] for row in rows] for at in places.values()]
        return table_rows(list(places), seen, cells)

    def word_column(self, node: Expression) -> tuple[int, Sequence[Exact]]:
        """Return the variable of a Choice or Attribute and what each value stands for."""
        if not isinstance(node, Choice | Attribute):
            raise MalformedModel(f"{type(node).__name__} cannot be a column")
        index = self.model.group_index(node.group)
        group = self.model.groups[index]
        (variable,) = self.by_group[index]
        if group.kind is GroupKind.NUMBER:
            return variable, _grid(group)
        return variable, option_values(self.model.schema, node, value_codes(group))

    def comparison(self, node: Compare) -> Plan:
        if self.is_word(node.left) and self.is_word(node.right):
            equal = self.words(node.left, node.right)
            return equal if node.op is Operator.EQUAL else Joined(IFF, (equal,))
        weights, constant = self.linear({}, Fraction(0), Fraction(1), node.left)
        weights, constant = self.linear(weights, constant, Fraction(-1), node.right)
        return _compared(node.op, weights, constant)

    def is_word(self, node: Expression) -> bool:
        match node:
            case Literal(value):
                return isinstance(value, str)
            case Choice(code):
                kind = self.model.groups[self.model.group_index(code)].kind
                return kind is not GroupKind.NUMBER
            case Attribute(code, attribute):
                return self.model.schema.groups[code].attributes[attribute].kind == "word"
        return False

    def words(self, left: Expression, right: Expression) -> Plan:
        if isinstance(left, Literal) and isinstance(right, Literal):
            return left.value == right.value
        if isinstance(left, Literal):
            left, right = right, left
        variable, seen = self.word_column(left)
        if isinstance(right, Literal):
            return Truth(variable, np.array([word == right.value for word in seen]))
        other, there = self.word_column(right)
        if other == variable:
            return Truth(variable, np.array([a == b for a, b in zip(seen, there, strict=True)]))
        return same_words((variable, seen), (other, there))

    def linear(
        self,
        weights: Mapping[int, Sequence[Fraction]],
        constant: Fraction,
        factor: Fraction,
        node: Expression,
    ) -> tuple[Mapping[int, Sequence[Fraction]], Fraction]:
        """Add ``factor * node`` to a linear form: weights per variable and value, constant."""
        if isinstance(node, Literal):
            return weights, constant + factor * Fraction(node.value)
        if isinstance(node, Sum):
            for inner, term in node.terms:
                weights, constant = self.linear(weights, constant, factor * inner, term)
            return weights, constant
        added = dict(weights)
        for variable, column in self.number_columns(node):
            before = added.get(variable, [Fraction(0)] * len(column))
            added[variable] = [a + factor * b for a, b in zip(before, column, strict=True)]
        return added, constant

    def number_columns(self, node: Expression) -> Iterable[tuple[int, Sequence[Fraction]]]:
        """Return what each value of each variable adds to a number."""
        if isinstance(node, Holds):
            variable = self.by_group[MARK][self.model.mark_of_claim[node.claim]]
            return [(variable, [Fraction(0), Fraction(1)])]
        if not isinstance(node, Choice | Attribute | Total | Count | Length):
            raise MalformedModel(f"{type(node).__name__} is not a number")
        index = self.model.group_index(node.group)
        group = self.model.groups[index]
        if group.kind is GroupKind.SOME_OF:
            return [(v, self.quantities(group, v, node)) for v in self.by_group.get(index, [])]
        (variable,) = self.by_group[index]
        if group.kind is GroupKind.NUMBER:
            return [(variable, _grid(group))]
        if isinstance(node, Length):
            return [(variable, [Fraction(n) for n in range(group.max_length + 1)])]
        codes, schema = value_codes(group), self.model.schema
        if isinstance(node, Total | Count):
            column = unit_column(schema, group, node, codes)
        else:
            column = option_values(schema, node, codes)
        try:
            return [(variable, [Fraction(value) for value in column])]
        except ValueError:
            raise MalformedModel(f"an attribute of {group.code} is a word, not a number") from None

    def quantities(self, group: Group, index: int, node: Expression) -> list[Fraction]:
        variable = self.variables[index]
        option = group.options[variable.options[0]]
        (unit,) = unit_column(self.model.schema, group, node, [option])
        return [quantity * Fraction(unit) for quantity in range(variable.size)]


def _grid(group: Group) -> list[Fraction]:
    return [Fraction(0), *(group.minimum + group.step * place for place in range(group.steps))]


def _compared(op: Operator, weights: Mapping[int, Sequence[Fraction]], constant: Fraction) -> Plan:
    """Return the plan of ``weights + constant op 0``, scaled to integers."""
    scale = math.lcm(
        constant.denominator, *(w.denominator for column in weights.values() for w in column)
    )
    scaled = {v: [int(w * scale) for w in column] for v, column in weights.items()}
    bound = -int(constant * scale)
    size = abs(bound) + sum(max(map(abs, column), default=0) for column in scaled.values())
    if size >= FAR:
        raise ModelTooLarge("the numbers of a rule do not fit into 60 bits")
    arrays = {v: np.array(column, dtype=np.int64) for v, column in scaled.items()}
    if op in (Operator.EQUAL, Operator.UNEQUAL):
        equal = _between(arrays, bound, bound)
        return equal if op is Operator.EQUAL else Joined(IFF, (equal,))
    if op in (Operator.LESS, Operator.AT_MOST):
        return _between(arrays, -FAR, bound - (op is Operator.LESS))
    return _between(arrays, bound + (op is Operator.MORE), FAR)


def _between(weights: Mapping[int, IntArray], least: int, most: int) -> Plan:
    kept = {v: w.astype(np.int64) for v, w in weights.items() if len(w) and np.any(w != w[0])}
    constant = sum(int(w[0]) for v, w in weights.items() if v not in kept)
    return Between(tuple(kept), tuple(kept.values()), least - constant, most - constant)
