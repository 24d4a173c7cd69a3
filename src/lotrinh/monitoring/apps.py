from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "lotrinh.monitoring"
    verbose_name = "Tiến độ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.monitoring import keeping, matters  # noqa: F401 - enter themselves by being imported
