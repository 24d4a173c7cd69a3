"""Pages asked and forms sent as somebody."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image


def get(client, who, door, /, *args):
    client.force_login(who)
    return client.get(reverse(f"plans:{door}", args=args))


def post(client, who, door, /, *args, **data):
    client.force_login(who)
    return client.post(reverse(f"plans:{door}", args=args), data)


def a_photo() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(kept, "JPEG")
    return SimpleUploadedFile("anh.jpg", kept.getvalue(), "image/jpeg")
