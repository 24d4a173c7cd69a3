from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lotrinh.api"
    verbose_name = "Cửa máy"
    default_auto_field = "django.db.models.BigAutoField"
