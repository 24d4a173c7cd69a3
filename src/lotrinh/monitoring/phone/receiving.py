"""What a phone sends: read with distrust, taken once, answered the same each time it is asked."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from lotrinh.core.models import User
from lotrinh.core.vietnamese import nfc
from lotrinh.monitoring.models import SentItem
from lotrinh.monitoring.phone.errors import Mend, Unreadable

LONGEST = 200_000
"""Characters of an item without its files."""
MOST_FILES = 6
LONGEST_ADDRESS = 300
EPOCH = datetime.fromtimestamp(0, UTC)
LATEST = 7.2e12
"""Milliseconds: in the year 2198."""
CLOCK_SLACK = timedelta(minutes=5)
"""A clock that is wrong by less is not worth a word."""


@dataclass(frozen=True)
class Item:
    """One form as it was filled in on a phone."""

    key: UUID
    address: str
    seen: str
    """The version that the phone had when it was filled in; "" where nothing can be overwritten."""
    values: dict[str, list[str]]
    """By name of the field; of versioned forms only what the person changed."""
    files: MultiValueDict
    said_at: datetime | None
    """By the phone's clock, right or wrong."""
    ahead: timedelta
    """So much the phone's clock was ahead of the server's when it sent."""
    person: str

    @property
    def data(self) -> QueryDict:
        """As a form takes it."""
        data = QueryDict(mutable=True)
        for name, values in self.values.items():
            if values:
                data.setlist(name, values)
        return data

    @property
    def when(self) -> str:
        """For the audit: when it was filled in, as the phone said it, and how wrong that clock was."""
        if self.said_at is None:
            return "Gửi từ điện thoại."
        words = f"Điền trên điện thoại lúc {timezone.localtime(self.said_at):%H:%M %d/%m/%Y} theo giờ của máy"
        if abs(self.ahead) > CLOCK_SLACK:
            words += f" (giờ của máy {'nhanh' if self.ahead > timedelta() else 'chậm'} {_worded(abs(self.ahead))})"
        return f"{words}."

    @property
    def digest(self) -> str:
        """Of what it says, not of when it was sent."""
        digest = hashlib.sha256(json.dumps([self.address, self.values], sort_keys=True).encode())
        for name in sorted(self.files):
            for file in self.files.getlist(name):
                digest.update(f"\0{name}\0{file.name}\0".encode())
                for chunk in file.chunks():
                    digest.update(chunk)
        return digest.hexdigest()

    def file(self, name: str) -> UploadedFile | None:
        return self.files.get(name)


def _worded(span: timedelta) -> str:
    return f"{span.days} ngày" if span.days else f"{span.seconds // 60} phút"


def read(request: HttpRequest) -> Item:
    """The item in the part "muc" and its files. Raises Unreadable, with words."""
    given = _object(request.POST.get("muc", ""))
    try:
        key = UUID(given["key"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable("Mục không có mã hợp lệ.") from error
    files = request.FILES
    if sum(len(files.getlist(name)) for name in files) > MOST_FILES:
        raise Unreadable(f"Mỗi mục gửi được nhiều nhất {MOST_FILES} tệp; hãy bỏ bớt.")
    for file in (file for name in files for file in files.getlist(name)):
        file.seek(0)
    clock = _moment(given, "clock")
    return Item(
        key=key,
        address=_text(given, "address", LONGEST_ADDRESS),
        seen=_text(given, "seen", 40),
        values=_values(given.get("values")),
        files=files,
        said_at=_moment(given, "said_at"),
        ahead=clock - timezone.now() if clock else timedelta(),
        person=_text(given, "person", 200),
    )


def _object(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise Unreadable(f"Mục dài quá {LONGEST} ký tự.")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("Mục không đọc được: không phải JSON.") from error
    if not isinstance(given, dict):
        raise Unreadable("Mục không đọc được: phải là một đối tượng JSON.")
    return given


def _text(given: dict[str, Any], name: str, longest: int) -> str:
    text = given.get(name, "")
    if not isinstance(text, str) or len(text) > longest:
        raise Unreadable(f"“{name}” phải là chữ, dài tối đa {longest} ký tự.")
    return _clean(text)


def _clean(text: str) -> str:
    """With composed letters, and nothing in it that no database keeps."""
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half a character, which JSON can say
        raise Unreadable("Mục có ký tự không đọc được.") from error
    if "\0" in text:
        raise Unreadable("Mục có ký tự không đọc được (NUL).")
    return nfc(text)


def _values(given: Any) -> dict[str, list[str]]:
    if not isinstance(given, dict):
        raise Unreadable("“values” phải là một đối tượng: tên ô và giá trị.")
    values = {}
    for name, value in given.items():
        several = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in several):
            raise Unreadable(f"Ô “{name[:80]}” phải là chữ hoặc danh sách chữ.")
        values[_clean(name)] = [_clean(one) for one in several]
    return values


def _moment(given: dict[str, Any], name: str) -> datetime | None:
    """Milliseconds since 1970, as browsers tell time; None when no clock, however wrong, would say so."""
    said = given.get(name)
    is_number = isinstance(said, (int, float)) and not isinstance(said, bool)
    return EPOCH + timedelta(milliseconds=said) if is_number and 0 <= said < LATEST else None


def once(item: Item, *, by: User, take: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `take` answers; done before, its answer of then. Both are kept in one transaction, or neither.

    So it may be asked again after any interruption: of the phone, of the network, of the server between writing and
    answering. What `take` refuses (any exception) leaves nothing behind, and the item may be mended under its key.
    """
    digest = item.digest
    if (earlier := _earlier(item, by, digest)) is not None:
        return earlier
    try:
        with transaction.atomic():
            kept = SentItem.objects.create(
                by=by,
                key=item.key,
                address=item.address,
                digest=digest,
                said_at=item.said_at,
                ahead_seconds=round(item.ahead.total_seconds()),
            )
            kept.answer = take()
            kept.save(update_fields=["answer"])
    except IntegrityError:  # the same item, sent twice at once: the second waited for the first
        if (earlier := _earlier(item, by, digest)) is None:
            raise
        return earlier
    return kept.answer


def _earlier(item: Item, by: User, digest: str) -> dict[str, Any] | None:
    kept = SentItem.objects.filter(by=by, key=item.key).first()
    if kept is None:
        return None
    if kept.digest != digest:
        raise Mend("Mã của mục này đã dùng cho một mục khác; hãy xoá mục rồi điền lại.")
    return kept.answer
