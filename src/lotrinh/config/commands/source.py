"""Where the source tree is, for the commands that only work inside one."""

from pathlib import Path


def source_tree(word: str) -> Path:
    root = Path(__file__).resolve().parents[4]
    if not (root / "pyproject.toml").is_file():
        raise SystemExit(
            f"lotrinh {word} chỉ chạy trong mã nguồn (thư mục có tệp pyproject.toml), không chạy từ gói cài."
        )
    return root
