from django.conf import settings


def site(request):
    """What every page shows: whether the registers are invented samples, and the parts of the menu."""
    return {"is_demo": settings.IS_DEMO, "base_map_url": settings.BASE_MAP_URL}
