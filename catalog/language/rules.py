"""Turn a rule of the canonical document, formula or table, into a checked expression."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from catalog.language.check import check
from catalog.language.errors import LanguageError
from catalog.language.limits import TABLE_CELL_LIMIT
from catalog.language.nodes import Attribute, Choice, Claim, Expression, Table
from catalog.language.parser import parse
from catalog.language.renaming import renamed
from catalog.language.schema import Exact, Schema, exact


def rule_expression(rule: Mapping[str, Any], schema: Schema) -> Expression:
    """Return what a rule claims.

    Raises
    ------
    LanguageError
        When the rule cannot be read, names what does not exist, or is a value and no claim.
        For a table the position is 0 and the message names row and column.
    """
    copy = rule.get("copy", "")
    if rule["kind"] == "table":
        inner, names = schema.inside(copy) if copy else (schema, {})
        return renamed(table_expression(rule["columns"], rule["rows"], inner), names)
    return claim_of(rule["source"], schema, copy)


def claim_of(source: str, schema: Schema, copy: str = "") -> Expression:
    """Return a checked claim: a rule, or the condition of something, inside a copy or not.

    Raises
    ------
    LanguageError
        When the source cannot be read, names what does not exist, or is a value and no claim.
    """
    inner, names = schema.inside(copy) if copy else (schema, {})
    expression = check(parse(source), inner, source)
    if not isinstance(expression, Claim):
        raise LanguageError("This is a value; say what it must be.", expression.position, source)
    return renamed(expression, names) if names else expression


def table_expression(
    columns: Sequence[str], rows: Sequence[Sequence[object]], schema: Schema
) -> Table:
    """Return a checked table of allowed rows; null and "" mean that nothing is chosen."""
    if not columns:
        raise LanguageError("A table needs at least one column.")
    if len(columns) * len(rows) > TABLE_CELL_LIMIT:
        raise LanguageError(f"A table has at most {TABLE_CELL_LIMIT:,} cells.")
    heads = tuple(_column(column, schema) for column in columns)
    if len(set(heads)) != len(heads):
        raise LanguageError("A column stands twice in the table.")
    readers = [_CellReader(head, schema) for head in heads]
    return Table(heads, tuple(_row(row, index, readers) for index, row in enumerate(rows, 1)))


def _column(column: str, schema: Schema) -> Choice | Attribute:
    head = check(parse(column), schema, column)
    if not isinstance(head, Choice | Attribute):
        raise LanguageError("A column is a group or an attribute.", 0, column)
    return head


class _CellReader:
    def __init__(self, head: Choice | Attribute, schema: Schema) -> None:
        group = schema.groups[head.group]
        self.name = head.group if isinstance(head, Choice) else f"{head.group}.{head.attribute}"
        self.options = group.options if isinstance(head, Choice) else None
        self.is_number = (
            group.kind == "number"
            if isinstance(head, Choice)
            else group.attributes[head.attribute].kind == "number"
        )

    def read(self, cell: object, index: int) -> Exact:
        if cell is None or cell == "":
            return Fraction(0) if self.is_number else ""
        value = exact(cell)
        if isinstance(value, str) is self.is_number:
            wanted = "a number" if self.is_number else "a word"
            raise LanguageError(f"Row {index}, column {self.name}: {wanted} must stand here.")
        if not self.is_number and self.options is not None and value not in self.options:
            raise LanguageError(f"Row {index}, column {self.name}: there is no option “{value}”.")
        return value


def _row(row: Sequence[object], index: int, readers: Sequence[_CellReader]) -> tuple[Exact, ...]:
    if len(row) != len(readers):
        raise LanguageError(f"Row {index} has {len(row)} cells; {len(readers)} are needed.")
    return tuple(reader.read(cell, index) for reader, cell in zip(readers, row, strict=True))
