"""Customers read what happens to their order, and where, in English, German and Arabic."""

import pytest

from production.demo.loading import CENTRES, ROUTINGS, WORDING

STEPS = {step.name for steps in ROUTINGS.values() for step in steps}
OPTIONS = {rule.name for centre in CENTRES for rule in centre.option_rules}
TOLD = sorted({centre.name for centre in CENTRES} | STEPS | OPTIONS)


@pytest.mark.parametrize("text", TOLD)
def test_work_centre_step_or_option_is_said_in_three_languages(text):
    assert set(WORDING.said(text)) == {"en", "de", "ar"}


@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_translation_of_the_factory_is_surplus(language):
    assert list(WORDING.by_language[language]) == TOLD
