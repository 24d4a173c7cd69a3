from importlib import import_module

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "lotrinh.followups"
    verbose_name = "Theo dõi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lotrinh.documents.rights import kept_by
        from lotrinh.followups import handing, leaving
        from lotrinh.followups.rights import may_order

        handing.register()
        leaving.register()
        kept_by(may_order)  # minutes that are turned into orders are entered as documents by whoever orders
        for module in ("access", "beside", "opening"):  # importing them is the registration
            import_module(f"lotrinh.followups.{module}")
