from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "lotrinh.monitoring"
    verbose_name = "Tiến độ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.monitoring import keeping  # noqa: F401 - enters itself with what is kept every night
