from importlib import import_module

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lotrinh.reporting"
    verbose_name = "Báo cáo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.reporting import leaving

        leaving.register()
        for module in ("files", "matters"):  # importing them is the registration
            import_module(f"lotrinh.reporting.{module}")
