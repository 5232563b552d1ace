import pytest
from django.core.exceptions import ValidationError

from catalog.models import Group, Option, Product, Rule, StandardVariant
from tests.factories.catalog import draft_bicycle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Product, Group, Option, Rule, StandardVariant])
def test_code_never_changes(model):
    draft_bicycle()
    row = model.objects.first()
    field = model.code_field
    before = getattr(row, field)
    setattr(row, field, f"{before}9")

    with pytest.raises(ValidationError, match="never changes"):
        row.full_clean()
    with pytest.raises(ValidationError, match="never changes"):
        row.save()

    assert getattr(model.objects.get(pk=row.pk), field) == before


def test_code_of_a_new_row_never_changes_either():
    product = Product.objects.create(code="lamp")
    product.code = "light"

    with pytest.raises(ValidationError, match="never changes"):
        product.save()


@pytest.mark.parametrize("code", ["Frame", "1st", "a b", "a.b", "", "größe", "a\n", "where", "a\0"])
def test_name_code_that_no_rule_could_name_is_refused(code):
    with pytest.raises(ValidationError) as refusal:
        Product(code=code, name={"en": "Lamp"}).full_clean()

    assert set(refusal.value.message_dict) == {"code"}


@pytest.mark.parametrize("code", ["Steel", "-a", "a b", "a/b", "a\n"])
def test_option_code_with_other_characters_is_refused(code):
    group = draft_bicycle().groups.first()

    with pytest.raises(ValidationError) as refusal:
        Option(group=group, code=code).full_clean()

    assert set(refusal.value.message_dict) == {"code"}


@pytest.mark.parametrize("name", [["en"], {"EN": "x"}, {"en": 3}, {"en": "a\0"}, {"en": "\ud800"}])
def test_texts_must_be_readable_by_language(name):
    with pytest.raises(ValidationError) as refusal:
        Product(code="lamp", name=name).full_clean()

    assert set(refusal.value.message_dict) == {"name"}
