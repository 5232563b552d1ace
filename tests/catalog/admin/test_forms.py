import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.admin.fields import (
    ConditionalValuesField,
    LinesField,
    RowsField,
    TextsFormField,
    ValueField,
    ValueNamesField,
    WordsField,
)
from tests.catalog.admin.forms import form_values
from tests.factories.catalog import draft_bicycle, europe, priced_bicycle

pytestmark = pytest.mark.django_db


def change(row):
    return reverse(f"admin:catalog_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", {}),
        ("watts = 12\nbus = m2", {"watts": 12, "bus": "m2"}),
        ('size = 1.5\nname = "12"\n\n', {"size": 1.5, "name": "12"}),
        ("formula = a = b", {"formula": "a = b"}),
    ],
)
def test_lines_are_read_as_a_map_and_written_back(text, value):
    field = LinesField(required=False)

    assert field.clean(text) == value
    assert field.clean(field.prepare_value(value)) == value


@pytest.mark.parametrize("text", ["watts", "= 3", "a = 1\na = 2"])
def test_lines_that_are_no_map_are_refused(text):
    with pytest.raises(ValidationError):
        LinesField().clean(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("steel", "steel"),
        ("178", 178),
        ("0.5", 0.5),
        ("bell = 2\nrack = 1", {"bell": 2, "rack": 1}),
        ("{}", {}),
    ],
)
def test_value_is_read_and_written_back(text, value):
    field = ValueField(required=False)

    assert field.clean(text) == value
    assert field.clean(field.prepare_value(value)) == value


@pytest.mark.parametrize("field", [LinesField, ValueField, RowsField, WordsField])
@pytest.mark.parametrize("text", ["a = \0", "a = \ud800", "a\x85b = 1"])
def test_invisible_characters_are_refused(field, text):
    with pytest.raises(ValidationError, match="nobody can see"):
        field().clean(text)


def test_rows_and_words_are_read_and_written_back():
    rows, words = [["steel", 28, "12"], ["carbon", 1.5, ""]], ["frame", "fork"]

    assert RowsField().clean(RowsField().prepare_value(rows)) == rows
    assert WordsField().clean(WordsField().prepare_value(words)) == words


def test_texts_have_an_input_for_each_language():
    field = TextsFormField(required=False)

    assert field.clean(["Frame", "Rahmen", ""]) == {"en": "Frame", "de": "Rahmen"}
    html = field.widget.render("name", {"en": "Frame"})
    assert html.count("<input") == 3
    assert 'value="Frame"' in html
    assert 'aria-label="German"' in html


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", {}),
        ("air:de = Luft\n\nair:ar = هواء", {"air": {"de": "Luft", "ar": "هواء"}}),
        ("2:1:en = Two to one", {"2:1": {"en": "Two to one"}}),
    ],
)
def test_names_of_values_are_read_and_written_back(text, names):
    field = ValueNamesField(required=False)

    assert field.clean(text) == names
    assert field.clean(field.prepare_value(names)) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("air = Luft", "Line 1: write it as word:language = text."),
        ("air:de =", "Line 1: write it as word:language = text."),
        ("air:de = Luft\nair:de = Wind", "Line 2: “air:de” stands twice."),
        ("air:German = Luft", "“German” is no language code such as en or de."),
    ],
)
def test_names_of_values_that_cannot_be_read_are_refused(text, words):
    with pytest.raises(ValidationError, match=re.escape(words)):
        ValueNamesField(required=False).clean(text)


def test_option_with_an_unknown_attribute_is_refused(admin):
    option = draft_bicycle().groups.get(code="frame").options.get(code="steel")
    values = form_values(admin.get(change(option)))

    answer = admin.post(change(option), values | {"attributes": "clearence = 4"})
    again = admin.post(change(option), values | {"attributes": "clearance = wide"})

    expected = "“clearence” is not defined in this group. Defined are: clearance."
    assert expected in answer.content.decode()
    assert "“clearance” must be a number." in again.content.decode()


def test_option_price_is_written_in_the_currency(admin):
    option = priced_bicycle().groups.get(code="frame").options.get(code="carbon")
    values = form_values(admin.get(change(option)))
    assert values["prices-0-amount"] == "890.00"

    admin.post(change(option), values | {"prices-0-amount": "12.34"})

    assert option.prices.get().minor == 1_234


def test_new_price_gets_its_kind_from_where_it_stands(admin):
    product = draft_bicycle()
    rows = {
        "base": product,
        "option": product.groups.get(code="fork").options.first(),
        "unit": product.groups.get(code="rider"),
        "letter": product.groups.get(code="engraving"),
        "variant": product.variants.get(),
    }
    for row in rows.values():
        new = {
            "prices-TOTAL_FORMS": "1",
            "prices-0-price_list": europe().pk,
            "prices-0-from_quantity": "1",
            "prices-0-amount": "5",
        }
        answer = admin.post(change(row), form_values(admin.get(change(row))) | new)
        assert answer.status_code == 302, answer.context["errors"]

    for kind, row in rows.items():
        assert [(price.kind, price.minor) for price in row.prices.all()] == [(kind, 500)]


def test_price_with_parts_of_a_cent_is_refused(admin):
    option = priced_bicycle().groups.get(code="frame").options.get(code="carbon")
    values = form_values(admin.get(change(option)))

    answer = admin.post(change(option), values | {"prices-0-amount": "1.234"})

    assert "Only a price per unit may have parts of a cent." in answer.content.decode()
    assert option.prices.get().minor == 89_000


def test_variant_with_an_unknown_option_is_refused(admin):
    variant = draft_bicycle().variants.get()
    values = form_values(admin.get(change(variant)))

    answer = admin.post(change(variant), values | {"choices": '{"frame": "gold", "x": 1}'})

    text = answer.content.decode()
    assert "The value of “frame” is “gold”, which is no option" in text
    assert "The value of “x” names a group that does not exist" in text


def test_code_is_shown_but_not_edited(admin):
    group = draft_bicycle().groups.get(code="frame")
    values = form_values(admin.get(change(group)))

    admin.post(change(group), values | {"code": "other", "options-0-code": "other"})

    group.refresh_from_db()
    assert group.code == "frame"
    assert list(group.options.values_list("code", flat=True)) == ["steel", "carbon"]


def test_condition_of_a_group_is_kept_and_read_back(admin):
    group = draft_bicycle().groups.get(code="engraving")
    values = form_values(admin.get(change(group)))

    admin.post(change(group), values | {"present_if": "frame = carbon"})

    group.refresh_from_db()
    assert group.present_if == "frame = carbon"
    assert "if frame is Carbon" in admin.get(change(group)).content.decode()


def test_condition_error_points_at_the_character(admin):
    group = draft_bicycle().groups.get(code="engraving")
    values = form_values(admin.get(change(group)))

    answer = admin.post(change(group), values | {"present_if": "frame = carbn"})

    assert "Character 9: There is no group “carbn”." not in answer.content.decode()
    assert "Character 9: “frame” has no option “carbn”." in answer.content.decode()
    group.refresh_from_db()
    assert group.present_if == ""


def test_defaults_of_several_options_are_written_in_one_line():
    field = ConditionalValuesField()
    lines = "bell = 2, rack = 1 if frame = steel\ngloss if ink is free"

    read = field.to_python(lines)

    assert read == [
        {"if": "frame = steel", "value": {"bell": 2, "rack": 1}},
        {"if": "ink is free", "value": "gloss"},
    ]
    assert field.prepare_value(read) == lines
