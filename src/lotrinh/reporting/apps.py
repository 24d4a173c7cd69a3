from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lotrinh.reporting"
    verbose_name = "Báo cáo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.reporting import files  # noqa: F401 (declares who reads the files of reports)
