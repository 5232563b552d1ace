"""The tables of public facts beside this file, each row with its source."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def chipset_power() -> dict[str, int]:
    """Watts of a video card by its chip."""
    return {row["chipset"]: int(row["watts"]) for row in _rows("chipset_power.csv")}


@cache
def case_card_length() -> dict[str, int]:
    """Longest video card in mm by case type."""
    return {row["case_type"]: int(row["mm"]) for row in _rows("case_card_length.csv")}


@cache
def case_supply() -> dict[str, str]:
    """The opening for a power supply by case type: ``ATX`` or ``SFX``."""
    return {row["case_type"]: row["supply"] for row in _rows("case_supply.csv")}


@cache
def board_m2_slots() -> dict[tuple[str, str], int]:
    """M.2 slots by socket and form factor."""
    return {
        (row["socket"], row["form_factor"]): int(row["slots"])
        for row in _rows("board_m2_slots.csv")
    }


@cache
def socket_memory() -> dict[str, str]:
    """Memory generation by socket, for sockets that were built with one generation only."""
    return {row["socket"]: row["memory"] for row in _rows("socket_memory.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
