"""Zip containers (docx) opened with care: bombs, encryption and foreign content are refused before anything is read."""

import io
import zipfile
import zlib

from lxml import etree

from ..values import UnreadableDocument

LARGEST_PART = 80 * 1024 * 1024
"""Bytes of one unpacked part. The XML of a plan of 200 pages has about 10 MiB."""
MOST_PARTS = 5_000


class Archive:
    """The parts of a zip file by name; each is unpacked on request, never beyond LARGEST_PART."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._broken() from error
        if len(self._zip.namelist()) > MOST_PARTS:
            raise UnreadableDocument(
                f"Tệp “{name}” chứa quá nhiều phần ({len(self._zip.namelist())}), không phải văn bản thường."
            )

    def names(self) -> list[str]:
        return self._zip.namelist()

    def read(self, part: str) -> bytes | None:
        """The unpacked part; None where there is none."""
        try:
            info = self._zip.getinfo(part)
        except KeyError:
            return None
        if info.flag_bits & 0x1:
            raise UnreadableDocument(
                f"Tệp “{self.name}” được đặt mật khẩu. "
                "Hãy mở bằng Word, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi lưu lại."
            )
        try:
            with self._zip.open(info) as stream:
                content = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise self._broken() from error
        if len(content) > LARGEST_PART:
            raise UnreadableDocument(
                f"Tệp “{self.name}” bung ra quá lớn (phần {part} trên {LARGEST_PART // 1024**2} MB), "
                "có thể là tệp phá hoại. "
                "Hãy mở bằng Word và lưu lại thành tệp mới."
            )
        return content

    def xml(self, part: str) -> etree._Element | None:
        """The part's root element; None where the part is absent."""
        content = self.read(part)
        return None if content is None else parse_xml(content, self.name)

    def _broken(self) -> UnreadableDocument:
        return UnreadableDocument(
            f"Tệp “{self.name}” bị hỏng hoặc chưa tải xong, không mở được. "
            "Hãy mở bằng Word (chọn Mở và sửa chữa) rồi lưu lại."
        )


def parse_xml(content: bytes, name: str) -> etree._Element:
    """XML without entities, DTD or network. Raises UnreadableDocument where it declares entities or is broken."""
    if b"<!ENTITY" in content[:20_000] or b"<!DOCTYPE" in content[:20_000]:
        raise UnreadableDocument(
            f"Tệp “{name}” chứa khai báo lạ (DOCTYPE/ENTITY) không có trong tệp Word thật. Hãy lưu lại bằng Word."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(
            f"Tệp “{name}” có phần XML bị hỏng, không đọc được. Hãy mở bằng Word và lưu lại."
        ) from error
