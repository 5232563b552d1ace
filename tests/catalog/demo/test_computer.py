"""The ready computers are complete and break no rule."""

import pytest

from catalog.demo.computer import VARIANTS, demo_computer
from tests.catalog.demo.laws import broken_rules


@pytest.fixture(scope="module")
def product():
    return demo_computer()


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.sku)
def test_ready_computer_answers_every_group_and_breaks_no_rule(product, variant):
    known = {(group.code, option.code) for group in product.groups for option in group.options} | {
        ("video", ""),
        ("supply", ""),
        ("system", ""),
    }
    chosen = {
        (group, code)
        for group, value in variant.choices.items()
        for code in ([value] if isinstance(value, str) else value)
    }

    assert set(variant.choices) == {group.code for group in product.groups}
    assert chosen <= known
    assert broken_rules(product, variant.choices) == []


def test_slice_offers_at_least_three_hundred_parts(product):
    assert sum(len(group.options) for group in product.groups) >= 300
