import hashlib
import re
import unicodedata
from typing import BinaryIO

from django.core.files.base import File

from lotrinh.core.models import User
from lotrinh.core.registers import Refused, audit
from lotrinh.core.vietnamese import nfc
from lotrinh.documents.choices import FileKind
from lotrinh.documents.models import StoredFile
from lotrinh.documents.sniffing import sniff

LARGEST_MIB = 25
ANY_KIND = frozenset(FileKind)


class FileRefused(Refused):
    """The file is empty, too large, or not of a kind that is taken here."""

    summary = "Tệp không nhận được."


def store_file(
    *,
    file: BinaryIO,
    name: str,
    register: str,
    key: str | int,
    by: User | None,
    kinds: frozenset[FileKind] = ANY_KIND,
    largest_mib: int = LARGEST_MIB,
) -> StoredFile:
    """Keep `file` for the row (register, key). The same bytes for the same row are kept once. Raises FileRefused.

    Whether `by` may add files to that row is for the calling deed to ask.
    """
    name = clean_name(name)
    size = file.seek(0, 2)
    if not size:
        raise FileRefused(summary=f"Tệp “{name}” trống. Hãy chọn lại tệp có nội dung.")
    if size > largest_mib << 20:
        shown = f"{size / (1 << 20):.0f}"
        raise FileRefused(
            summary=f"Tệp “{name}” nặng {shown} MB, chỉ nhận tới {largest_mib} MB. Hãy giảm dung lượng rồi gửi lại."
        )
    kind = sniff(file)
    if kind is None or kind not in kinds:
        taken = ", ".join(FileKind(kind).label for kind in sorted(kinds))
        raise FileRefused(summary=f"Tệp “{name}” không đúng loại nhận ở đây. Các loại nhận được: {taken}.")
    digest = sha256_of(file)
    if (same := StoredFile.objects.of(register, key).filter(sha256=digest, name=name).first()) is not None:
        return same
    with audit(f"Lưu tệp {name}", by=by, register=register) as entry:
        kept = StoredFile(name=name, kind=kind, size=size, sha256=digest, register=register, key=str(key), entry=entry)
        kept.file.save(name, File(file), save=False)
        kept.save()
    return kept


def sha256_of(file: BinaryIO) -> str:
    """Hex digest of the whole file, read in pieces. Leaves the file at its start."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1 << 20):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def clean_name(name: str) -> str:
    """The last part of a path, composed letters, without control characters or what no file system takes."""
    last = re.split(r"[/\\]", nfc(name))[-1]
    visible = "".join(char for char in last if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    return visible.strip(" .")[-200:] or "tep"
