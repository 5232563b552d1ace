"""Work out the computed values of a document for complete choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog.canonical import Document
from catalog.document import plain_number
from catalog.language import Schema, computed_expression, evaluate
from catalog.language.nodes import Expression


@dataclass(frozen=True, slots=True, eq=False)
class ComputedValues:
    """The formulas of one document, read once."""

    schema: Schema
    expressions: Mapping[str, Expression]

    @classmethod
    def of(cls, document: Document) -> "ComputedValues":
        """Read the formulas of a published document."""
        entries = document.get("computed", ())
        if not entries:
            return cls(Schema({}), {})
        schema = Schema.from_document(document)
        return cls(
            schema,
            {entry["code"]: computed_expression(entry["expression"], schema) for entry in entries},
        )

    def values(self, choices: Mapping[str, Any]) -> dict[str, int | float | str]:
        """Return each value by its code: a number as JSON writes it, or a word."""
        return {
            code: _plain(evaluate(expression, self.schema, choices))
            for code, expression in self.expressions.items()
        }


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else plain_number(value)
