"""UVL files: what they say, where they are wrong, and what they may not do."""

from fractions import Fraction

import pytest

from configurator.engine.features.errors import UnreadableModel
from configurator.engine.features.feature_model import (
    AttributeMap,
    Feature,
    FeatureGroup,
    FeatureModel,
    FeatureType,
    GroupKind,
)
from configurator.engine.features.formulas import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    ArithmeticKind,
    Attribute,
    Compare,
    ComparisonKind,
    Iff,
    Implies,
    Length,
    Name,
    Not,
    Number,
    Or,
    Text,
)
from configurator.engine.features.uvl_reader import read_uvl
from tests.configurator.engine.features.public_models import public_model

BIKE = """namespace Shop

features
\tBike {abstract}
\t\tmandatory
\t\t\t"Frame size"
\t\t\t\talternative
\t\t\t\t\tSmall
\t\t\t\t\tLarge
\t\toptional
\t\t\tBell {price 12.5, note 'it rings', loud true}

constraints
\tBell => !Small
"""


def constraint(text: str):
    model = read_uvl(
        f"features\n\tR {{n 1}}\n\t\toptional\n\t\t\tA\n\t\t\tB\n\t\t\tC\nconstraints\n\t{text}\n"
    )
    (found,) = model.constraints
    return found


R, A, B, C = map(Name, range(4))


def test_reader_keeps_tree_attributes_and_constraints():
    attributes = (("price", Fraction(25, 2)), ("note", "it rings"), ("loud", True))

    assert read_uvl(BIKE) == FeatureModel(
        (
            Feature("Bike", groups=(0, 1), attributes=(("abstract", None),)),
            Feature("Frame size", 0, 0, (2,)),
            Feature("Small", 1, 2),
            Feature("Large", 1, 2),
            Feature("Bell", 0, 1, attributes=attributes),
        ),
        (
            FeatureGroup(0, GroupKind.MANDATORY, 1, 1, (1,)),
            FeatureGroup(0, GroupKind.OPTIONAL, 0, 1, (4,)),
            FeatureGroup(1, GroupKind.ALTERNATIVE, 1, 1, (2, 3)),
        ),
        (Implies(Name(4), Not(Name(2))),),
        "Shop",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A | B & !C", Or((A, And((B, Not(C)))))),
        ("(A | B) & C", And((Or((A, B)), C))),
        ("A => B => C", Implies(Implies(A, B), C)),
        ("A <=> B | C", Iff(A, Or((B, C)))),
        ("!!A | (((B)))", Or((A, B))),
        ("!A == B", Not(Compare(ComparisonKind.EQUAL, A, B))),
        ("R.n * 2 - -1 >= 3", Compare(
            ComparisonKind.AT_LEAST,
            Arithmetic(
                ArithmeticKind.MINUS,
                Arithmetic(ArithmeticKind.TIMES, Attribute(0, "n"), Number(Fraction(2))),
                Number(Fraction(-1)),
            ),
            Number(Fraction(3)),
        )),
        ("sum(n) < 3", Compare(
            ComparisonKind.LESS, Aggregate(AggregateKind.SUM, "n"), Number(Fraction(3))
        )),
        ("avg(n, A) < 3", Compare(
            ComparisonKind.LESS, Aggregate(AggregateKind.AVERAGE, "n", 1), Number(Fraction(3))
        )),
        ("len(A) == 3", Compare(
            ComparisonKind.EQUAL, Length(A), Number(Fraction(3))
        )),
        ("A == 'a // b'", Compare(ComparisonKind.EQUAL, A, Text("a // b"))),
    ],
)  # fmt: skip
def test_constraint_binds_as_the_grammar_says(text, expected):
    assert constraint(text) == expected


def test_constraint_goes_on_inside_parentheses():
    assert constraint("(A |\n\n   B\n) & C") == And((Or((A, B)), C))


def test_features_carry_types_cardinalities_and_nested_attributes():
    text = (
        "features\n  R\n    [1..*]\n      Integer A cardinality [0..*]\n"
        "      String B {list [1, 'x'], one [3], inner {deep {x -1}}}\n    [2]\n      C\n      D\n"
    )

    model = read_uvl(text)

    inner = AttributeMap((("deep", AttributeMap((("x", -1),))),))
    assert model.features[1:3] == (
        Feature("A", 0, 0, low=0, high=-1, type=FeatureType.INTEGER),
        Feature(
            "B", 0, 0,
            attributes=(("list", (1, "x")), ("one", (3,)), ("inner", inner)),
            type=FeatureType.STRING,
        ),
    )  # fmt: skip
    assert model.groups == (
        FeatureGroup(0, GroupKind.CARDINALITY, 1, 2, (1, 2)),
        FeatureGroup(0, GroupKind.CARDINALITY, 2, 2, (3, 4)),
    )


def test_constraints_among_attributes_are_constraints():
    text = "features\n\tR {constraint A | B, x 1, constraints [A, sum(x, R) < 2]}\n\t\toptional\n\t\t\tA\n\t\t\tB\n"

    model = read_uvl(text)

    assert model.features[0].attributes == (("x", 1),)
    assert model.constraints == (
        Or((A, B)),
        A,
        Compare(ComparisonKind.LESS, Aggregate(AggregateKind.SUM, "x", 0), Number(Fraction(2))),
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_comments_blank_lines_and_line_ends_do_not_matter(line_end):
    text = BIKE.replace("\n", "  /* over\n two */\n\n\t\t\t// nothing\n").replace("\n", line_end)

    assert read_uvl("\ufeff" + text) == read_uvl(BIKE)


def test_names_may_have_any_letters():
    text = 'features\n\t"Größe {x} // é 🚲"\n\t\toptional\n\t\t\tΔ\nconstraints\n\tΔ => "Größe {x} // é 🚲"\n'

    model = read_uvl(text)

    assert [feature.name for feature in model.features] == ["Größe {x} // é 🚲", "Δ"]
    assert model.constraints == (Implies(Name(1), Name(0)),)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("features\n\tA\n\t\tsome\n\t\t\tB\n", 3, 3, "some is no kind of group"),
        ("features\n\tA\n\t\tor\n\t\t\t12B\n", 4, 4, "12B begins with a figure"),
        ("features\n\tA\n\tB\n", 3, 2, "a model has one feature at the top"),
        ("features\n\tA\n\t\tor\n\t\t\tB\n\t\t\tB\n", 5, 4, "the feature B is there twice"),
        ("features\n\tA\n\t\tor\n\t\t\t\tB\n\t\t\tC\n", 5, 4, "this line is indented unlike its"),
        ("features\n\tA\nconstraints\n\tA & D\n", 4, 6, "there is no feature D"),
        ("features\n\tA\nconstraints\n\t(A\n", 4, 2, "a parenthesis is not closed"),
        ("features\n\tA\nconstraints\n\tA &\n", 5, 1, "the constraint ends too early"),
        ("features\n\tA\nconstraints\n\tA)\n", 4, 3, ") is not expected here"),
        ("features\n\tA\nconstraints\n\tA + 1\n", 4, 2, "a constraint has to be true or false"),
        ("features\n\tA\nconstraints\n\tA & 1\n", 4, 4, "& takes what is true or false"),
        ("features\n\tA {x \"y}\n", 2, 7, "\" is not a value"),
        ("features\n\tA {x 1\n", 3, 1, "a brace is not closed"),
        ("features\n\tA cardinality [3..1]\n", 2, 16, "[3..1] has no numbers in it"),
        ("feature\n\tA\n", 1, 1, "feature begins no section"),
        ("namespace X\n", 0, 0, "the model has no features"),
        ("", 0, 0, "the model has no features"),
        ("features\n\tA /* on and on\n", 0, 0, "a comment does not end"),
        ("imports\n\t\"..\".x\nfeatures\n\tA\n", 2, 2, "an import names files by words"),
        ("imports\n\ta.b\nfeatures\n\tA\n", 2, 2, "a/b.uvl is not among the files"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_place(text, line, column, message):
    with pytest.raises(UnreadableModel) as caught:
        read_uvl(text)

    assert message in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)


FILES = {
    "parts/wheel.uvl": "imports\n\trim as r\nfeatures\n\tWheel {x 1}\n\t\tmandatory\n\t\t\tr.Rim\n\t\toptional\n\t\t\tTube\nconstraints\n\tTube => r.Steel\n",
    "parts/rim.uvl": "features\n\tRim\n\t\talternative\n\t\t\tSteel\n\t\t\tAlloy\n",
}


def test_imported_trees_hang_where_they_are_mounted():
    text = "imports\n\tparts.wheel as w\nfeatures\n\tBike\n\t\toptional\n\t\t\tw.Wheel\n\t\t\tBell\nconstraints\n\tBell => w.r.Alloy\n"

    model = read_uvl(text, FILES)

    assert [(feature.name, feature.parent) for feature in model.features] == [
        ("Bike", -1), ("w.Wheel", 0), ("w.r.Rim", 1), ("w.r.Steel", 2), ("w.r.Alloy", 2),
        ("w.Tube", 1), ("Bell", 0),
    ]  # fmt: skip
    assert model.features[1].attributes == (("x", 1),)
    assert model.constraints == (Implies(Name(6), Name(4)), Implies(Name(5), Name(3)))


def test_constraint_over_what_is_not_mounted_is_listed():
    text = "imports\n\tparts.wheel as w\nfeatures\n\tBike\n\t\toptional\n\t\t\tw.Tube\n"

    model = read_uvl(text, FILES)

    assert [feature.name for feature in model.features] == ["Bike", "w.Tube"]
    assert model.unsupported == (
        "parts/wheel.uvl, line 10: the constraint names what is not in the tree",
    )


def test_fault_in_an_imported_file_names_the_file():
    with pytest.raises(UnreadableModel, match=r"^a\.uvl, line 2, column 2: "):
        read_uvl("imports\n\ta\nfeatures\n\tR\n", {"a.uvl": "features\n\t!\n"})


def test_files_that_import_each_other_are_refused():
    files = {"a.uvl": "imports\n\tb\nfeatures\n\tA\n", "b.uvl": "imports\n\ta\nfeatures\n\tB\n"}

    with pytest.raises(UnreadableModel, match=r"a\.uvl imports itself"):
        read_uvl("imports\n\ta\nfeatures\n\tR\n", files)


def test_imports_that_multiply_are_refused():
    files = {
        f"f{n}.uvl": f"imports\n\tf{n + 1} as x\n\tf{n + 1} as y\nfeatures\n\tA\n"
        for n in range(40)
    }

    with pytest.raises(UnreadableModel, match="there are too many imports"):
        read_uvl("imports\n\tf0\nfeatures\n\tR\n", files | {"f40.uvl": "features\n\tA\n"})


@pytest.mark.parametrize(
    "formula",
    [
        "!(" * 100_001 + "A" + ")" * 100_001,
        "(" * 100_000 + "A" + ")" * 100_000,
        " | ".join(["A"] * 100_000),
    ],
)
def test_formula_of_any_length_is_read(formula):
    constraint(formula)


@pytest.mark.parametrize(
    "formula",
    ["!(A & " * 100_000 + "B" + ")" * 100_000, " => ".join(["A"] * 100_000)],
)
def test_formula_nested_too_deep_is_refused(formula):
    with pytest.raises(UnreadableModel, match="nested deeper than"):
        constraint(formula)


@pytest.mark.parametrize(
    "text",
    [
        "features\n\tA {" + "x {" * 100_000,
        "features\n\tA {x " + "[" * 100_000,
        "features\n\t" + "A" * 1_000_000 + "\n",
        "features\n\tA cardinality [1.." + "9" * 1_000_000 + "]\n",
        "features\n\tA {x " + "9" * 1_000_000 + "}\n",
        "/*" * 1_000_000,
        '"' * 1_000_001,
        "features\n\tA {x '" + "(" * 1_000_000,
        "\0" * 100_000,
    ],
)
def test_hostile_text_is_refused(text):
    with pytest.raises(UnreadableModel):
        read_uvl(text)


def test_deep_tree_is_read():
    lines = ["features", " R"]
    for level in range(1, 1500):
        lines += [" " * (2 * level) + "optional", " " * (2 * level + 1) + f"F{level}"]

    assert len(read_uvl("\n".join(lines)).features) == 1500


@pytest.mark.parametrize(
    ("name", "features", "constraints"),
    [
        ("automotive01.uvl", 2513, 2833),
        ("pc-richmond.uvl", 364, 12),
        ("busybox-1.18.0.uvl", 854, 123),
        ("uclibc-ng-1.0.29.uvl", 270, 1403),
    ],
)
def test_public_models_have_their_published_size(name, features, constraints):
    model = public_model(name)

    assert (len(model.features), len(model.constraints)) == (features, constraints)
    assert model.unsupported == ()
