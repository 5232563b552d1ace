"""Laws between groups."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from catalog.codes import KeepsCode, is_option_code
from catalog.models.group import Group
from catalog.models.product import Product
from catalog.texts import TextsField


class Rule(KeepsCode):
    """A formula in the rule language, or a table of allowed rows."""

    class Kind(models.TextChoices):
        FORMULA = "formula", "formula"
        TABLE = "table", "table of allowed rows"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="rules")
    inside = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="inner_rules",
        help_text="The nested or repeated group it is a law of: it holds in each copy.",
    )
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, validators=[is_option_code])
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FORMULA)
    source = models.TextField(blank=True)
    columns = models.JSONField(default=list, blank=True)
    rows = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(
        null=True, blank=True, help_text="First day on which it holds; empty: from ever."
    )
    valid_until = models.DateField(
        null=True, blank=True, help_text="Last day on which it holds; empty: for good."
    )
    channels = models.JSONField(default=list, blank=True)
    message = TextsField(help_text="What the customer reads; empty: the rule said as a sentence.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["product", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "code"], name="rule_code_once"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from"))
                | Q(valid_from=None)
                | Q(valid_until=None),
                name="rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def as_document(self) -> dict[str, Any]:
        """Return the rule as it stands in the canonical document."""
        document: dict[str, Any] = {
            "code": self.code,
            "kind": self.kind,
            "message": dict(self.message),
        }
        limits = {
            "valid_from": self.valid_from and self.valid_from.isoformat(),
            "valid_until": self.valid_until and self.valid_until.isoformat(),
            "channels": list(self.channels),
        }
        # A limit that is not used is left out: documents without it keep their digest.
        document |= {key: limit for key, limit in limits.items() if limit}
        if self.kind == self.Kind.TABLE:
            return document | {"columns": self.columns, "rows": self.rows}
        return document | {"source": self.source}
