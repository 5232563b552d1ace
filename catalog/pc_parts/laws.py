"""The laws between the parts of a computer, each with the sentence that a customer reads."""

from catalog.demo.definition import Rule

# Board, memory, drives, fans and pump together, and what a supply should keep in hand.
RESERVE_W = 120

RULES = [
    Rule(
        "socket",
        'cpu.socket = board.socket or cpu.socket = "AM3" and board.socket = "AM3+"',
        "Processor and board need the same socket.",
    ),
    Rule(
        "memory-generation",
        "memory.generation = board.memory",
        "The board takes one generation of memory only.",
    ),
    Rule(
        "memory-slots",
        "memory.modules <= board.memory_slots",
        "The kit has more modules than the board has slots.",
    ),
    Rule(
        "memory-capacity",
        "memory.total <= board.max_memory",
        "This is more memory than the board can use.",
    ),
    Rule(
        "memory-system",
        "system is not empty => memory.total <= system.max_memory",
        "This is more memory than the system can use.",
    ),
    Rule(
        "board-fits-case",
        "board.size_rank <= case.size_rank",
        "The board is too large for the case.",
    ),
    Rule(
        "supply-built-in",
        "case.psu > 0 => supply is empty",
        "This case comes with its own power supply.",
    ),
    Rule(
        "supply-needed",
        "case.psu = 0 => supply is not empty",
        "This case needs a power supply.",
    ),
    Rule(
        "supply-fits-case",
        "",
        "The power supply does not fit the opening of the case.",
        columns=["case.supply", "supply.type"],
        rows=[["ATX", "ATX"], ["ATX", "SFX"], ["SFX", "SFX"], ["ATX", ""], ["SFX", ""]],
    ),
    Rule(
        "power",
        f"cpu.tdp + video.watts + {RESERVE_W} <= supply.wattage + case.psu",
        "Processor and video card need more power, with 120 W for the rest, than there is.",
    ),
    Rule(
        "picture-needed",
        'cpu.graphics = "" => video is not empty',
        "This processor has no graphics of its own, so it needs a video card.",
    ),
    Rule(
        "card-fits-case",
        "video.length <= case.card_length",
        "The video card is too long for the case.",
    ),
    Rule(
        "card-is-measured",
        "video is not empty => video.length > 0",
        "The maker does not say how long this card is, so we cannot promise that it fits.",
    ),
    Rule(
        "drive-bays",
        "sum(drives.bays) <= case.bays",
        "The case has too few bays for these drives.",
    ),
    Rule(
        "m2-slots",
        'count(drives where drives.bus = "m2") <= board.m2_slots',
        "The board has too few M.2 slots for these drives.",
    ),
    Rule(
        "card-slots",
        'count(drives where drives.bus = "pcie") <= board.card_slots',
        "The board has no free slot for a drive on a card.",
    ),
    Rule(
        "drive-connector",
        'count(drives where drives.bus = "other") = 0',
        "No board here has a connector for this drive.",
    ),
]
