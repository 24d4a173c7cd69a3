from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lotrinh.plans"
    verbose_name = "Kế hoạch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.plans import beside, handing, leaving  # noqa: F401 - `beside` enters itself by being imported

        handing.register()
        leaving.register()
