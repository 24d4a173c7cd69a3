"""The plan compiler in one warm process: documents a second, by carrier, over processes, and in line with length.

One JSON line per figure: `lotrinh bench compile [--jobs N …] [--pages N …] [--corpus DIR]`. It is measured against the
usual way, a set of line regexes, on the same documents in the same run. Without the corpus (LOTRINH_CORPUS, default
../shared/corpus) only the plan of many pages is measured, which is made here.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from _support import peak_mib, tell

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.pipeline import compile_document
from lotrinh.plans.compiler.values import UnreadableDocument

TREE = Path(__file__).parents[1]
Document = tuple[bytes, str]
TEXT = (".md", ".txt")
CARRIERS = (".txt", ".md", ".docx", ".htm", ".pdf")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench compile")
    parser.add_argument("--corpus", type=Path, default=os.environ.get("LOTRINH_CORPUS", TREE.parent / "shared/corpus"))
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--pages", type=int, nargs="*", default=[250, 500, 1000, 2000])
    args = parser.parse_args(argv)
    corpus = documents(Path(args.corpus))
    compile_document(plan_of(2).encode(), "warm.txt")  # the lexicon is read and the patterns are built once a process
    if corpus:
        measure_text([one for one in corpus if one[1].endswith(TEXT)])
        measure_carriers(corpus)
        measure_jobs([one for one in corpus if one[1].endswith(TEXT)], args.jobs)
    else:
        print(f"Không có tập văn bản ở {args.corpus}: chỉ đo văn bản dựng sẵn.", file=sys.stderr)
    measure_length(args.pages)
    return 0


def documents(folder: Path) -> list[Document]:
    """Every document of the corpus that can be read, smallest name first."""
    files = [*folder.glob("*"), *folder.glob("more/*")]
    found = [path for path in sorted(files) if path.suffix in CARRIERS and path.name != "GUIDELINE.md"]
    return [(path.read_bytes(), path.name) for path in found]


def spent(work: Callable[[Document], object], on: Sequence[Document]) -> tuple[float, float]:
    """Seconds of this process's own time, and of the clock: others may keep the machine busy."""
    own, clock = time.process_time(), time.perf_counter()
    for document in on:
        try:
            work(document)
        except UnreadableDocument:
            continue
    return time.process_time() - own, time.perf_counter() - clock


def measure_text(on: list[Document]) -> None:
    own, clock = spent(lambda one: compile_document(*one), on)
    plain, _ = spent(line_regexes, on)
    figures = {"documents_a_second": round(len(on) / own, 1), "regexes_a_second": round(len(on) / plain, 1)}
    tell("compile", f"{len(on)} text files", "none", own, "line regexes", plain, clock=round(clock, 2), **figures)


def measure_carriers(on: list[Document]) -> None:
    """How much of the time goes into the carrier alone."""
    for suffix in CARRIERS:
        some = [one for one in on if one[1].endswith(suffix)]
        if not some:
            continue
        own, _ = spent(lambda one: compile_document(*one), some)
        carried, _ = spent(lambda one: carry(*one), some)
        each = round(1000 * own / len(some))
        tell("compile", f"{len(some)} {suffix[1:]} files", "none", own, "its carrier alone", carried, ms_each=each)


def measure_jobs(on: list[Document], jobs: Sequence[int]) -> None:
    alone = None
    for count in jobs:
        with ProcessPoolExecutor(count) as pool:
            list(pool.map(_count, [(plan_of(2).encode(), "warm.txt")] * count))
            began = time.perf_counter()
            list(pool.map(_count, on, chunksize=4))
            seconds = time.perf_counter() - began
        alone = alone or seconds
        cores = os.cpu_count()
        tell("compile", f"{len(on)} text files, {count} processes", "none", seconds, "one process", alone, cores=cores)


def _count(document: Document) -> int:
    return len(compile_document(*document).tasks)


def measure_length(pages: Sequence[int]) -> None:
    """A page must cost the same in a long plan as in a short one."""
    first = None
    for count in pages:
        text = plan_of(count)
        seconds, _ = spent(lambda one: compile_document(*one), [(text.encode(), "long.txt")])
        first = first or seconds / count
        figures = {"ms_a_page": round(1000 * seconds / count, 2), "characters": len(text), "mib": peak_mib()}
        tell("compile", f"{count} pages", "none", seconds, "its pages at the first's price", first * count, **figures)


# --- the usual way ----------------------------------------------------------------------------------------------------

_LINES = {
    "number": re.compile(r"Số\s*:\s*(\d+[\w/-]*)"),
    "dated": re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"),
    "heading": re.compile(r"^\W*(?:[IVX]+\.|\d+(?:\.\d+)*\.?|[a-zđ]\)|Điều \d+)\s+\S.*$"),
    "basis": re.compile(r"\d+(?:/\d{4})?/[A-ZĐ][\w-]+"),
    "target": re.compile(r"(?:trên|tối thiểu|ít nhất|đạt|khoảng|không quá)?\s*\d+(?:[.,]\d+)*\s*(?:%|[^\W\d]+)"),
    "lead": re.compile(r"([^.;:]{3,80}?)\s+chủ trì"),
    "support": re.compile(r"phối hợp với\s+([^.;:]{3,200})"),
    "unit": re.compile(r"(?:Sở|Phòng|Ban|Ủy ban nhân dân|UBND|Bộ)\s+[A-ZĐ]\S*(?:\s+\S+){0,6}"),
    "recipient": re.compile(r"^\s*-\s+(.+?)[;.]\s*$"),
}


def line_regexes(document: Document) -> int:
    """How many lines look like something: what a script of a few patterns takes out of the same text."""
    text = document[0].decode("utf-8", "replace")
    return sum(bool(pattern.search(line)) for line in text.splitlines() for pattern in _LINES.values())


# --- a plan of any length ---------------------------------------------------------------------------------------------

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
_UNITS = ("Sở Công Thương", "Sở Xây dựng", "Sở Tài chính", "Sở Y tế", "Công an tỉnh", "Ủy ban nhân dân các xã")


def plan_of(pages: int) -> str:
    """A plan as departments write it, 1,500 characters a page: parts, sections, points, duties and targets."""
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH MINH HẢI\n\nSố: 12/KH-UBND\n\nMinh Hải, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\n"
        "Phát triển công nghiệp đến năm 2030\n\nCăn cứ Luật Quy hoạch số 21/2017/QH14;\n\n"
    )
    body = "".join(_page(number) for number in range(pages))
    return head + body + "Nơi nhận:\n- Các sở, ban, ngành;\n- Lưu: VT.\n"


def _page(number: int) -> str:
    section, point = divmod(number, 12)
    part, section = divmod(section, len(_ROMAN))
    first, second = _UNITS[number % 6], _UNITS[(number + 2) % 6]
    opening = f"PHẦN {part + 1}\n\n" if number % (12 * len(_ROMAN)) == 0 else ""
    opening += f"{_ROMAN[section]}. NỘI DUNG NHÓM {number}\n\n" if point == 0 else ""
    tasks = "".join(
        f"- {('Rà soát', 'Xây dựng', 'Kiểm tra', 'Hướng dẫn')[at % 4]} các cơ sở thuộc nhóm {number} theo quy định, "
        f"hoàn thành trước ngày {at + 1}/{number % 12 + 1}/2027; tổng hợp, báo cáo kết quả về Ủy ban nhân dân tỉnh.\n\n"
        for at in range(8)
    )
    return (
        f"{opening}{point + 1}. Nâng cao chất lượng lĩnh vực {number}\n\n"
        f"a) Đến năm 2030 tỷ lệ lấp đầy đạt trên {number % 90 + 5}%, hỗ trợ ít nhất {number % 40 + 3} doanh nghiệp "
        "mỗi năm; "
        f"thu gom {number % 70 + 20}% chất thải rắn, đào tạo {number % 900 + 100} lao động.\n\n"
        f"b) {first} chủ trì, phối hợp với {second} và các cơ quan liên quan triển khai thực hiện; định kỳ hằng quý "
        "báo cáo kết quả. Các doanh nghiệp trong khu công nghiệp thực hiện nghiêm quy định về bảo vệ môi trường.\n\n"
        f"{tasks}"
    )
