"""Law 1 on money: what moved, and what was agreed about delivery, never changes."""

from django.db import migrations

from foundation.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_payments_and_delivery")]

    operations = [
        forbid("orders_paymententry"),
        forbid("orders_delivery"),
        forbid("orders_shipmentline"),
    ]
