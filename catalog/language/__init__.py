"""The rule and formula language: parse, check, evaluate, say as a sentence.

Pure: no Django, no files, no clock. Rows, admin forms and translations of texts live elsewhere.
"""

from catalog.language.check import check, computed_expression
from catalog.language.errors import LanguageError
from catalog.language.evaluate import evaluate
from catalog.language.parser import parse
from catalog.language.printer import to_source
from catalog.language.rules import claim_of, rule_expression
from catalog.language.schema import Schema
from catalog.language.sentence import say, say_condition

__all__ = [
    "LanguageError",
    "Schema",
    "check",
    "claim_of",
    "computed_expression",
    "evaluate",
    "parse",
    "rule_expression",
    "say",
    "say_condition",
    "to_source",
]
