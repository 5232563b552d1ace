"""What is derived from a row, and what is refused or told to be unsellable."""

from decimal import Decimal

import pytest

from catalog.pc_parts.derive import derive
from catalog.pc_parts.facts import chipset_power
from catalog.pc_parts.reader import PartsError, Row


def row(file_cells, name="Part", line=2):
    return Row(line=line, name=name, price_minor=100, cells=file_cells)


def card(chip, length, line):
    cells = {
        "chipset": chip,
        "memory": Decimal(8),
        "core_clock": None,
        "boost_clock": None,
        "color": "",
        "length": length,
    }
    return row(cells, line=line)


def case(kind, psu=None, volume=None):
    cells = {
        "type": kind,
        "color": "",
        "psu": psu,
        "side_panel": "",
        "external_volume": volume,
        "internal_35_bays": 2,
    }
    return derive("case", [row(cells)])[2].attributes


def drive(form_factor, interface):
    cells = {
        "capacity": Decimal(1000),
        "price_per_gb": None,
        "type": "SSD",
        "cache": None,
        "form_factor": form_factor,
        "interface": interface,
    }
    return derive("internal-hard-drive", [row(cells)])[2]


def test_memory_capacity_is_modules_times_size(parts):
    kit = derive("memory", parts.rows["memory"])[2]

    assert kit.attributes == {
        "generation": "DDR5",
        "speed": 6000,
        "modules": 2,
        "module_size": 16,
        "total": 32,
        "cas_latency": Decimal(36),
    }


def test_card_takes_its_power_from_the_chip():
    cards = derive("video-card", [card("GeForce RTX 5060 Ti", 227, 2)])

    assert cards[2].attributes["watts"] == 180
    assert cards[2].unsellable == ""


def test_card_without_a_length_counts_as_the_longest_of_its_chip():
    cards = derive("video-card", [card("Arc A380", None, 2), card("Arc A380", 222, 3)])

    assert cards[2].attributes["length"] == 222


def test_card_whose_chip_has_no_length_at_all_is_unsellable():
    cards = derive("video-card", [card("Arc A380", None, 2)])

    assert cards[2].attributes["length"] == 0
    assert cards[2].unsellable == "The length of this card is not known."


def test_chip_without_a_power_figure_is_refused():
    with pytest.raises(PartsError) as refusal:
        derive("video-card", [card("GeForce RTX 9999", 300, 7)])

    assert (
        str(refusal.value) == "video-card.csv:7: 'GeForce RTX 9999' is not in the tables of facts."
    )


def test_case_types_say_what_fits():
    tower = case("ATX Mid Tower", volume=Decimal(45))

    assert tower == {
        "external_volume": Decimal(45),
        "type": "ATX Mid Tower",
        "size_rank": 4,
        "card_length": 330,
        "supply": "ATX",
        "psu": 0,
        "bays": 2,
    }


def test_case_with_a_supply_names_its_watts():
    assert case("MicroATX Mini Tower", psu=300)["psu"] == 300


def test_case_below_six_litres_takes_no_card():
    assert case("Mini ITX Desktop", volume=Decimal("4.1"))["card_length"] == 0


@pytest.mark.parametrize(
    ("form_factor", "interface", "bus", "bays"),
    [
        ("M.2-2280", "M.2 PCIe 4.0 X4", "m2", 0),
        ("M.2-2242", "M.2 SATA", "m2", 0),
        ("3.5", "SATA 6.0 Gb/s", "sata", 1),
        ("2.5", "SATA 3.0 Gb/s", "sata", 1),
        ("PCIe", "PCIe x4", "pcie", 0),
        ("2.5", "U.2", "other", 1),
        ("3.5", "SAS 12.0 Gb/s", "other", 1),
        ("mSATA", "mSATA", "other", 0),
    ],
)
def test_drive_takes_a_slot_or_a_bay(form_factor, interface, bus, bays):
    found = drive(form_factor, interface).attributes

    assert (found["bus"], found["bays"]) == (bus, bays)


def test_power_of_chips_is_plausible_and_sourced():
    watts = chipset_power()

    assert len(watts) == 241
    assert all(10 <= value <= 600 for value in watts.values())
