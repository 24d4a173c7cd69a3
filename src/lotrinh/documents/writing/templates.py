"""The office's own Word file as the form of a document: names in double braces are filled in, nothing else is run.

A template is hostile input: Jinja works in its sandbox without globals, without arithmetic that could fill the memory,
and with few filters; a file that would fetch anything from elsewhere, or carries macros, is refused.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

LARGEST_MIB = 10
LARGEST_UNPACKED_MIB = 80
FILTERS = ("default", "first", "join", "last", "length", "lower", "trim", "upper")
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_TARGET = re.compile(rb"""Target\s*=\s*["']([^"']{1,200})""")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class BadTemplate(ValueError):
    """The file cannot serve as a template; the message is Vietnamese and says what to change in it."""


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context, operator, left, right):
        raise SecurityError(f"phép tính “{operator}”")


def check(data: bytes) -> None:
    """Raise BadTemplate unless `data` is a Word file that keeps to itself."""
    if len(data) > LARGEST_MIB << 20:
        raise BadTemplate(f"Tệp mẫu lớn hơn {LARGEST_MIB} MB. Hãy bỏ bớt ảnh trong mẫu.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BadTemplate(
            "Tệp không phải văn bản Word (.docx) hoặc đã đặt mật khẩu. Hãy lưu lại thành .docx."
        ) from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    members = parts.infolist()
    if len(members) > 1000 or sum(member.file_size for member in members) > LARGEST_UNPACKED_MIB << 20:
        raise BadTemplate("Tệp mẫu bung ra quá lớn. Hãy tạo lại mẫu từ một văn bản mới.")
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        raise BadTemplate("Tệp không phải văn bản Word (.docx). Hãy mở bằng Word và lưu lại thành .docx.")
    if any("vbaproject" in name.lower() for name in names):
        raise BadTemplate("Tệp mẫu chứa macro. Hãy lưu lại thành .docx không macro.")
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        text = parts.read(member)
        if _DOCTYPE.search(text):
            raise BadTemplate("Tệp mẫu có khai báo XML lạ. Hãy mở bằng Word và lưu lại thành .docx.")
        if member.filename.lower().endswith(".rels") and (found := _external(text)):
            raise BadTemplate(f"Tệp mẫu trỏ ra ngoài tới “{found}”. Hãy bỏ liên kết hoặc ảnh liên kết đó khỏi mẫu.")


def _external(relationships: bytes) -> str:
    for element in relationships.split(b"<Relationship"):
        if _EXTERNAL.search(element):
            target = _TARGET.search(element)
            return target[1].decode("utf-8", "replace") if target else "?"
    return ""


def fill(data: bytes, values: Mapping[str, Any]) -> bytes:
    """The template with `values` in it: texts, and lists of texts or of mappings for rows. Raises BadTemplate."""
    check(data)
    sandbox = _Sandbox(undefined=StrictUndefined, autoescape=True)
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
    template = DocxTemplate(io.BytesIO(data))
    filled = io.BytesIO()
    try:
        template.render(dict(values), jinja_env=sandbox, autoescape=True)
        template.save(filled)
    except UndefinedError as error:
        known = ", ".join(sorted(values))
        raise BadTemplate(f"Mẫu dùng một tên không có ({error}). Các tên dùng được: {known}.") from error
    except SecurityError as error:
        raise BadTemplate(
            f"Mẫu đòi làm một việc không được phép ({error}). Trong mẫu chỉ điền tên, lặp và điều kiện."
        ) from error
    except TemplateError as error:
        raise BadTemplate(
            f"Mẫu viết sai cú pháp ({error}). Hãy xem lại các dấu ngoặc {{{{ … }}}} và {{% … %}}."
        ) from error
    except Exception as error:  # docxtpl and lxml raise whatever a broken file leads them to
        raise BadTemplate("Không điền được vào mẫu này; hãy kiểm tra mẫu trong Word rồi tải lên lại.") from error
    return filled.getvalue()
