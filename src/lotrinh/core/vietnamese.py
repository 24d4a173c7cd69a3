"""Vietnamese text, numbers and dates: folding for search, keys for sorting, reading and printing. Pure: no Django.

Word on macOS writes decomposed letters, databases sort by whatever collation they were made with, and officials write
1.234,5 and 31/12/2025: everything that enters or leaves passes through here.
"""

import calendar
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

# --- letters ---------------------------------------------------------------------------------------------------------

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Tone marks in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng."""
_OTHER_MARK = 6  # a foreign mark (ü, ç, ñ) sorts after the Vietnamese tones of the same letter


def nfc(text: str) -> str:
    """`text` with composed letters: the one form that is stored."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_FOLDED = {ord("đ"): "d"} | {
    ord(letter): _without_marks(letter)
    for base in "aăâeêioôơuưy"
    for tone in _TONES
    for letter in [unicodedata.normalize("NFC", base + tone)]
    if not letter.isascii()
}


def fold(text: str) -> str:
    """`text` for searching: lower case, no marks, đ as d, single spaces. "Lô  ĐẤT" → "lo dat"."""
    folded = text.lower()
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", folded).translate(_FOLDED)
        if not folded.isascii():
            folded = _without_marks(folded).replace("đ", "d")
    return " ".join(folded.split())


# --- sorting ---------------------------------------------------------------------------------------------------------

_END, _SPACE, _NUMBER = "00", "01", "1"


def _letter_codes() -> dict[str, tuple[str, str]]:
    """Character → (its code, its tone digit) for every Vietnamese letter with every tone.

    A code is a letter and a digit, so that no two letters ever meet: Czech collations sort "ch", Danish "aa" as one
    letter. Only b–f are used, which every Latin collation keeps in this order.
    """
    codes = {}
    for place, letter in enumerate(_LETTERS):
        code = "bcdef"[place // 10] + str(place % 10)
        for tone, digit in _TONES.items():
            codes[unicodedata.normalize("NFC", letter + tone)] = code, str(digit)
    return codes


_CODES = {char: pair for char, pair in _letter_codes().items() if len(char) == 1}
_PIECES = re.compile(r"[0-9]{1,99}|\w|[^\w]+|_")


def sort_key(text: str) -> str:
    """A key of [0-9a-z] that puts texts in Vietnamese order under any collation of any database.

    Letters first (a ă â b c d đ e ê …, two characters each), then, between equal letters, the tones
    (ngang huyền hỏi ngã sắc nặng). Runs of digits sort as numbers: "Lô 2" before "Lô 10". Case, punctuation and the
    amount of white space do not count. Three characters a letter at most, eight for a letter of another script.
    """
    codes: list[str] = []
    tones: list[str] = []
    for piece in _PIECES.findall(nfc(text).lower()):
        code, tone = _CODES.get(piece) or _code_of(piece)
        if code == _SPACE and (not codes or codes[-1] == _SPACE):
            continue
        codes.append(code)
        tones.append(tone)
    if codes and codes[-1] == _SPACE:
        codes.pop()
    primary = "".join(codes)
    marks = "".join(tones).rstrip("0")
    return primary + _END + marks if marks else primary


def _code_of(piece: str) -> tuple[str, str]:
    """Code and tone digit of a run of digits, a run of separators or a letter outside the Vietnamese alphabet."""
    if piece[0] in "0123456789":
        number = piece.lstrip("0") or "0"
        return f"{_NUMBER}{len(number):02}{number}", "0"
    if piece == "_" or not piece[0].isalnum():
        return _SPACE, "0"
    base = _without_marks(piece)
    if base in _CODES:
        return _CODES[base][0], str(_OTHER_MARK)
    return f"f9{ord(piece[0]):07}", "0"


# --- numbers ---------------------------------------------------------------------------------------------------------


class NotANumber(ValueError):
    """The text is no number a Vietnamese reader would take for one; the message says how to write it."""


class ForeignNumber(NotANumber):
    """The text is a number in the English manner (1,234.5), where comma and point swap their meaning."""


_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u2007\u2009\u202f"))
_VIETNAMESE = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
_ENGLISH = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_AMBIGUOUS = re.compile(r"\d{1,3}[.,]\d{3}")


def parse_number(value: str | int | float | Decimal) -> Decimal:
    """The number written in `value` the Vietnamese way: "1.234,5", "1234,5", "12 %" (12), "-3", "(3)" (-3).

    Numbers from a spreadsheet pass unchanged. Raises NotANumber, and ForeignNumber for "1,234.5" or "1.5", each with a
    Vietnamese message. "1.234" is read as 1234 and "1,234" as 1.234; `number_style` tells where that is uncertain.
    """
    if isinstance(value, bool):
        raise NotANumber("Ô chứa giá trị đúng/sai, cần một số.")
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        if not number.is_finite():
            raise NotANumber("Ô chứa giá trị không phải số hữu hạn.")
        return number
    sign, digits = _split_sign(value)
    if _VIETNAMESE.fullmatch(digits):
        return sign * Decimal(digits.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(digits):
        meant = format_number(sign * Decimal(digits.replace(",", "")))
        raise ForeignNumber(f"“{value.strip()}” viết theo kiểu Anh; hãy viết {meant} (dấu phẩy trước phần lẻ).")
    raise NotANumber(f"“{_shortened(value)}” không phải là số; hãy viết như 1.234,5.")


def number_style(value: object) -> str:
    """How a cell writes its number: "vi", "en", "unclear" ("1.234", "1,234") or "" (says nothing either way)."""
    if not isinstance(value, str):
        return ""
    _, digits = _split_sign(value)
    if _AMBIGUOUS.fullmatch(digits):
        return "unclear"
    vietnamese, english = _VIETNAMESE.fullmatch(digits), _ENGLISH.fullmatch(digits)
    if bool(vietnamese) == bool(english):
        return ""
    return "vi" if vietnamese else "en"


def _split_sign(text: str) -> tuple[int, str]:
    digits = text.translate(_SPACES).removesuffix("%")
    if digits.startswith("(") and digits.endswith(")"):
        return -1, digits[1:-1]
    if digits[:1] in {"-", "\u2212", "\u2013"}:
        return -1, digits[1:]
    return 1, digits.removeprefix("+")


def format_number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """`value` as printed in a Vietnamese document: 1234.5 → "1.234,5"; without `places` no zeros added; None → ""."""
    if value is None:
        return ""
    number = Decimal(str(value))
    text = f"{number:,f}" if places is None else f"{number:,.{places}f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not text.strip("-0.,"):
        text = text.removeprefix("-")
    return text.translate({ord(","): ".", ord("."): ","})


# --- dates -----------------------------------------------------------------------------------------------------------


class NotADate(ValueError):
    """The value is no day of the calendar; the message says why and how to write one."""


_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d+)")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d+)", re.IGNORECASE)
_NO_YEAR = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(61, 109_576)
"""1 March 1900 (Excel believes in a 29 February 1900) to 31 December 2199."""


def parse_date(value: str | int | float | date | datetime) -> date:
    """The day written in `value`: 31/12/2025, 31-12-2025, 2025-12-31, "ngày 31 tháng 12 năm 2025", an Excel serial.

    Raises NotADate with a Vietnamese message, which for 31/02 names the last day of that month.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value)
    text = " ".join(nfc(str(value)).replace("\u00a0", " ").split())
    if match := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text):
        return _checked(text, year=match[3], month=match[2], day=match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return _checked(text, year=match[1], month=match[2], day=match[3])
    if re.fullmatch(r"\d{5}", text):
        return _from_serial(int(text))
    if _NO_YEAR.fullmatch(text):
        raise NotADate(f"“{text}” thiếu năm; hãy viết đủ ngày/tháng/năm như 31/12/2025.")
    raise NotADate(f"“{_shortened(text)}” không phải là ngày; hãy viết ngày/tháng/năm như 31/12/2025.")


def _from_serial(serial: int | float) -> date:
    if serial != serial or int(serial) not in _EXCEL_SERIALS:
        raise NotADate(f"“{serial}” không phải là ngày; hãy viết ngày/tháng/năm như 31/12/2025.")
    return _EXCEL_EPOCH + timedelta(days=int(serial))


def _checked(text: str, *, year: str, month: str, day: str) -> date:
    if len(year) != 4:
        raise NotADate(f"“{_shortened(text)}”: năm phải đủ bốn chữ số, như 31/12/2025.")
    y, m, d = int(year), int(month), int(day)
    if y == 0:
        raise NotADate(f"“{text}”: không có năm 0000.")
    if not 1 <= m <= 12:
        raise NotADate(f"“{text}”: không có tháng {m}; hãy viết ngày trước, tháng sau, như 31/12/2025.")
    last = calendar.monthrange(y, m)[1]
    if not 1 <= d <= last:
        raise NotADate(f"“{text}”: tháng {m} năm {y} chỉ có {last} ngày." if d else f"“{text}”: không có ngày 0.")
    return date(y, m, d)


def format_date(day: date | None) -> str:
    """31/12/2025; None → ""."""
    return "" if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"


def _shortened(text: str, limit: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
