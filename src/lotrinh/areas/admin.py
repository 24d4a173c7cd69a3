from django.contrib import admin

from lotrinh.areas.models import Area, AreaSuccession


class ReadOnly:
    """The list comes from `load_areas`; here one only looks."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Area)
class AreaAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["name", "code", "kind", "parent", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["fold"]


@admin.register(AreaSuccession)
class AreaSuccessionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["predecessor", "successor", "on", "legal_act"]
    list_select_related = ["predecessor", "successor"]
