from django.apps import AppConfig


class ConfiguratorConfig(AppConfig):
    name = "configurator"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the engine's check and its artefact to what publishing a revision does."""
        from configurator import publishing  # noqa: PLC0415 - needs the loaded app registry

        publishing.register()
