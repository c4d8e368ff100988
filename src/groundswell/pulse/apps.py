"""The pulse as a Django app."""

from importlib import import_module

from django.apps import AppConfig, apps


class PulseConfig(AppConfig):
    """The pulse: the append-only log of everything that happened."""

    name = "groundswell.pulse"
    label = "pulse"

    def ready(self) -> None:
        """Enter every room's events into the catalogue."""
        for config in apps.get_app_configs():
            if config.name.startswith("groundswell.") and config.module is not None:
                try:
                    import_module(f"{config.name}.events")
                except ModuleNotFoundError as error:
                    if error.name != f"{config.name}.events":
                        raise
