from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lotrinh.demo"
    verbose_name = "Minh hoạ"
    default_auto_field = "django.db.models.BigAutoField"
