"""Which socket a processor needs and which a board has.

The microarchitecture decides; where one was sold in several sockets, the name does. A processor
that no line names is UNKNOWN and fits no board: it is reported, never guessed.
Source: the vendors' processor lists (Intel ARK, AMD product pages).
"""

import re

UNKNOWN = "unknown"

# Microarchitecture, pattern of the name after the maker, socket. The first line that fits counts.
_CPU_SOCKETS: tuple[tuple[str, str, str], ...] = (
    ("Core", r"(Core 2|Celeron (4|E1)|Pentium E2)", "LGA775"),
    ("Wolfdale", r"(Core 2 Duo E|Pentium E[2356]|Celeron E3)", "LGA775"),
    ("Yorkfield", r"Core 2 Extreme QX9775", "LGA771"),
    ("Yorkfield", r"Core 2 (Quad|Extreme) ", "LGA775"),
    ("Nehalem", r"(Core i7-9\d\d|Xeon [EWX]5?5|Xeon W35)", "LGA1366"),
    ("Nehalem", r"(Core i5-7\d\d|Core i7-8\d\d|Xeon [XL]34)", "LGA1156"),
    ("Westmere", r"(Core i7-9\d\d|Xeon [ELX]56|Xeon W36)", "LGA1366"),
    ("Westmere", r"(Core i[35]-[56]\d\d|Pentium G69|Celeron G11)", "LGA1156"),
    ("Sandy Bridge", r"(Core i7-3[89]\d\d|Xeon E5-(16|26|46))", "LGA2011"),
    ("Sandy Bridge", r"(Core i[357]-2\d\d\d|Pentium G[68]|Celeron G[45]|Xeon E3-12)", "LGA1155"),
    ("Ivy Bridge", r"(Core i7-4[89]\d\d|Xeon E5-(16|26|46)\S+ V2)", "LGA2011"),
    ("Ivy Bridge", r"(Core i[357]-3\d\d\d|Pentium G2|Celeron G1|Xeon E3-12\S+ V2)", "LGA1155"),
    ("Haswell", r"(Core i7-5[89]\d\d|Xeon E5-(16|26|46)\S+ V3)", "LGA2011-3"),
    ("Haswell", r"(Core i[357]-4\d\d\d|Pentium G3|Celeron G1|Xeon E3-12\S+ V3)", "LGA1150"),
    ("Haswell Refresh", r"(Core i[357]-4\d\d\d|Pentium G3|Celeron G1|Xeon E3-12\S+ V3)", "LGA1150"),
    ("Broadwell", r"(Core i7-6[89]\d\d|Xeon E5-(16|26|46)\S+ V4)", "LGA2011-3"),
    ("Broadwell", r"(Core i[57]-5\d\d\dC|Xeon E3-12\S+ V4)", "LGA1150"),
    ("Skylake", r"Core i[79]-(7[89]|9[89])\d\dXE?\b|Core i9-(79|99)\d\dXE?\b|Xeon W-21", "LGA2066"),
    ("Skylake", r"(Core i[357]-6\d\d\d|Pentium G4|Celeron G39|Xeon E3-12\S+ V5)", "LGA1151"),
    ("Kaby Lake", r"Core i[57]-7[67]40X", "LGA2066"),
    ("Kaby Lake", r"(Core i[357]-7\d\d\d|Pentium G4|Celeron G39|Xeon E3-12\S+ V6)", "LGA1151"),
    ("Coffee Lake", r"(Core i[357]-8\d\d\d|Pentium Gold G5|Celeron G49|Xeon E-21)", "LGA1151-v2"),
    (
        "Coffee Lake Refresh",
        r"(Core i[3579]-9\d\d\d|Pentium Gold G5|Celeron G49|Xeon E-22)",
        "LGA1151-v2",
    ),
    ("Comet Lake", r"(Core i[3579]-10\d\d\d|Pentium Gold G6|Celeron G59|Xeon W-12)", "LGA1200"),
    ("Rocket Lake", r"(Core i[579]-11\d\d\d|Xeon (W-13|E-23))", "LGA1200"),
    ("Cascade Lake", r"(Core i9-109\d\dXE?|Xeon W-22)", "LGA2066"),
    ("Alder Lake", r"(Core i[3579]-12\d\d\d|Pentium Gold G7|Celeron G69)", "LGA1700"),
    ("Raptor Lake", r"Core i[3579]-13\d\d\d", "LGA1700"),
    ("Raptor Lake Refresh", r"(Core i[3579]-14\d\d\d|300\b)", "LGA1700"),
    ("Arrow Lake", r"Core Ultra [579] 2\d\d", "LGA1851"),
    ("K10", r"Phenom II X4 9[24]0\b", "AM2+"),
    ("K10", r"(Athlon II|Phenom II|Sempron 1)", "AM3"),
    ("Lynx", r"(A[468]-3\d\d\d|Athlon II X[24] 6\d\dK?)", "FM1"),
    ("Bulldozer", r"FX-[4689]1", "AM3+"),
    ("Bulldozer", r"Opteron 6", "G34"),
    ("Piledriver", r"FX-[4689]3|FX-9[35]", "AM3+"),
    ("Piledriver", r"(A(4|6|8|10)-[4567]\d\d\d|Athlon X[24] 7)", "FM2"),
    ("Piledriver", r"Opteron 6", "G34"),
    ("Steamroller", r"((Pro )?A(6|8|10)-7\d\d\d|Athlon X4 8)", "FM2+"),
    ("Excavator", r"(Pro )?A(6|8|10|12)-9\d\d\d", "AM4"),
    ("Excavator", r"Athlon X4 8", "FM2+"),
    ("Zen", r"Threadripper 19", "sTR4"),
    ("Zen", r"(Ryzen [357] (PRO )?[12]\d\d\d|Athlon (2|3)\d)", "AM4"),
    ("Zen+", r"Threadripper 29", "sTR4"),
    ("Zen+", r"(Ryzen [357] (PRO )?[123]\d\d\d|Athlon 3)", "AM4"),
    ("Zen 2", r"Threadripper PRO 39", "sWRX8"),
    ("Zen 2", r"Threadripper 39", "sTRX4"),
    ("Zen 2", r"Ryzen [3579] (PRO )?[34]\d\d\d", "AM4"),
    ("Zen 3", r"Threadripper PRO 59", "sWRX8"),
    ("Zen 3", r"Ryzen [3579] (PRO )?5\d\d\d", "AM4"),
    ("Zen 4", r"EPYC 4\d\d4P", "AM5"),
    ("Zen 4", r"Threadripper (PRO )?79", "sTR5"),
    ("Zen 4", r"Ryzen [3579] (PRO )?[78]\d\d\d", "AM5"),
    ("Zen 5", r"EPYC 4\d\d5P", "AM5"),
    ("Zen 5", r"Threadripper (PRO )?99", "sTR5"),
    ("Zen 5", r"Ryzen [3579] (PRO )?9\d\d\d", "AM5"),
)

# Boards whose cell is not the name of one socket.
_BOARD_SOCKETS: dict[str, str] = {
    "AM3+/AM3": "AM3+",
    "AM3/AM2+/AM2": "AM3",
    "LGA2011-3 Narrow": "LGA2011-3",
    "2 x LGA2011-3": "LGA2011-3",
    "2 x LGA2011-3 Narrow": "LGA2011-3",
}

# LGA1151 was sold twice: chipsets of 2015 to 2017 and, with other contacts used, from 2017 on.
_FIRST_LGA1151 = re.compile(
    r"\b(GA-)?([BHQZ]1[1-7]0|C23[26]|[BHQZ]2[57]0)|MAXIMUS (VIII|IX)\b|C7Z170|X11S(AE|S[HLMV])"
)
_SECOND_LGA1151 = re.compile(r"\b([HBQZ]3[1679][05]|C24[26])|MAXIMUS (X|XI)\b|X11SC[ALHMVZ]")


def cpu_socket(name: str, microarchitecture: str) -> str:
    """Name the socket, or UNKNOWN."""
    bare = re.sub(r"^(AMD|Intel) ", "", name)
    for known, pattern, socket in _CPU_SOCKETS:
        if known == microarchitecture and re.match(pattern, bare):
            return socket
    return UNKNOWN


def board_socket(name: str, socket: str) -> str:
    """Name the socket as processors name it; a soldered processor gives ``integrated``."""
    if socket.startswith("Integrated "):
        return "integrated"
    if socket == "LGA1151":
        return _lga1151(name)
    return _BOARD_SOCKETS.get(socket, socket)


def _lga1151(name: str) -> str:
    if _SECOND_LGA1151.search(name):
        return "LGA1151-v2"
    return "LGA1151" if _FIRST_LGA1151.search(name) else "LGA1151-unknown"
