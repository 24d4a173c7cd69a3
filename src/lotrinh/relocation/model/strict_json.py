"""JSON that must be exactly what the format says: no repeated key, no NaN; errors are Vietnamese."""

import gzip
import json
import math
from collections.abc import Collection
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from .problem import ProblemError

LARGEST = 1e15
Value = TypeVar("Value")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise ProblemError(f"Khóa “{key}” bị lặp lại.")
        seen[key] = value
    return seen


def _no_constant(text: str) -> NoReturn:
    raise ProblemError(f"Giá trị “{text}” không phải là số hợp lệ.")


def load(path: Path) -> Any:
    """The JSON value in `path` (plain or gzip). Raises ProblemError."""
    try:
        raw = Path(path).read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
        return json.loads(text, object_pairs_hook=_no_repeats, parse_constant=_no_constant)
    except ProblemError:
        raise
    except OSError as error:
        raise ProblemError(f"Không đọc được tệp “{path}”: {error.strerror or error}.") from error
    except (ValueError, EOFError, RecursionError) as error:
        raise ProblemError(f"Tệp “{path}” không phải là JSON hợp lệ: {error}.") from error
    except Exception as error:  # zlib.error has no common ancestor
        raise ProblemError(f"Tệp “{path}” bị hỏng: {error}.") from error


def keys(value: Any, wanted: Collection[str], where: str) -> dict[str, Any]:
    """`value` as an object with exactly the keys `wanted`."""
    if not isinstance(value, dict):
        raise ProblemError(f"{where}: phải là một đối tượng.")
    for key in wanted:
        if key not in value:
            raise ProblemError(f"{where}: thiếu khóa “{key}”.")
    for key in value:
        if key not in wanted:
            raise ProblemError(f"{where}: khóa lạ “{key}”.")
    return value


def items(value: Any, where: str, length: int | None = None) -> list[Any]:
    if not isinstance(value, list):
        raise ProblemError(f"{where}: phải là một danh sách.")
    if length is not None and len(value) != length:
        raise ProblemError(f"{where}: phải có {length} phần tử, đang có {len(value)}.")
    return value


def text(value: Any, where: str, empty: bool = False) -> str:
    if not isinstance(value, str) or (not value and not empty):
        raise ProblemError(f"{where}: phải là chữ{'' if empty else ', không để trống'}.")
    return value


def flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise ProblemError(f"{where}: phải là true hoặc false.")
    return value


def number(value: Any, where: str, most: float = LARGEST) -> float:
    if value is None:
        raise ProblemError(f"{where}: thiếu giá trị.")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ProblemError(f"{where}: phải là số.")
    if not (0 <= value <= most) or not math.isfinite(value):
        raise ProblemError(
            f"{where}: số phải từ 0 đến {most:g}, đang là {value:g}." if abs(value) < 1e300 else f"{where}: số quá lớn."
        )
    return float(value)


def whole(value: Any, where: str, most: int) -> int:
    if value is None:
        raise ProblemError(f"{where}: thiếu giá trị.")
    if isinstance(value, bool) or not isinstance(value, int):
        raise ProblemError(f"{where}: phải là số nguyên.")
    if not 0 <= value <= most:
        raise ProblemError(f"{where}: phải từ 0 đến {most}.")
    return value


def names(value: Any, where: str, what: str) -> tuple[str, ...]:
    """Distinct, non-empty texts."""
    seen: set[str] = set()
    for position, name in enumerate(items(value, where)):
        text(name, f"{where}, {what} thứ {position}")
        if name in seen:
            raise ProblemError(f"{where}: “{name}” bị trùng.")
        seen.add(name)
    return tuple(value)


def one_of(value: Any, table: dict[str, Value], where: str) -> Value:
    if not isinstance(value, str) or value not in table:
        raise ProblemError(f"{where}: không có “{value}”.")
    return table[value]
