from importlib import import_module

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lotrinh.reporting"
    verbose_name = "Báo cáo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.reporting import leaving

        leaving.register()
        import_module("lotrinh.reporting.files")  # importing it says who reads the files of reports
