"""The `lotrinh` command: its words, and which module answers each.

A word's module is imported when it is asked for, so that `compile`, `check` and `relocate` start without Django.
"""

import sys
from importlib import import_module
from importlib.util import find_spec

WORDS = {
    "demo": ("lotrinh.config.commands.demo", "chạy bản minh hoạ: chương trình Cao Lãnh với sổ mẫu"),
    "serve": ("lotrinh.config.commands.serve", "chạy thật cho một cơ quan"),
    "backup": ("lotrinh.config.commands.backup", "sao lưu cơ sở dữ liệu và tệp đính kèm vào một tệp"),
    "restore": ("lotrinh.config.commands.restore", "khôi phục từ tệp sao lưu"),
    "compile": ("lotrinh.plans.compiler.cli:compile_command", "đọc văn bản kế hoạch thành dữ liệu (JSON)"),
    "check": ("lotrinh.plans.compiler.cli:check_command", "tìm lỗi và mâu thuẫn trong văn bản kế hoạch"),
    "relocate": (
        "lotrinh.relocation.model.cli:relocate_command",
        "lập phương án di dời; relocate check kiểm tra phương án",
    ),
    "coverage": ("lotrinh.monitoring.coverage_command", "câu nào của kế hoạch được phục vụ bằng gì"),
    "bench": ("lotrinh.config.commands.bench", "đo tốc độ, mỗi số đo một dòng JSON"),
    "test": ("lotrinh.config.commands.test", "chạy bộ kiểm thử"),
    "worker": ("lotrinh.config.commands.worker", "chạy riêng tiến trình việc nền"),
    "manage": ("lotrinh.config.commands.manage", "lệnh quản trị của Django"),
}
"""Word → (the module that answers, and the function in it where that is not `main`; what the word is for)."""
NEEDS_DJANGO = {"coverage"}
"""Words answered by a room below this one, which expects Django to be set up."""


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    word, arguments = (argv[0], argv[1:]) if argv else ("--help", [])
    if word in ("-h", "--help", "help"):
        print(usage())
        return 0
    if word == "--version":
        print(import_module("lotrinh").__version__)
        return 0
    if word not in WORDS:
        print(f"Không có lệnh “{word}”.\n{usage()}", file=sys.stderr)
        return 2
    try:
        return answer(word, arguments)
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our answer, such as `head`, has seen enough
        sys.stderr.close()
        return 1


def answer(word: str, arguments: list[str]) -> int:
    module, _, function = WORDS[word][0].partition(":")
    if word in NEEDS_DJANGO:
        import_module("lotrinh.config.commands.manage").set_up()
    return getattr(import_module(module), function or "main")(arguments) or 0


def usage() -> str:
    known = [(word, label) for word, (name, label) in WORDS.items() if _exists(name.partition(":")[0])]
    lines = [f"  {word:<10}{label}" for word, label in known]
    return "\n".join(["Cách dùng: lotrinh LỆNH [THAM SỐ]", "", *lines, "", "lotrinh LỆNH --help cho biết tham số."])


def _exists(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
