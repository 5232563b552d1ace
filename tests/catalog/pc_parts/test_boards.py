"""Memory and slots of boards, checked by hand against the makers' pages."""

import pytest

from catalog.pc_parts.boards import m2_slots, memory_generation


@pytest.mark.parametrize(
    ("name", "socket", "max_memory_gb", "slots", "generation"),
    [
        ("MSI B650 GAMING PLUS WIFI", "AM5", 192, 4, "DDR5"),
        ("MSI B550-A PRO", "AM4", 128, 4, "DDR4"),
        ("Gigabyte Z890 AORUS ELITE", "LGA1851", 256, 4, "DDR5"),
        ("Asus PRIME Z790-P WIFI D4", "LGA1700", 128, 4, "DDR4"),
        ("ASRock B760M-HDV/M.2 D4", "LGA1700", 64, 2, "DDR4"),
        ("ASRock B760 Pro RS/D4", "LGA1700", 128, 4, "DDR4"),
        ("Gigabyte B760 DS3H AX DDR4", "LGA1700", 128, 4, "DDR4"),
        ("ASRock H610M-HDV/M.2+ D5", "LGA1700", 96, 2, "DDR5"),
        ("Asus PRIME Z790-P WIFI", "LGA1700", 192, 4, "DDR5"),
        ("ASRock B660M Pro RS", "LGA1700", 128, 4, "DDR4"),
        ("NZXT N7-Z69XT-B1", "LGA1700", 128, 4, "DDR4"),
        ("Gigabyte B760M D3HP", "LGA1700", 192, 4, "DDR5"),
        ("Asus H110M-K", "LGA1151", 32, 2, "DDR4"),
        ("Asus H110M-K D3", "LGA1151", 32, 2, "DDR3"),
        ("Gigabyte GA-Z270P-D3", "LGA1151", 64, 4, "DDR4"),
        ("ASRock P43DE3", "LGA775", 16, 4, "DDR3"),
        ("ASRock G41M-S", "LGA775", 8, 2, "unknown"),
    ],
)
def test_board_takes_the_generation_of_its_page(name, socket, max_memory_gb, slots, generation):
    found = memory_generation(
        name=name,
        socket=socket,
        declared_socket=socket,
        max_memory_gb=max_memory_gb,
        slots=slots,
    )

    assert found == generation


@pytest.mark.parametrize(
    ("name", "socket", "form_factor", "slots"),
    [
        ("MSI B650 GAMING PLUS WIFI", "AM5", "ATX", 2),
        ("ASRock B650I Lightning WiFi", "AM5", "Mini ITX", 1),
        ("Gigabyte A520M K V2", "AM4", "Micro ATX", 1),
        ("Asus PRIME H610M-A D4-CSM", "LGA1700", "Micro ATX", 1),
        ("ASRock H610M-HVS", "LGA1700", "Micro ATX", 0),
        ("ASRock H610M-HVS/M.2 R2.0", "LGA1700", "Micro ATX", 1),
        ("Asus Z97-A", "LGA1150", "ATX", 0),
    ],
)
def test_board_has_at_least_the_slots_of_its_kind(name, socket, form_factor, slots):
    assert m2_slots(name=name, socket=socket, form_factor=form_factor) == slots
