from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "lotrinh.areas"
    verbose_name = "Địa bàn"
    default_auto_field = "django.db.models.BigAutoField"
