from django.apps import AppConfig


class RelocationConfig(AppConfig):
    name = "lotrinh.relocation"
    verbose_name = "Di dời"
    default_auto_field = "django.db.models.BigAutoField"
