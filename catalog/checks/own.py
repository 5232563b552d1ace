"""The catalog's own checks, registered when the app is ready."""

from catalog.checks.defaults import (
    check_conditional_defaults,
    check_defaults_agree,
    check_defaults_exist,
)
from catalog.checks.groups import (
    check_attributes,
    check_codes_are_unique,
    check_groups_have_options,
    check_names,
    check_numbers_are_bounded,
    check_texts_are_bounded,
)
from catalog.checks.registry import register_check
from catalog.checks.rules import check_rules
from catalog.checks.sales import check_prices, check_variants


def register() -> None:
    register_check("Every rule can be read", check_rules)
    register_check("Every group has options", check_groups_have_options)
    register_check("Every number has bounds", check_numbers_are_bounded)
    register_check("Every text has bounds", check_texts_are_bounded)
    register_check("No code stands twice", check_codes_are_unique)
    register_check("Everything has a name", check_names)
    register_check("Attributes are what their groups define", check_attributes)
    register_check("Every default exists", check_defaults_exist)
    register_check("Every default with a condition can be read", check_conditional_defaults)
    register_check("Defaults do not clash", check_defaults_agree)
    register_check("Everything sold has a price", check_prices)
    register_check("Every standard variant can be made", check_variants)
