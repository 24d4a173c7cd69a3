from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "lotrinh.core"
    verbose_name = "Hạt nhân"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # A room declares its registers and measures in modules of these names; importing them is the registration.
        autodiscover_modules("registers", "measures", "jobs")
