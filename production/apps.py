from django.apps import AppConfig


class ProductionConfig(AppConfig):
    name = "production"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from production import publishing  # noqa: PLC0415 - needs the loaded app registry

        publishing.register()
