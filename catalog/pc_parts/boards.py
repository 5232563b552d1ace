"""What a board takes and the data does not say: memory generation, M.2 slots, size, free slots."""

import re

from catalog.pc_parts.facts import board_m2_slots, socket_memory

UNKNOWN = "unknown"

# Sizes in the order in which a larger case opening takes all smaller boards.
SIZE_RANKS: dict[str, int] = {
    "Thin Mini ITX": 1,
    "Mini ITX": 1,
    "Mini DTX": 2,
    "Micro ATX": 3,
    "ATX": 4,
    "SSI CEB": 5,
    "EATX": 5,
    "XL ATX": 5,
}

# Slots left beside the one that the video card takes.
FREE_CARD_SLOTS: dict[str, int] = {"ATX": 1, "SSI CEB": 1, "EATX": 1, "XL ATX": 1}

ENTRY_LEVEL = re.compile(r"\b[AH](310|320|410|510|520|610|620|810)")
_DDR5_NAME = re.compile(r"(\bDDR5\b|[ /]D5\b)")
_DDR4_NAME = re.compile(r"(\bDDR4\b|[ /-]D4\b)")
_DDR3_NAME = re.compile(r"(\bDDR3\b|[ /]D3\b)")
# No unbuffered DDR4 module holds more than 32 GB.
_LARGEST_DDR4_MODULE_GB = 32

# LGA1700 boards whose makers gave the DDR4 model the bare name.
_BARE_NAME_IS_DDR4 = re.compile(
    r"^(ASRock (H610|B660|H670)|Biostar (H610|B660)|NZXT N5 Z690|NZXT N7-Z69)"
)

# Sockets that outlived a generation: boards whose pages were known when this was written.
_MEMORY_BY_BOARD: dict[str, str] = {
    "ASRock A785GM-LE/128M": "DDR2",
    "ASRock A785GXH/128M": "DDR2",
    "Asus M2N68-AM PLUS": "DDR2",
    "Asus M4A785-M": "DDR2",
    "ASRock G41M-GS": "DDR2",
    "ASRock P43DE": "DDR2",
    "ASRock P43DE3": "DDR3",
    "XFX MBN790IUL9": "DDR3",
}


def memory_generation(
    *, name: str, socket: str, declared_socket: str, max_memory_gb: int, slots: int
) -> str:
    """Name the generation of memory a board takes, or UNKNOWN.

    A generation in the name counts first, then the socket, then what is known of the maker.
    """
    if name in _MEMORY_BY_BOARD:
        return _MEMORY_BY_BOARD[name]
    if socket == "LGA1700":
        return _lga1700_memory(name, max_memory_gb, slots)
    if socket == "LGA1151":
        return "DDR3" if _DDR3_NAME.search(name) else "DDR4"
    if declared_socket == "AM3":
        return "DDR3"
    return socket_memory().get(socket, UNKNOWN)


def _lga1700_memory(name: str, max_memory_gb: int, slots: int) -> str:
    if _DDR4_NAME.search(name):
        return "DDR4"
    if _DDR5_NAME.search(name) or max_memory_gb > _LARGEST_DDR4_MODULE_GB * slots:
        return "DDR5"
    return "DDR4" if _BARE_NAME_IS_DDR4.search(name) else "DDR5"


def m2_slots(*, name: str, socket: str, form_factor: str) -> int:
    """Count the M.2 slots that every board of this socket and size has; older sockets have none."""
    slots = board_m2_slots().get((socket, form_factor), 0)
    if not ENTRY_LEVEL.search(name):
        return slots
    # ASRock names its entry-level boards after the slot where they have one.
    if re.match(r"ASRock .*-(HDV|HVS)", name) and "/M.2" not in name:
        return 0
    return min(slots, 1)
