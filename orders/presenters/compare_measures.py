"""What `/compare/` says about each measure: its name, its words, which is best, how it is made."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the comparison; `kind` says how its figure is written, `best` which one wins.

    `formula` tells how it is worked out; the glossary has the same words. `basis` names the stored
    figures that a shop's own follows from.
    """

    code: str
    title: str | Promise
    detail: str | Promise
    kind: str
    best: str
    formula: str | Promise
    basis: str | Promise = ""


# How the figures in a basis are written; the others are counts.
BASIS_KINDS = {
    "total_cost_minor": "whole_money",
    "overproduction_minor": "whole_money",
    "scrap_minor": "whole_money",
    "write_off_minor": "whole_money",
    "sold_minor": "whole_money",
    "energy_kwh": "whole_kwh",
    "availability": "share",
    "good_share": "share",
}

MAIN = (
    Measure(
        "unit_cost_minor",
        _("Cost of one piece"),
        _("material, work, set-up, keeping, waste"),
        "money",
        "low",
        _(
            "All that was spent on delivered pieces, with scrap, keeping stock and write-offs, by "
            "piece and product; weighted with the pieces asked for, so every shop fills the same basket."
        ),
        _("%(total_cost_minor)s for %(pieces_delivered)s pieces of every kind"),
    ),
    Measure(
        "setup_share",
        _("Set-up share"),
        _("of machine time"),
        "share",
        "low",
        _("Minutes of changing over divided by minutes of changing over and working."),
        _("%(setup_min)s of %(machine_min)s minutes"),
    ),
    Measure(
        "lead_p50_days",
        _("Days to the customer"),
        _("median, from click to door"),
        "days",
        "low",
        _("Half of the delivered orders took no longer; one day is on the road."),
        _("%(orders_served)s orders delivered"),
    ),
    Measure(
        "reach_share",
        _("Got what they wanted"),
        _("every choice as asked, of all customers"),
        "share",
        "high",
        _("Customers who got every option they asked for, divided by all who came."),
        _("%(orders_wished)s of %(orders_asked)s customers"),
    ),
    Measure(
        "service_share",
        _("Dates kept"),
        _("in full, within the promised day"),
        "share",
        "high",
        _(
            "Orders delivered in full by the promised day, divided by all accepted orders and all "
            "customers who left before an empty shelf."
        ),
        _("%(orders_on_time)s of %(orders_due)s orders"),
    ),
    Measure(
        "overproduction_minor",
        _("Made and not sold"),
        _("on the last day, at cost"),
        "whole_money",
        "low",
        _("What lies on the shelves on the last day and what was written off, at what it cost."),
        _("%(overproduction_units)s pieces"),
    ),
    Measure(
        "stock_value_minor",
        _("Money lying in stock"),
        _("finished goods, average"),
        "whole_money",
        "low",
        _("The value of finished goods, averaged over every minute of the customers' days."),
        _("%(overproduction_minor)s on the last day"),
    ),
    Measure(
        "variety_made",
        _("Variants made"),
        _("unlike designs"),
        "count",
        "high",
        _("Designs of which at least one piece was made."),
        _("%(pieces_made)s pieces made"),
    ),
)

MORE = (
    Measure("variety_offered", _("Variants offered"), _("unlike designs"), "count", "high",
            _("Designs that a customer could have: standard variants on the shelf, or everything that is asked for."),
            _("%(orders_asked)s customers came")),
    Measure("variety_ordered", _("Variants asked for"), _("unlike designs"), "count", "",
            _("Designs that at least one customer asked for, the same in all three shops."),
            _("%(orders_asked)s customers came")),
    Measure("lot_size", _("Pieces of one run"), _("where runs share a set-up"), "number", "",
            _("Pieces in runs divided by runs, on work centres that change over."),
            _("%(family_run_pieces)s pieces in %(family_runs)s runs")),
    Measure("changeovers_per_100", _("Changeovers"), _("for 100 pieces"), "number", "low",
            _("Changeovers that took time, divided by hundreds of pieces made."),
            _("%(changeovers)s for %(pieces_made)s pieces")),
    Measure("lead_p95_days", _("Longest usual wait"), _("95 of 100 orders, days"), "days", "low",
            _("95 of 100 delivered orders took no longer."),
            _("%(orders_served)s orders delivered")),
    Measure("fill_rate", _("Served from the shelf"), _("of all customers"), "share", "high",
            _("Customers whose whole order lay on the shelf, divided by all who came."),
            _("%(orders_from_shelf)s of %(orders_asked)s customers")),
    Measure("orders_lost", _("Customers who left"), _("no variant near enough, or none there"),
            "count", "low", _("Customers who neither bought nor ordered."),
            _("%(orders_served)s of %(orders_asked)s customers served")),
    Measure("option_fit", _("Option fit"), _("of those who bought"), "share", "high",
            _("Options delivered as asked, divided by options asked, over all who bought."),
            _("%(orders_served)s customers bought")),
    Measure("reach_best_ten_share", _("Reach of ten designs"), _("the ten made most"), "share", "high",
            _("Customers who asked for one of the ten designs made most, divided by all who came."),
            _("%(orders_best_ten)s of %(orders_asked)s customers")),
    Measure("satisfaction", _("Satisfaction"), _("of all customers"), "share", "high",
            _("Option fit of each customer, halved where the date was missed, nothing for who left; the mean over all who came."),
            _("%(orders_asked)s customers came")),
    Measure("recovery_days", _("Days until service is back"), _("after tastes change"), "count", "low",
            _("Days from the change of tastes until the five-day service stays within 5 points of what it was before.")),
    Measure("first_pass_share", _("Good at first pass"), _("of pieces made"), "share", "high",
            _("Pieces made that were not scrapped, divided by pieces made."),
            _("%(pieces_scrapped)s of %(pieces_made)s pieces failed")),
    Measure("overproduction_units", _("Pieces made and not sold"), _("on the last day"), "count", "low",
            _("Pieces on the shelves on the last day, and pieces written off."),
            _("%(pieces_made)s pieces made")),
    Measure("overproduction_kg", _("Kilograms made and not sold"), _("on the last day"), "number", "low",
            _("The weight of what lies on the shelves on the last day and of what was written off, packed."),
            _("%(overproduction_units)s pieces")),
    Measure("waste_units", _("Pieces thrown away"), _("scrapped or written off"), "count", "low",
            _("Pieces that failed inspection, and what lay there beyond two months of demand."),
            _("%(pieces_scrapped)s scrapped, the others written off")),
    Measure("waste_minor", _("Money thrown away"), _("scrapped or written off"), "whole_money", "low",
            _("What the pieces thrown away had cost."),
            _("%(scrap_minor)s scrapped, %(write_off_minor)s written off")),
    Measure("waste_kg", _("Kilograms thrown away"), _("scrapped or written off"), "number", "low",
            _("The weight of the pieces thrown away, packed."),
            _("%(waste_units)s pieces")),
    Measure("energy_per_piece_kwh", _("Energy of one piece"), _("machines that state their power"), "kwh", "low",
            _("Minutes of changing over and working times the power of the machine, by piece and product; weighted with the pieces asked for."),
            _("%(energy_kwh)s for %(pieces_delivered)s pieces of every kind")),
    Measure("energy_kwh", _("Energy of all machines"), _("machines that state their power"), "whole_kwh", "",
            _("Minutes of changing over and working times the power of the machine, for everything that was made."),
            _("%(machine_min)s minutes")),
    Measure("in_process_pieces", _("Work in process"), _("pieces, average"), "number", "low",
            _("Pieces ordered or being made, averaged over every minute of the customers' days.")),
    Measure("in_process_value_minor", _("Money in work"), _("pieces being made, average"), "whole_money", "low",
            _("Material, work and set-up of pieces being made, averaged over every minute of the customers' days.")),
    Measure("material_value_minor", _("Money lying in parts"), _("bought parts, average"), "whole_money", "low",
            _("The value of bought parts, averaged over every minute of the customers' days.")),
    Measure("stock_turns", _("Turns of stock"), _("a year"), "number", "high",
            _("Cost of what was sold in a year, divided by the average value of parts and finished goods."),
            _("%(sold_minor)s sold, at cost")),
    Measure("utilisation", _("Machines in use"), _("of open hours"), "share", "",
            _("Minutes of changing over and working, divided by open minutes of all machines."),
            _("%(busy_min)s of %(open_min)s minutes")),
    Measure("availability", _("Availability"), _("of machine time"), "share", "high",
            _("Working minutes, divided by minutes of working, changing over and repair."),
            _("%(work_min)s of %(occupied_min)s minutes")),
    Measure("oee", _("OEE"), _("availability times quality"), "share", "high",
            _("Working time without set-up and repair, times the share of good pieces; machines work at their standard speed."),
            _("%(availability)s times %(good_share)s")),
)  # fmt: skip

BOOKS = (
    ("material_minor", _("Material of delivered pieces")),
    ("labour_minor", _("Work on delivered pieces")),
    ("setup_minor", _("Set-up for delivered pieces")),
    ("holding_minor", _("Keeping stock and parts")),
    ("scrap_minor", _("Scrapped pieces")),
    ("write_off_minor", _("Written off at the end")),
    ("total_cost_minor", _("All together")),
)
