from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "lotrinh.rules"
    verbose_name = "Quy định theo thời gian"
    default_auto_field = "django.db.models.BigAutoField"
