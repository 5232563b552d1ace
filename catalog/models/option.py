"""Possible answers, and the building blocks they bring in."""

from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from catalog.codes import KeepsCode, is_option_code
from catalog.models.group import Group
from catalog.texts import MAIN_LANGUAGE, TextsField, in_language


class Module(KeepsCode):
    """A physical building block; products share modules."""

    code = models.CharField(max_length=120, unique=True, validators=[is_option_code])
    name = TextsField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.code


class Option(KeepsCode):
    """One possible answer of a group; its price stands in the price lists."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=120, validators=[is_option_code])
    name = TextsField()
    description = TextsField()
    attributes = models.JSONField(default=dict, blank=True)
    swatch = models.CharField(
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}\Z", "A colour is written as #2f5d8a.")],
    )
    modules = models.ManyToManyField(Module, through="OptionModule", related_name="options")

    history = HistoricalRecords()

    class Meta:
        ordering = ["group", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="option_code_once")]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.code


class OptionModule(models.Model):
    """How many of a module an option brings in."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="option_modules")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="option_modules")
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["option", "module"]
        constraints = [
            models.UniqueConstraint(fields=["option", "module"], name="module_once_per_option"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="module_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.module}"
