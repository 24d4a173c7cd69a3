from importlib import import_module

from django.apps import AppConfig


class RelocationConfig(AppConfig):
    name = "lotrinh.relocation"
    verbose_name = "Di dời"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.relocation import leaving

        leaving.register()
        import_module("lotrinh.relocation.files")  # importing it says who reads an owner's papers
