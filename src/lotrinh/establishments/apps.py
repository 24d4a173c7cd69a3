from django.apps import AppConfig


class EstablishmentsConfig(AppConfig):
    name = "lotrinh.establishments"
    verbose_name = "Cơ sở sản xuất"
    default_auto_field = "django.db.models.BigAutoField"
