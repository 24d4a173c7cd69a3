from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "lotrinh.collection"
    verbose_name = "Thu thập số liệu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.collection import files  # noqa: F401 (declares who reads the papers of answers)
