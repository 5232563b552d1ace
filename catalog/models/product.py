"""What the catalog offers."""

from django.db import models
from simple_history.models import HistoricalRecords

from catalog.codes import KeepsCode, is_name_code
from catalog.texts import MAIN_LANGUAGE, TextsField, in_language


class Product(KeepsCode):
    """A product's draft; what is on sale is a published revision of it."""

    class Kind(models.TextChoices):
        CONFIGURABLE = "configurable", "configurable"
        STANDARD = "standard", "standard (fixed design)"

    code = models.CharField(max_length=60, unique=True, validators=[is_name_code])
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CONFIGURABLE)
    name = TextsField()
    tagline = TextsField()
    picture = models.CharField(
        max_length=60, blank=True, help_text="Name of the drawing in static/pictures."
    )
    position = models.PositiveIntegerField(default=0, help_text="Place in the shop.")
    is_listed = models.BooleanField(default=True, help_text="Shown in the shop when on sale.")
    changed_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "code"]
        permissions = [("publish_product", "Can publish and withdraw products")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["configurable", "standard"]), name="product_kind_known"
            )
        ]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.code
