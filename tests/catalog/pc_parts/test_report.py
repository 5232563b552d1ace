"""The report names every part that no build can hold, and why."""

from catalog.pc_parts.report import ImportReport, unsellable_parts


def test_unsellable_parts_are_listed_with_the_reason(product):
    assert unsellable_parts(product) == [
        {
            "group": "board",
            "option": "intel-d525mw-black",
            "reason": "The processor is soldered on, and processors are sold apart.",
        },
        {
            "group": "video",
            "option": "nobody-s-card-quadro-p400-2gb-black",
            "reason": "The length of this card is not known.",
        },
        {
            "group": "drives",
            "option": "server-disk-4000gb-7200-3-5-sas-12-0-gb-s-256mb",
            "reason": "No board is known to have a connector for it.",
        },
        {
            "group": "supply",
            "option": "flat-supply-300w-bronze-false-black",
            "reason": "No case is known to have an opening for it.",
        },
        {
            "group": "cpu",
            "option": "amd-opteron-6320",
            "reason": "No board here has socket G34.",
        },
    ]


def test_report_says_what_was_done():
    report = ImportReport(
        product="computer",
        options={"system": 2},
        unpriced={"os": 1},
        created=2,
        unsellable=[{"group": "cpu", "option": "x", "reason": "Why."}],
        defaults_missing=["cpu"],
        revision=3,
        seconds=1.25,
    )

    assert list(report.lines()) == [
        "system        2 options, 1 rows without a price left out",
        "total         2 options",
        "2 new, 0 changed, 0 removed",
        "not sellable: cpu x: Why.",
        "cpu: the usual default is not among these parts, so none is set",
        "published as revision 3",
        "1.2 s",
    ]
