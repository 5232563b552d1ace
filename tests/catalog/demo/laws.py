"""Ask which rules of a product a configuration breaks."""

from catalog.demo.definition import Definition
from catalog.language import Schema, evaluate, rule_expression
from catalog.language.flattening import flat_document


def complete_choices(definition: Definition, **changes):
    """The defaults of every group, with changes."""
    defaults = {group.code: group.default for group in definition.groups}
    return defaults | changes


def broken_rules(definition: Definition, choices) -> list[str]:
    """The codes of the rules that do not hold, in the order of the document."""
    document = flat_document(definition.document())
    schema = Schema.from_document(document)
    return [
        rule["code"]
        for rule in document["rules"]
        if evaluate(rule_expression(rule, schema), schema, choices) is not True
    ]
