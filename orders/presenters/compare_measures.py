"""What `/compare/` says about each measure: its name, its words, which is best, how it is made."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the comparison; `kind` says how its figure is written, `best` which one wins.

    `formula` tells how it is worked out; the glossary has the same words.
    """

    code: str
    title: str | Promise
    detail: str | Promise
    kind: str
    best: str
    formula: str | Promise


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
    ),
    Measure(
        "setup_share",
        _("Set-up share"),
        _("of machine time"),
        "share",
        "low",
        _("Minutes of changing over divided by minutes of changing over and working."),
    ),
    Measure(
        "lead_p50_days",
        _("Days to the customer"),
        _("median, from click to door"),
        "days",
        "low",
        _("Half of the delivered orders took no longer; one day is on the road."),
    ),
    Measure(
        "reach_share",
        _("Got what they wanted"),
        _("every choice as asked, of all customers"),
        "share",
        "high",
        _("Customers who got every option they asked for, divided by all who came."),
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
    ),
    Measure(
        "overproduction_minor",
        _("Made and not sold"),
        _("on the last day, at cost"),
        "whole_money",
        "low",
        _("What lies on the shelves on the last day and what was written off, at what it cost."),
    ),
    Measure(
        "stock_value_minor",
        _("Money lying in stock"),
        _("finished goods, average"),
        "whole_money",
        "low",
        _("The value of finished goods, averaged over every minute of the customers' days."),
    ),
    Measure(
        "variety_made",
        _("Variants made"),
        _("unlike designs"),
        "count",
        "high",
        _("Designs of which at least one piece was made."),
    ),
)

MORE = (
    Measure("variety_offered", _("Variants offered"), _("unlike designs"), "count", "high",
            _("Designs that a customer could have: standard variants on the shelf, or everything that is asked for.")),
    Measure("variety_ordered", _("Variants asked for"), _("unlike designs"), "count", "",
            _("Designs that at least one customer asked for, the same in all three shops.")),
    Measure("lot_size", _("Pieces of one run"), _("where runs share a set-up"), "number", "",
            _("Pieces in runs divided by runs, on work centres that change over.")),
    Measure("changeovers_per_100", _("Changeovers"), _("for 100 pieces"), "number", "low",
            _("Changeovers that took time, divided by hundreds of pieces made.")),
    Measure("lead_p95_days", _("Longest usual wait"), _("95 of 100 orders, days"), "days", "low",
            _("95 of 100 delivered orders took no longer.")),
    Measure("fill_rate", _("Served from the shelf"), _("of all customers"), "share", "high",
            _("Customers whose whole order lay on the shelf, divided by all who came.")),
    Measure("orders_lost", _("Customers who left"), _("no variant near enough, or none there"),
            "count", "low", _("Customers who neither bought nor ordered.")),
    Measure("option_fit", _("Option fit"), _("of those who bought"), "share", "high",
            _("Options delivered as asked, divided by options asked, over all who bought.")),
    Measure("reach_best_ten_share", _("Reach of ten designs"), _("the ten made most"), "share", "high",
            _("Customers who asked for one of the ten designs made most, divided by all who came.")),
    Measure("satisfaction", _("Satisfaction"), _("of all customers"), "share", "high",
            _("Option fit of each customer, halved where the date was missed, nothing for who left; the mean over all who came.")),
    Measure("recovery_days", _("Days until service is back"), _("after tastes change"), "count", "low",
            _("Days from the change of tastes until the five-day service stays within 5 points of what it was before.")),
    Measure("first_pass_share", _("Good at first pass"), _("of pieces made"), "share", "high",
            _("Pieces made that were not scrapped, divided by pieces made.")),
    Measure("overproduction_units", _("Pieces made and not sold"), _("on the last day"), "count", "low",
            _("Pieces on the shelves on the last day, and pieces written off.")),
    Measure("overproduction_kg", _("Kilograms made and not sold"), _("on the last day"), "number", "low",
            _("The weight of what lies on the shelves on the last day and of what was written off, packed.")),
    Measure("waste_units", _("Pieces thrown away"), _("scrapped or written off"), "count", "low",
            _("Pieces that failed inspection, and what lay there beyond two months of demand.")),
    Measure("waste_minor", _("Money thrown away"), _("scrapped or written off"), "whole_money", "low",
            _("What the pieces thrown away had cost.")),
    Measure("waste_kg", _("Kilograms thrown away"), _("scrapped or written off"), "number", "low",
            _("The weight of the pieces thrown away, packed.")),
    Measure("energy_per_piece_kwh", _("Energy of one piece"), _("machines that state their power"), "kwh", "low",
            _("Minutes of changing over and working times the power of the machine, by piece and product; weighted with the pieces asked for.")),
    Measure("energy_kwh", _("Energy of all machines"), _("machines that state their power"), "whole_kwh", "",
            _("Minutes of changing over and working times the power of the machine, for everything that was made.")),
    Measure("in_process_pieces", _("Work in process"), _("pieces, average"), "number", "low",
            _("Pieces ordered or being made, averaged over every minute of the customers' days.")),
    Measure("in_process_value_minor", _("Money in work"), _("pieces being made, average"), "whole_money", "low",
            _("Material, work and set-up of pieces being made, averaged over every minute of the customers' days.")),
    Measure("material_value_minor", _("Money lying in parts"), _("bought parts, average"), "whole_money", "low",
            _("The value of bought parts, averaged over every minute of the customers' days.")),
    Measure("stock_turns", _("Turns of stock"), _("a year"), "number", "high",
            _("Cost of what was sold in a year, divided by the average value of parts and finished goods.")),
    Measure("utilisation", _("Machines in use"), _("of open hours"), "share", "",
            _("Minutes of changing over and working, divided by open minutes of all machines.")),
    Measure("availability", _("Availability"), _("of machine time"), "share", "high",
            _("Working minutes, divided by minutes of working, changing over and repair.")),
    Measure("oee", _("OEE"), _("availability times quality"), "share", "high",
            _("Working time without set-up and repair, times the share of good pieces; machines work at their standard speed.")),
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
