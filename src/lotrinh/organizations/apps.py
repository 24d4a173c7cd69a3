from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "lotrinh.organizations"
    verbose_name = "Đơn vị"
    default_auto_field = "django.db.models.BigAutoField"
