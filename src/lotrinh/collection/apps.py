from importlib import import_module

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "lotrinh.collection"
    verbose_name = "Thu thập số liệu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.collection import leaving

        leaving.register()
        import_module("lotrinh.collection.files")  # importing it says who reads the papers of answers
