"""Law 1 on orders: what was agreed at placing, the timeline and the movements never change."""

from django.db import migrations

from foundation.triggers import forbid

AGREED_ON_ORDER = (
    "number",
    "account_id",
    "payment",
    "currency",
    "total_minor",
    "tax_minor",
    "price_list_version_id",
    "placed_at",
    "promised_at",
)
AGREED_ON_LINE = (
    "order_id",
    "position",
    "kind",
    "product_code",
    "product_name",
    "sku",
    "snapshot",
    "quantity",
    "unit_minor",
    "total_minor",
    "tax_minor",
    "price_lines",
    "promised_at",
    "promised_run",
    "work_order_id",
)


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        forbid("orders_order", columns=AGREED_ON_ORDER),
        forbid("orders_orderline", columns=AGREED_ON_LINE),
        forbid("orders_orderevent"),
        forbid("orders_linemovement"),
    ]
