"""`lotrinh compile` and `lotrinh check`: files in, JSON or findings out. Runs without Django."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from .gold import as_gold
from .pipeline import compile_document
from .values import Compiled, EndedDocument, UnreadableDocument


def compile_command(argv: list[str]) -> int:
    """`lotrinh compile FILE… [--json DIR] [--jobs N] [--explain]`. Exit 0 whatever the documents hold."""
    parser = argparse.ArgumentParser(
        prog="lotrinh compile", description="Đọc văn bản kế hoạch (txt, md, docx, doc, html, pdf) thành dữ liệu."
    )
    parser.add_argument("files", nargs="+", metavar="TỆP", type=Path)
    parser.add_argument("--json", metavar="THƯ_MỤC", type=Path, help="ghi TÊN.json vào thư mục này (không có: in ra)")
    parser.add_argument("--jobs", metavar="N", type=int, default=1, help="số tiến trình chạy cùng lúc")
    parser.add_argument("--explain", action="store_true", help="in từng mục đọc được, quy tắc tạo ra nó và độ tin cậy")
    options = parser.parse_args(argv)
    if options.explain:
        return _explain(options.files)
    names = _output_names(options.files)
    if options.json:
        options.json.mkdir(parents=True, exist_ok=True)
    for path, result, message in _compiled(options.files, options.jobs):
        if message:
            print(f"{path}: {message}", file=sys.stderr)
        text = json.dumps(result, ensure_ascii=False, indent=1)
        if options.json:
            if result is not None:
                (options.json / names[path]).write_text(text + "\n", encoding="utf-8")
        elif result is not None:
            print(text)
    return 0


def _output_names(files: Iterable[Path]) -> dict[Path, str]:
    """NAME.json for NAME.ext; two inputs of one NAME keep their extension."""
    files = list(dict.fromkeys(files))
    stems = Counter(path.stem for path in files)
    return {path: f"{path.stem if stems[path.stem] == 1 else path.name}.json" for path in files}


Answer = tuple[Path, dict[str, Any] | None, str]
"""A file, what was read out of it, and what the reader must be told instead."""


def _compiled(files: list[Path], jobs: int) -> Iterator[Answer]:
    """The answers in the order of the files."""
    files = list(dict.fromkeys(files))
    if jobs <= 1 or len(files) == 1:
        yield from map(_compile_file, files)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(files))) as pool:
        yield from pool.map(_compile_file, files)


def _compile_file(path: Path) -> Answer:
    try:
        return path, as_gold(_read(path)), ""
    except UnreadableDocument as error:
        return path, None, str(error)


def _read(path: Path, ended: Sequence[EndedDocument] = ()) -> Compiled:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            f"Không mở được tệp: {error.strerror}. Hãy kiểm tra đường dẫn và quyền đọc."
        ) from error
    return compile_document(data, path.name, ended)


def _explain(files: list[Path]) -> int:
    from .explain import explained

    for path in files:
        print(f"== {path}")
        try:
            for line in explained(_read(path)):
                print(line)
        except UnreadableDocument as error:
            print(error)
    return 0


def check_command(argv: list[str]) -> int:
    """`lotrinh check FILE… [--format text|json|sarif] [--documents FILE]`, `lotrinh check --rules`.

    Exit 1 when there are errors in the documents, 2 when it could not be asked.
    """
    from . import checking

    parser = argparse.ArgumentParser(
        prog="lotrinh check", description="Tìm lỗi và mâu thuẫn trong văn bản kế hoạch, như một bộ kiểm lỗi."
    )
    parser.add_argument("files", nargs="*", metavar="TỆP", type=Path)
    parser.add_argument("--format", choices=["text", "json", "sarif"], default="text", help="dạng kết quả in ra")
    parser.add_argument(
        "--documents", metavar="SỔ", type=Path,
        help="sổ văn bản (xlsx, csv) có cột “hết hiệu lực từ ngày”: báo cả văn bản viện dẫn đã hết hiệu lực",
    )  # fmt: skip
    parser.add_argument("--rules", action="store_true", help="liệt kê các quy tắc kèm lý do và ví dụ")
    options = parser.parse_args(argv)
    if options.rules:
        print("\n".join(checking.rule_lines()))
        return 0
    if not options.files:
        parser.error("hãy cho biết tệp cần kiểm tra, hoặc dùng --rules")
    ended: tuple[EndedDocument, ...] = ()
    if options.documents:
        from .ended import UnreadableRegister, read_ended

        try:
            ended = read_ended(options.documents)
        except UnreadableRegister as error:
            print(f"{options.documents}: {error}", file=sys.stderr)
            return 2
    reports = [_checked(path, ended) for path in dict.fromkeys(options.files)]
    print(checking.WRITERS[options.format](reports))
    return 1 if any(report.has_errors for report in reports) else 0


def _checked(path: Path, ended: Sequence[EndedDocument]) -> Any:
    from .checking import Report

    try:
        return Report(str(path), _read(path, ended))
    except UnreadableDocument as error:
        return Report(str(path), None, str(error))
