"""The statuses of orders and their lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderStatus(models.TextChoices):
    PLACED = "placed", _("placed")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")


class LineStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    SHIPPED = "shipped", _("on its way")
    CANCELLED = "cancelled", _("cancelled")


class LineKind(models.TextChoices):
    CUSTOM = "custom", _("made to order")
    STOCK = "stock", _("from stock")


class Payment(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CARD = "card", _("Card")


class PaymentStatus(models.TextChoices):
    STARTED = "started", _("started")
    NEEDS_STEP = "needs_step", _("waiting for your bank")
    UNANSWERED = "unanswered", _("waiting for an answer")
    AGREED = "agreed", _("agreed")
    CHARGED = "charged", _("paid")
    DECLINED = "declined", _("refused")
    VOIDED = "voided", _("released")
    REFUNDED = "refunded", _("given back")
