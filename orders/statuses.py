"""The statuses of orders and their lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderStatus(models.TextChoices):
    PLACED = "placed", _("placed")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    CANCELLED = "cancelled", _("cancelled")


class LineStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    CANCELLED = "cancelled", _("cancelled")


class LineKind(models.TextChoices):
    CUSTOM = "custom", _("made to order")
    STOCK = "stock", _("from stock")


class Payment(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
