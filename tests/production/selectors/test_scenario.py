"""What the simulation reads of a routing."""

import pytest

from catalog.services.drafts import write_prices
from production.planner.simulation.values import Step
from production.selectors.scenario import WhatIf, shop_scenario
from tests.factories.catalog import europe, published_prices
from tests.factories.production import NOW, make_printing_step, make_revision

pytestmark = pytest.mark.django_db


def test_step_with_an_alternative_is_simulated_on_either_work_centre():
    make_printing_step()
    write_prices(europe(), make_revision().product, {"base": 100_000})
    published_prices(NOW)

    named = shop_scenario(7, WhatIf(), NOW)

    names = [facts.centre.name for facts in named.scenario.centres]
    printer, line = names.index("printer"), names.index("line")
    design = named.scenario.designs[0]
    family = design.steps[0].family
    assert design.steps == (Step(printer, family, 0.0, 12.0),)
    assert design.larger == ((3, (Step(line, family, 20.0, 5.0),)),)
