"""Sockets, checked by hand against the vendors' processor lists."""

import pytest

from catalog.pc_parts.sockets import board_socket, cpu_socket

PROCESSORS = [
    ("AMD Ryzen 7 9800X3D", "Zen 5", "AM5"),
    ("AMD Ryzen 5 8500G", "Zen 4", "AM5"),
    ("AMD EPYC 4564P", "Zen 4", "AM5"),
    ("AMD Ryzen 7 5800X3D", "Zen 3", "AM4"),
    ("AMD Ryzen 9 3950X", "Zen 2", "AM4"),
    ("AMD Threadripper 3970X", "Zen 2", "sTRX4"),
    ("AMD Ryzen 5 3400G", "Zen+", "AM4"),
    ("AMD Threadripper 2970WX", "Zen+", "sTR4"),
    ("AMD Athlon 200GE", "Zen", "AM4"),
    ("AMD Threadripper 1950X", "Zen", "sTR4"),
    ("AMD A12-9800E", "Excavator", "AM4"),
    ("AMD A10-7850K", "Steamroller", "FM2+"),
    ("AMD FX-8350", "Piledriver", "AM3+"),
    ("AMD A10-6700", "Piledriver", "FM2"),
    ("AMD Opteron 6320", "Piledriver", "G34"),
    ("AMD FX-6100", "Bulldozer", "AM3+"),
    ("AMD Phenom II X6 1090T Black", "K10", "AM3"),
    ("AMD A4-3300", "Lynx", "FM1"),
    ("Intel Core Ultra 7 265K", "Arrow Lake", "LGA1851"),
    ("Intel Core i5-14600K", "Raptor Lake Refresh", "LGA1700"),
    ("Intel 300", "Raptor Lake Refresh", "LGA1700"),
    ("Intel Core i3-12100F", "Alder Lake", "LGA1700"),
    ("Intel Core i9-11900K", "Rocket Lake", "LGA1200"),
    ("Intel Core i9-10900K", "Comet Lake", "LGA1200"),
    ("Intel Core i9-10980XE", "Cascade Lake", "LGA2066"),
    ("Intel Core i9-9900K", "Coffee Lake Refresh", "LGA1151-v2"),
    ("Intel Core i7-8700K", "Coffee Lake", "LGA1151-v2"),
    ("Intel Core i7-7700K", "Kaby Lake", "LGA1151"),
    ("Intel Core i7-7740X", "Kaby Lake", "LGA2066"),
    ("Intel Core i5-6500", "Skylake", "LGA1151"),
    ("Intel Core i9-9940X", "Skylake", "LGA2066"),
    ("Intel Core i7-7800X", "Skylake", "LGA2066"),
    ("Intel Core i7-6950X", "Broadwell", "LGA2011-3"),
    ("Intel Core i7-4790K", "Haswell Refresh", "LGA1150"),
    ("Intel Core i7-4770K", "Haswell", "LGA1150"),
    ("Intel Core i7-5820K", "Haswell", "LGA2011-3"),
    ("Intel Xeon E5-2640 V3", "Haswell", "LGA2011-3"),
    ("Intel Core i5-3570K", "Ivy Bridge", "LGA1155"),
    ("Intel Core i7-4930K", "Ivy Bridge", "LGA2011"),
    ("Intel Core i7-2600K", "Sandy Bridge", "LGA1155"),
    ("Intel Xeon E5-2680", "Sandy Bridge", "LGA2011"),
    ("Intel Core i7-980", "Westmere", "LGA1366"),
    ("Intel Core i5-661", "Westmere", "LGA1156"),
    ("Intel Core i7-920", "Nehalem", "LGA1366"),
    ("Intel Core i5-750", "Nehalem", "LGA1156"),
    ("Intel Core 2 Quad Q9550", "Yorkfield", "LGA775"),
    ("Intel Core 2 Extreme QX9775", "Yorkfield", "LGA771"),
    ("Intel Core 2 Duo E8400", "Wolfdale", "LGA775"),
    ("Intel Core 2 Quad Q6600", "Core", "LGA775"),
]


@pytest.mark.parametrize(("name", "microarchitecture", "socket"), PROCESSORS)
def test_processor_has_the_socket_of_its_makers_list(name, microarchitecture, socket):
    assert cpu_socket(name, microarchitecture) == socket


@pytest.mark.parametrize(
    ("name", "microarchitecture"),
    [
        ("AMD Ryzen AI 9 HX 370", "Zen 5"),
        ("Intel Core i7-7700K", "Meteor Lake"),
        ("VIA Nano X2", "Isaiah"),
    ],
)
def test_processor_that_no_line_names_is_unknown(name, microarchitecture):
    assert cpu_socket(name, microarchitecture) == "unknown"


@pytest.mark.parametrize(
    ("name", "declared", "socket"),
    [
        ("MSI B650 GAMING PLUS WIFI", "AM5", "AM5"),
        ("Asus Z170-A", "LGA1151", "LGA1151"),
        ("Asus MAXIMUS IX APEX", "LGA1151", "LGA1151"),
        ("Gigabyte GA-B250M-DS3H", "LGA1151", "LGA1151"),
        ("Supermicro MBD-X11SSM-F-O", "LGA1151", "LGA1151"),
        ("MSI Z390-A PRO", "LGA1151", "LGA1151-v2"),
        ("MSI MAG B365M MORTAR", "LGA1151", "LGA1151-v2"),
        ("Asus ROG MAXIMUS XI HERO (WI-FI)", "LGA1151", "LGA1151-v2"),
        ("Supermicro X11SCL-IF", "LGA1151", "LGA1151-v2"),
        ("Nobody's board", "LGA1151", "LGA1151-unknown"),
        ("ASRock 970M PRO3", "AM3+/AM3", "AM3+"),
        ("Supermicro MBD-X10SRL-F-O", "LGA2011-3 Narrow", "LGA2011-3"),
        ("Supermicro MBD-X10DAX", "2 x LGA2011-3", "LGA2011-3"),
        ("Intel D525MW", "Integrated Atom D525", "integrated"),
    ],
)
def test_board_has_the_socket_that_processors_name(name, declared, socket):
    assert board_socket(name, declared) == socket
