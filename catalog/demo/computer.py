"""The computer of the demo: the committed slice of real parts, and two builds made ahead."""

from dataclasses import replace
from pathlib import Path

from catalog.demo.definition import Definition, Variant
from catalog.pc_parts import computer as parts_computer
from catalog.pc_parts.reader import read_parts

SLICE = Path(parts_computer.__file__).parent / "slice"

STUDIO = {
    "cpu": "amd-ryzen-5-7600",
    "board": "msi-b650-gaming-plus-wifi-black",
    "memory": "corsair-vengeance-rgb-32-gb-ddr5-6000-2x16-cl36-black",
    "video": "msi-ventus-2x-plus-oc-geforce-rtx-5060-ti-16gb-black-gray",
    "drives": {"crucial-p3-plus-1000gb-ssd-m-2-2280-m-2-pcie-4-0-x4": 1},
    "case": "montech-xr-atx-mid-tower-black-tempered-glass",
    "supply": "msi-mag-a650bn-650w-bronze-false-black",
    "cooler": "thermalright-peerless-assassin-120-se-black-silver",
    "system": "microsoft-windows-11-home-oem-dvd-64-bit",
}

VARIANTS = [
    Variant("WB-STUDIO", "Workbench Studio, ready built", STUDIO, 138_900),
    Variant(
        "WB-HOME",
        "Workbench Home, ready built",
        STUDIO | {"video": "", "system": ""},
        78_900,
    ),
]


def demo_computer() -> Definition:
    """Build the demo's computer from the slice."""
    product = parts_computer.computer(read_parts(SLICE))
    return replace(product, variants=VARIANTS)
