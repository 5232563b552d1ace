from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have orders hear what was placed and what the factory did."""
        from orders.event_handlers import register  # noqa: PLC0415 - needs the loaded app registry

        register()
