from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have orders hear what was placed and what the factory did."""
        from foundation.services.erasing import (  # noqa: PLC0415 - needs the loaded app registry
            register_eraser,
        )
        from orders.event_handlers import register  # noqa: PLC0415 - needs the loaded app registry
        from orders.services.erasing import (  # noqa: PLC0415 - needs the loaded app registry
            check_erasable,
            erase_of_account,
        )

        register()
        register_eraser(erase_of_account, check=check_erasable)
