"""The scenario of a simulation, read from the shop's own products, bills, routings and rates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import Any

from catalog.canonical import Document
from catalog.choices import EMPTY
from catalog.models import Product as ProductRow
from catalog.pricing import price_lines
from catalog.selectors.prices import current_price_list
from catalog.selectors.products import current_revisions, standard_variants
from foundation.errors import Conflict, NotFound
from production.demo.demand import DEMAND, Demand
from production.formulas import amount, holds, may_hold, schema_for, word
from production.models import BillLine, Machine, Part, RoutingStep
from production.planner.changeovers import changeover_minutes
from production.planner.simulation.values import (
    CentreFacts,
    Design,
    Product,
    Scenario,
    Step,
)
from production.planner.simulation.values import Part as PartValue
from production.planner.values import ChangeoverRule
from production.selectors.centres import centres_with_facts
from production.selectors.needs import NO_FAMILY, sources_of_lines, sources_of_steps
from production.selectors.tastes import default_choices, liked_designs, wishes_of
