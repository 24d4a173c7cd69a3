"""Photos and files that prove something, made fit to be kept: photos upright, shrunk, and only the picture left."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from lotrinh.documents.actions import FileRefused
from lotrinh.documents.choices import FileKind
from lotrinh.documents.sniffing import sniff

LARGEST = 25 * 1024 * 1024
MOST_PIXELS = 80_000_000
"""A phone's best camera stays below; a picture made to fill the memory does not."""
LONG_SIDE = 1600
"""Pixels of a kept photo: enough to read a sign board, a tenth of what the phone sends."""
QUALITY = 80
_PHOTOS = {FileKind.JPEG, FileKind.PNG, FileKind.WEBP}


def is_photo(file) -> bool:
    return sniff(file) in _PHOTOS


def cleaned(file):
    """`file` (named, open for reading) as it may be kept: a photo without place, time or phone. Raises FileRefused.

    What is no photo passes as it is: whether its kind is taken is asked where it is stored.
    """
    if file.seek(0, io.SEEK_END) > LARGEST or not is_photo(file):
        file.seek(0)
        return file
    kept = io.BytesIO(_picture(file))
    kept.name = f"{(file.name or 'anh').rsplit('.', 1)[0]}.jpg"
    return kept


def _picture(file) -> bytes:
    name = file.name or "ảnh"
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                size = f"{image.width} × {image.height}"
                raise FileRefused(summary=f"Ảnh “{name}” quá lớn ({size} điểm); hãy chụp cỡ nhỏ hơn.")
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a large JPEG is read at the size it is needed in
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused(summary=f"Ảnh “{name}” hỏng hoặc chưa tải hết; hãy chụp lại hoặc chọn ảnh khác.") from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    kept = io.BytesIO()
    # A new picture of the pixels alone: whatever the phone wrote beside them stays behind.
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
