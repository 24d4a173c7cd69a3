from importlib import import_module

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "lotrinh.organizations"
    verbose_name = "Đơn vị"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.organizations import leaving_own

        leaving_own.register()
        import_module("lotrinh.organizations.panels")  # importing it puts the panel on the pages of `areas`
