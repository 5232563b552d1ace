from fractions import Fraction

import pytest

from catalog.language import LanguageError, rule_expression
from catalog.language.nodes import Attribute, Choice, Table
from tests.catalog.language.documents import SCHEMA


def table(columns, rows):
    return rule_expression({"kind": "table", "columns": columns, "rows": rows}, SCHEMA)


def test_table_keeps_columns_and_exact_rows():
    rows = [["steel", 28, 178.5], ["carbon", 45, None], ["", None, 150]]

    assert table(["frame", "tyres.width", "rider"], rows) == Table(
        (Choice("frame"), Attribute("tyres", "width"), Choice("rider")),
        (
            ("steel", Fraction(28), Fraction("178.5")),
            ("carbon", Fraction(45), Fraction(0)),
            ("", Fraction(0), Fraction(150)),
        ),
    )


@pytest.mark.parametrize(
    ("columns", "rows", "message"),
    [
        ([], [], "A table needs at least one column."),
        (["frame", "frame"], [], "A column stands twice in the table."),
        (["frame + 1"], [], "Only numbers can be added up."),
        (["frame = steel"], [], "A column is a group or an attribute."),
        (["extras"], [], "“extras” may have several options; write extras has …"),
        (["frame"], [["steel", 1]], "Row 1 has 2 cells; 1 are needed."),
        (["frame"], [["steel"], ["gold"]], "Row 2, column frame: there is no option “gold”."),
        (["frame"], [[3]], "Row 1, column frame: a word must stand here."),
        (["tyres.width"], [["wide"]], "Row 1, column tyres.width: a number must stand here."),
        (["rider"], [[float("inf")]], "“inf” is neither a word nor a number."),
        (["rider"], [[True]], "“True” is neither a word nor a number."),
        (["rider"], [[{}]], "“{}” is neither a word nor a number."),
    ],
)
def test_table_is_refused_with_row_and_column(columns, rows, message):
    with pytest.raises(LanguageError) as refusal:
        table(columns, rows)

    assert refusal.value.message == message


def test_table_beyond_a_million_cells_is_refused():
    with pytest.raises(LanguageError, match="at most 1,000,000 cells"):
        table(["frame", "rider"], [["steel", 1]] * 500_001)
