"""doc, and the other formats an office program opens, through LibreOffice where the machine has it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ..values import UnreadableDocument

SECONDS = 120


def converted_to_docx(data: bytes, name: str, suffix: str) -> bytes:
    """The document as docx. Raises UnreadableDocument where LibreOffice is missing or cannot read the file."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableDocument(
            f"Tệp “{name}” là Word đời cũ ({suffix}); máy này không có LibreOffice để mở. "
            "Hãy mở bằng Word, chọn Lưu thành .docx rồi gửi lại, hoặc nhờ quản trị cài gói libreoffice-writer-nogui."
        )
    with tempfile.TemporaryDirectory(prefix="lotrinh-") as folder:
        source = Path(folder) / f"van-ban{suffix}"
        source.write_bytes(data)
        _convert(program, source, name)
        target = source.with_suffix(".docx")
        if not target.exists():
            raise _unreadable(name)
        return target.read_bytes()


def _convert(program: str, source: Path, name: str) -> None:
    """Runs without macros and with a profile of its own, so that no setting of the user's counts."""
    command = [
        program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation=file://{source.parent}/profile",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    environment = {**os.environ, "SAL_DISABLE_OPENCL": "1", "HOME": str(source.parent)}
    try:
        subprocess.run(command, timeout=SECONDS, capture_output=True, check=False, env=environment)
    except subprocess.TimeoutExpired as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> UnreadableDocument:
    return UnreadableDocument(f"LibreOffice không mở được tệp “{name}”. Hãy mở bằng Word và lưu lại dạng .docx.")
