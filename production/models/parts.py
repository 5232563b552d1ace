"""Parts: what is kept in stock and used up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.Model):
    """Something bought, or made in advance by a routing of its own."""

    class Source(models.TextChoices):
        BOUGHT = "bought", _("bought")
        MADE = "made", _("made")

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, default="piece")
    source = models.CharField(max_length=10, choices=Source, default=Source.BOUGHT)
    cost_minor = models.PositiveIntegerField(default=0, help_text=_("for one unit, in cents"))
    currency = models.CharField(max_length=3, default="EUR")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
