"""From a row of the data to the attributes of an option, derived ones included."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from catalog.pc_parts.boards import FREE_CARD_SLOTS, SIZE_RANKS, m2_slots, memory_generation
from catalog.pc_parts.facts import case_card_length, case_supply, chipset_power
from catalog.pc_parts.reader import PartsError, Problem, Row
from catalog.pc_parts.sockets import UNKNOWN, board_socket, cpu_socket

AttributeValue = int | Decimal | str

# A case smaller than this has no room for a card at all (litres).
SMALLEST_CASE_WITH_CARD_L = 6

LARGEST_BOARD_BY_CASE: dict[str, str] = {
    "ATX Full Tower": "EATX",
    "ATX Mid Tower": "ATX",
    "ATX Desktop": "ATX",
    "ATX Test Bench": "ATX",
    "MicroATX Mid Tower": "Micro ATX",
    "MicroATX Mini Tower": "Micro ATX",
    "MicroATX Desktop": "Micro ATX",
    "MicroATX Slim": "Micro ATX",
    "HTPC": "Mini ITX",
    "Mini ITX Tower": "Mini ITX",
    "Mini ITX Desktop": "Mini ITX",
    "Mini ITX Test Bench": "Mini ITX",
}

M2_FORMS = ("M.2-2280", "M.2-2260", "M.2-2242", "M.2-2230")
INCH_FORMS = ("3.5", "2.5")


class Obstacle(StrEnum):
    """Why a part cannot be sold, as a customer reads it."""

    CPU_SOCKET = "The socket of this processor is not known."
    SOLDERED = "The processor is soldered on, and processors are sold apart."
    BOARD_SOCKET = "Which processors fit its socket is not known."
    BOARD_MEMORY = "The memory generation of this board is not known."
    CARD_LENGTH = "The length of this card is not known."
    SUPPLY_OPENING = "No case is known to have an opening for it."
    DRIVE_CONNECTOR = "No board is known to have a connector for it."


@dataclass(frozen=True, slots=True)
class Derived:
    """The attributes of one option, and why it cannot be sold, if so."""

    attributes: dict[str, AttributeValue]
    unsellable: str = ""


def derive(file: str, rows: list[Row]) -> dict[int, Derived]:
    """Derive every row of a file, by line.

    Raises PartsError where a word is not in the tables of facts (a new chip or case type).
    """
    if file == "video-card":
        return _video_cards(rows)
    return {row.line: _checked(file, row, _BY_FILE[file]) for row in rows}


def _checked(file: str, row: Row, attributes_of: Callable[[Row], Derived]) -> Derived:
    try:
        return attributes_of(row)
    except KeyError as missing:
        message = f"{missing.args[0]!r} is not in the tables of facts."
        raise PartsError([Problem(f"{file}.csv", row.line, "", message)]) from None


def _cpu(row: Row) -> Derived:
    socket = cpu_socket(row.name, row.word("microarchitecture"))
    return Derived(
        _filled(row, "core_count", "core_clock", "boost_clock", "tdp")
        | {
            "socket": socket,
            "microarchitecture": row.word("microarchitecture"),
            "graphics": row.word("graphics"),
        },
        Obstacle.CPU_SOCKET if socket == UNKNOWN else "",
    )


def _board(row: Row) -> Derived:
    socket = board_socket(row.name, row.word("socket"))
    form_factor = row.word("form_factor")
    memory = memory_generation(
        name=row.name,
        socket=socket,
        declared_socket=row.word("socket"),
        max_memory_gb=int(row.number("max_memory")),
        slots=int(row.number("memory_slots")),
    )
    return Derived(
        _filled(row, "max_memory", "memory_slots")
        | {
            "socket": socket,
            "form_factor": form_factor,
            "size_rank": SIZE_RANKS[form_factor],
            "memory": memory,
            "m2_slots": m2_slots(name=row.name, socket=socket, form_factor=form_factor),
            "card_slots": FREE_CARD_SLOTS.get(form_factor, 0),
        },
        _unsellable_board(socket, memory),
    )


def _unsellable_board(socket: str, memory: str) -> str:
    if socket == "integrated":
        return Obstacle.SOLDERED
    if socket.endswith(UNKNOWN):
        return Obstacle.BOARD_SOCKET
    return Obstacle.BOARD_MEMORY if memory == UNKNOWN else ""


def _memory(row: Row) -> Derived:
    generation, speed = row.pair("speed")
    modules, size = row.pair("modules")
    return Derived(
        {
            "generation": f"DDR{generation}",
            "speed": speed,
            "modules": modules,
            "module_size": size,
            "total": modules * size,
            "cas_latency": row.number("cas_latency"),
        }
    )


def _video_cards(rows: list[Row]) -> dict[int, Derived]:
    """Derive the cards; one without a length counts as long as the longest of its chip."""
    lengths: dict[str, int] = defaultdict(int)
    for row in rows:
        chip = row.word("chipset")
        lengths[chip] = max(lengths[chip], int(row.number("length")))
    return {
        row.line: _checked("video-card", row, lambda card: _video_card(card, lengths))
        for row in rows
    }


def _video_card(row: Row, longest_by_chip: dict[str, int]) -> Derived:
    chip = row.word("chipset")
    length = int(row.number("length")) or longest_by_chip[chip]
    return Derived(
        _filled(row, "core_clock", "boost_clock")
        | {
            "chipset": chip,
            "memory": row.number("memory"),
            "watts": chipset_power()[chip],
            "length": length,
        },
        "" if length else Obstacle.CARD_LENGTH,
    )


def _case(row: Row) -> Derived:
    kind = row.word("type")
    volume = row.number("external_volume")
    has_card = not volume or volume >= SMALLEST_CASE_WITH_CARD_L
    return Derived(
        _filled(row, "external_volume")
        | {
            "type": kind,
            "size_rank": SIZE_RANKS[LARGEST_BOARD_BY_CASE[kind]],
            "card_length": case_card_length()[kind] if has_card else 0,
            "supply": case_supply()[kind],
            "psu": int(row.number("psu")),
            "bays": int(row.number("internal_35_bays")),
        }
    )


def _supply(row: Row) -> Derived:
    kind = row.word("type")
    fits = kind in ("ATX", "SFX")
    return Derived(
        {"type": kind, "wattage": row.number("wattage"), "efficiency": row.word("efficiency")},
        "" if fits else Obstacle.SUPPLY_OPENING,
    )


def _cooler(row: Row) -> Derived:
    return Derived({"kind": "water" if row.number("size") else "air"} | _filled(row, "size"))


def _drive(row: Row) -> Derived:
    form = row.word("form_factor")
    bus = _bus(form, row.word("interface"))
    return Derived(
        {
            "bus": bus,
            "bays": 1 if form in INCH_FORMS else 0,
            "capacity": row.number("capacity"),
            "kind": "SSD" if row.word("type") == "SSD" else "HDD",
            "form_factor": form,
            "interface": row.word("interface"),
        },
        Obstacle.DRIVE_CONNECTOR if bus == "other" else "",
    )


def _bus(form: str, interface: str) -> str:
    if form in M2_FORMS:
        return "m2"
    if interface.startswith("SATA "):
        return "sata"
    return "pcie" if form == "PCIe" else "other"


def _system(row: Row) -> Derived:
    return Derived(_filled(row, "max_memory"))


def _filled(row: Row, *columns: str) -> dict[str, AttributeValue]:
    """Take columns over as they stand, leaving out empty cells."""
    return {column: row.number(column) for column in columns if row.cells[column] is not None}


_BY_FILE: dict[str, Callable[[Row], Derived]] = {
    "cpu": _cpu,
    "motherboard": _board,
    "memory": _memory,
    "case": _case,
    "power-supply": _supply,
    "cpu-cooler": _cooler,
    "internal-hard-drive": _drive,
    "os": _system,
}
