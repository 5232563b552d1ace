"""The factory's rows: data and small facts about one row; services change them."""

from production.models.advice import AdviceDraft
from production.models.bills import BillLine
from production.models.calendars import Calendar, ClosedDay, Shift
from production.models.centres import ChangeoverRule, Machine, OptionRule, RunPolicy, WorkCentre
from production.models.costs import CostEntry
from production.models.facts import FactsVersion
from production.models.floor import Downtime, FloorAct
from production.models.materials import PartEntry, Purchase
from production.models.parts import Part
from production.models.plans import Assignment, PlanVersion
from production.models.promises import (
    FamilyDemand,
    HeldSeat,
    Hold,
    Promise,
    PromiseBuffer,
    SeatPolicy,
)
from production.models.routings import RoutingStep
from production.models.runs import Run, RunMember
from production.models.simulations import Simulation
from production.models.stock import LedgerEntry, StockItem
from production.models.stock_lines import Forecast, ReplenishmentDecision, StockLine
from production.models.work_orders import Lot, Operation, Requirement, WorkOrder

__all__ = [
    "AdviceDraft",
    "Assignment",
    "BillLine",
    "Calendar",
    "ChangeoverRule",
    "ClosedDay",
    "CostEntry",
    "Downtime",
    "FactsVersion",
    "FamilyDemand",
    "FloorAct",
    "Forecast",
    "HeldSeat",
    "Hold",
    "LedgerEntry",
    "Lot",
    "Machine",
    "Operation",
    "OptionRule",
    "Part",
    "PartEntry",
    "PlanVersion",
    "Promise",
    "PromiseBuffer",
    "Purchase",
    "ReplenishmentDecision",
    "Requirement",
    "RoutingStep",
    "Run",
    "RunMember",
    "RunPolicy",
    "SeatPolicy",
    "Shift",
    "Simulation",
    "StockItem",
    "StockLine",
    "WorkCentre",
    "WorkOrder",
]
