"""The wording of rules, by language. A further language is one more map with the same keys."""

from collections.abc import Mapping

from catalog.language.nodes import Operator

ENGLISH: Mapping[str, str] = {
    "is =": "{left} is {right}",
    "is !=": "{left} is not {right}",
    "is <": "{left} is less than {right}",
    "is <=": "{left} is at most {right}",
    "is >": "{left} is more than {right}",
    "is >=": "{left} is at least {right}",
    "must =": "{left} must be {right}",
    "must !=": "{left} must not be {right}",
    "must <": "{left} must be less than {right}",
    "must <=": "{left} must be at most {right}",
    "must >": "{left} must be more than {right}",
    "must >=": "{left} must be at least {right}",
    "is same": "{left} is the same as {right}",
    "is different": "{left} differs from {right}",
    "must same": "{left} must be the same as {right}",
    "must different": "{left} must differ from {right}",
    "is empty": "{group} is left out",
    "is not empty": "{group} is chosen",
    "must empty": "{group} must be left out",
    "must not empty": "{group} must be chosen",
    "is has": "{group} include {option}",
    "is not has": "{group} do not include {option}",
    "must has": "{group} must include {option}",
    "must not has": "{group} must not include {option}",
    "if": "if {condition}, then {consequence}",
    "exactly when": "{left} exactly when {right}",
    "not together": "{items} do not go together",
    "not so": "it is not so that {claim}",
    "must not so": "it must not be that {claim}",
    "either": "either {items}",
    "table 1": "{columns} must be one of {count} allowed values",
    "table 2": "{columns} must be one of {count} allowed pairs",
    "table n": "{columns} must be one of {count} allowed combinations",
    "is table": "{columns} are one of {count} allowed combinations",
    "attribute": "the {group}’s {attribute}",
    "attribute s": "the {group}’ {attribute}",
    "total": "the total {attribute} of {group}",
    "count": "the number of {group}",
    "count where": "the number of {group} where {claim}",
    "length": "the length of {group}",
    "times": "{factor} times {value}",
    "plus": "{left} plus {right}",
    "minus": "{left} minus {right}",
    "minus first": "minus {value}",
    "unit": "{value} ({unit})",
    "word": "“{word}”",
    "nothing": "nothing",
    "pair": "{group} {option}",
    "and": "and",
    "or": "or",
}

PHRASES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}

NEGATED: Mapping[Operator, Operator] = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE,
}
