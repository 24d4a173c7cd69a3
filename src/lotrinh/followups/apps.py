from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "lotrinh.followups"
    verbose_name = "Theo dõi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.followups import handing

        handing.register()
