"""Questions, and the attributes that their answers have."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from catalog.codes import KeepsCode, is_name_code
from catalog.models.product import Product
from catalog.texts import MAIN_LANGUAGE, TextsField, in_language, is_value_names

DEEPEST = 3
"""How many groups may stand inside each other."""


class Group(KeepsCode):
    """One question of a product. Which further fields count depends on its kind."""

    class Kind(models.TextChoices):
        ONE_OF = "one_of", "one of"
        SOME_OF = "some_of", "some of"
        NUMBER = "number", "number"
        TEXT = "text", "text"
        COLOUR = "colour", "colour"
        FILE = "file", "file"
        NESTED = "nested", "groups of their own, once"
        REPEATED = "repeated", "groups of their own, in copies"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="groups")
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="inner_groups",
        verbose_name="inside",
        help_text="The nested or repeated group that it belongs to; empty: it stands by itself.",
    )
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, validators=[is_name_code])
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.ONE_OF)
    name = TextsField()
    help = TextsField()
    is_optional = models.BooleanField(default=False, help_text="May stay empty.")
    present_if = models.TextField(
        blank=True,
        verbose_name="asked only if",
        help_text="A condition in the rule language, such as: extras has rack. Empty: always asked.",
    )
    default = models.JSONField(
        null=True,
        blank=True,
        help_text="Option code, {option: quantity}, number, text or #rrggbb; null for none.",
    )
    conditional_defaults = models.JSONField(
        default=list,
        blank=True,
        help_text="Each a condition and a value; the first whose condition holds counts.",
    )
    unit = models.CharField(max_length=12, blank=True)
    minimum = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    maximum = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    step = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    min_count = models.PositiveSmallIntegerField(default=0)
    max_count = models.PositiveSmallIntegerField(null=True, blank=True)
    max_quantity = models.PositiveSmallIntegerField(default=1)
    max_length = models.PositiveSmallIntegerField(null=True, blank=True)
    characters = models.CharField(
        max_length=200,
        blank=True,
        help_text="letters, latin, digits, space, and signs, set apart by blanks.",
    )
    blocked_words = models.JSONField(default=list, blank=True)
    is_free = models.BooleanField(
        default=False,
        verbose_name="any colour",
        help_text="Customers may mix a colour of their own.",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["product", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "code"], name="group_code_once"),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(minimum__lte=F("maximum")),
                name="group_minimum_not_above_maximum",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(step__gt=0), name="group_step_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(max_count__isnull=True) | Q(min_count__lte=F("max_count")),
                name="group_min_count_not_above_max_count",
            ),
            models.CheckConstraint(
                condition=Q(max_quantity__gte=1), name="group_max_quantity_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.code

    def clean(self) -> None:
        super().clean()
        words = self.blocked_words
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValidationError({"blocked_words": "Blocked words are a list of words."})
        if self.parent is not None and not self.parent.holds_groups:
            raise ValidationError({"parent": "Choose a nested or repeated group."})
        if self.parent is not None and self.parent.product_id != self.product_id:
            raise ValidationError({"parent": "Choose a group of the same product."})
        if self.is_inside_itself:
            raise ValidationError({"parent": "A group cannot be inside itself."})

    @property
    def holds_groups(self) -> bool:
        return self.kind in (self.Kind.NESTED, self.Kind.REPEATED)

    @property
    def is_inside_itself(self) -> bool:
        around, seen = self.parent, 0
        while around is not None and seen <= DEEPEST:
            if self.pk is not None and around.pk == self.pk:
                return True
            around, seen = around.parent, seen + 1
        return seen > DEEPEST

    @property
    def has_options(self) -> bool:
        return self.kind in (self.Kind.ONE_OF, self.Kind.SOME_OF, self.Kind.COLOUR)


class AttributeDefinition(KeepsCode):
    """A number or word that the options of a group may have."""

    class Kind(models.TextChoices):
        NUMBER = "number", "number"
        WORD = "word", "word"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="attribute_definitions")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, validators=[is_name_code])
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NUMBER)
    unit = models.CharField(max_length=12, blank=True)
    name = TextsField()
    value_names = models.JSONField(default=dict, blank=True, validators=[is_value_names])

    class Meta:
        ordering = ["group", "position", "pk"]
        verbose_name = "attribute"
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="attribute_code_once")
        ]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.code
