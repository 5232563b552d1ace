"""The Workbench computer: nine groups of real parts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from catalog.demo.definition import Definition, Group, Option
from catalog.pc_parts.codes import option_codes
from catalog.pc_parts.derive import AttributeValue, Derived, derive
from catalog.pc_parts.laws import RULES
from catalog.pc_parts.reader import Parts, Row

ASSEMBLY_PRICE = 8_900
MAX_DRIVES = 4

# Group code, file, name, help, and the attributes in the order in which they are shown.
_Attributes = Sequence[tuple[str, str, str, str]]
_GROUPS: tuple[tuple[str, str, str, str, _Attributes], ...] = (
    ("cpu", "cpu", "Processor", "What everything else is built around.", (
        ("core_count", "number", "", "Cores"),
        ("core_clock", "number", "GHz", "Clock"),
        ("boost_clock", "number", "GHz", "Boost clock"),
        ("tdp", "number", "W", "Power"),
        ("socket", "word", "", "Socket"),
        ("microarchitecture", "word", "", "Architecture"),
        ("graphics", "word", "", "Graphics"),
    )),
    ("board", "motherboard", "Board", "Its socket decides which processors fit.", (
        ("socket", "word", "", "Socket"),
        ("form_factor", "word", "", "Size"),
        ("memory", "word", "", "Memory"),
        ("memory_slots", "number", "", "Memory slots"),
        ("max_memory", "number", "GB", "Most memory"),
        ("m2_slots", "number", "", "M.2 slots, at least"),
        ("card_slots", "number", "", "Free card slots, at least"),
        ("size_rank", "number", "", "Size rank"),
    )),
    ("memory", "memory", "Memory", "One kit of equal modules.", (
        ("total", "number", "GB", "Capacity"),
        ("generation", "word", "", "Generation"),
        ("speed", "number", "MHz", "Speed"),
        ("modules", "number", "", "Modules"),
        ("module_size", "number", "GB", "Each"),
        ("cas_latency", "number", "", "CAS latency"),
    )),
    ("video", "video-card", "Video card", "You may go without where the processor has graphics.", (
        ("chipset", "word", "", "Chip"),
        ("memory", "number", "GB", "Memory"),
        ("length", "number", "mm", "Length"),
        ("watts", "number", "W", "Power"),
        ("core_clock", "number", "MHz", "Clock"),
        ("boost_clock", "number", "MHz", "Boost clock"),
    )),
    ("drives", "internal-hard-drive", "Storage", "One to four drives.", (
        ("capacity", "number", "GB", "Capacity"),
        ("kind", "word", "", "Kind"),
        ("bus", "word", "", "Connector"),
        ("bays", "number", "", "Bays it takes"),
        ("form_factor", "word", "", "Size"),
        ("interface", "word", "", "Interface"),
    )),
    ("case", "case", "Case", "It decides the size of everything inside.", (
        ("type", "word", "", "Type"),
        ("external_volume", "number", "l", "Volume"),
        ("card_length", "number", "mm", "Longest card"),
        ("bays", "number", "", "Drive bays"),
        ("supply", "word", "", "Supply opening"),
        ("psu", "number", "W", "Built-in supply"),
        ("size_rank", "number", "", "Size rank"),
    )),
    ("supply", "power-supply", "Power", "Not needed where the case has one built in.", (
        ("wattage", "number", "W", "Power"),
        ("type", "word", "", "Size"),
        ("efficiency", "word", "", "80 PLUS"),
    )),
    ("cooler", "cpu-cooler", "Cooler", "Keeps the processor quick and quiet.", (
        ("kind", "word", "", "Kind"),
        ("size", "number", "mm", "Radiator"),
    )),
    ("system", "os", "System", "Or none, and you install your own.", (
        ("max_memory", "number", "GB", "Most memory"),
    )),
)  # fmt: skip

# Words of the source that customers read otherwise.
VALUE_NAMES = {
    "air": "Air",
    "water": "Water",
    "m2": "M.2",
    "pcie": "PCIe slot",
    "sata": "SATA",
    "plus": "80+ without a metal",
    "bronze": "Bronze",
    "gold": "Gold",
    "platinum": "Platinum",
    "titanium": "Titanium",
}

FILE_BY_GROUP = {code: file for code, file, *_ in _GROUPS}
OPTIONAL_GROUPS = ("video", "supply", "system")

# A quiet desk computer for work and play; a part that is not in the import is left open.
DEFAULTS: Mapping[str, str] = {
    "cpu": "amd-ryzen-5-7600",
    "board": "msi-b650-gaming-plus-wifi-black",
    "memory": "corsair-vengeance-rgb-32-gb-ddr5-6000-2x16-cl36-black",
    "video": "msi-ventus-2x-plus-oc-geforce-rtx-5060-ti-16gb-black-gray",
    "drives": "crucial-p3-plus-1000gb-ssd-m-2-2280-m-2-pcie-4-0-x4",
    "case": "montech-xr-atx-mid-tower-black-tempered-glass",
    "supply": "msi-mag-a650bn-650w-bronze-false-black",
    "cooler": "thermalright-peerless-assassin-120-se-black-silver",
}


def computer(parts: Parts, code: str = "computer") -> Definition:
    """Build the product from the parts that are for sale.

    Raises PartsError where a part's chip or type is not in the tables of facts.
    """
    return Definition(
        code=code,
        kind="configurable",
        name="Workbench computer",
        tagline="Real parts that are checked against each other",
        base_price=ASSEMBLY_PRICE,
        groups=[
            _group(entry, parts.rows[entry[1]], derive(entry[1], parts.rows[entry[1]]))
            for entry in _GROUPS
        ],
        rules=RULES,
        variants=None,
    )


def _group(
    entry: tuple[str, str, str, str, _Attributes],
    rows: Sequence[Row],
    derived_by_line: Mapping[int, Derived],
) -> Group:
    code, file, name, help_text, attributes = entry
    codes = option_codes(file, rows)
    known = set(codes.values())
    is_some_of = code == "drives"
    default = DEFAULTS.get(code) if DEFAULTS.get(code) in known else None
    return Group(
        code=code,
        kind="some_of" if is_some_of else "one_of",
        name=name,
        help=help_text,
        default={default: 1} if default and is_some_of else default,
        is_optional=code in OPTIONAL_GROUPS,
        attributes=attributes,
        value_names=VALUE_NAMES,
        options=[_option(codes[row.line], row, derived_by_line[row.line]) for row in rows],
        settings=(
            {"min_count": 1, "max_count": MAX_DRIVES, "max_quantity": MAX_DRIVES}
            if is_some_of
            else {}
        ),
    )


def _option(code: str, row: Row, derived: Derived) -> Option:
    return Option(
        code=code,
        name=row.name,
        description=derived.unsellable,
        price=row.price_minor,
        attributes={code: _json_value(value) for code, value in derived.attributes.items()},
    )


def _json_value(value: AttributeValue) -> int | float | str:
    """Write whole numbers as such; the others print as the digits they were read from."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == int(value) else float(value)
