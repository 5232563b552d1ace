"""The nine files and what each column holds; units are those of the data's own README."""

from collections.abc import Callable

from catalog.pc_parts import cells
from catalog.pc_parts.cells import Cell

COLUMNS_BY_FILE: dict[str, dict[str, Callable[[str], Cell]]] = {
    "cpu": {
        "core_count": cells.whole,
        "core_clock": cells.number,
        "boost_clock": cells.optional_number,
        "microarchitecture": cells.word,
        "tdp": cells.whole,
        "graphics": cells.optional_word,
    },
    "motherboard": {
        "socket": cells.word,
        "form_factor": cells.word,
        "max_memory": cells.whole,
        "memory_slots": cells.whole,
        "color": cells.optional_word,
    },
    "memory": {
        "speed": cells.pair,
        "modules": cells.pair,
        "price_per_gb": cells.optional_number,
        "color": cells.optional_word,
        "first_word_latency": cells.number,
        "cas_latency": cells.number,
    },
    "video-card": {
        "chipset": cells.word,
        "memory": cells.number,
        "core_clock": cells.optional_number,
        "boost_clock": cells.optional_number,
        "color": cells.optional_word,
        "length": cells.optional_whole,
    },
    "internal-hard-drive": {
        "capacity": cells.number,
        "price_per_gb": cells.optional_number,
        "type": cells.optional_word,
        "cache": cells.optional_number,
        "form_factor": cells.word,
        "interface": cells.word,
    },
    "case": {
        "type": cells.word,
        "color": cells.optional_word,
        "psu": cells.optional_whole,
        "side_panel": cells.optional_word,
        "external_volume": cells.optional_number,
        "internal_35_bays": cells.whole,
    },
    "power-supply": {
        "type": cells.word,
        "efficiency": cells.optional_word,
        "wattage": cells.whole,
        "modular": cells.word,
        "color": cells.optional_word,
    },
    "cpu-cooler": {
        "rpm": cells.optional_number_or_pair,
        "noise_level": cells.optional_number_or_pair,
        "color": cells.optional_word,
        "size": cells.optional_whole,
    },
    "os": {
        "mode": cells.number_or_pair,
        "max_memory": cells.whole,
    },
}
