"""Files that are made for whoever asks."""

from django.http import HttpResponse


def download(data: bytes | str, name: str, content_type: str) -> HttpResponse:
    """To be saved as `name`. It shows what one person may see, so nothing on the way keeps it."""
    return HttpResponse(
        data,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )
