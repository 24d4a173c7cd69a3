from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "lotrinh.clusters"
    verbose_name = "Cụm công nghiệp"
    default_auto_field = "django.db.models.BigAutoField"
