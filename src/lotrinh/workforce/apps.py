from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "lotrinh.workforce"
    verbose_name = "Lao động"
    default_auto_field = "django.db.models.BigAutoField"
