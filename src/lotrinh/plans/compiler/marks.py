"""The label a paragraph begins with, its scheme and number: "II." · "2.1." · "đ)" · "Điều 3." · "Phụ lục IV" · "-"."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .text import pattern

VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of points in Vietnamese documents; Word's own numbering counts in Latin letters instead."""
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Scheme(StrEnum):
    PART = "part"
    """Phần I, PHẦN THỨ NHẤT"""
    CHAPTER = "chapter"
    SECTION = "section"
    """Mục 1 of a chapter"""
    CAPITAL = "capital"
    """A. B. above the roman sections"""
    ROMAN = "roman"
    ARTICLE = "article"
    """Điều 1."""
    ANNEX = "annex"
    ARABIC = "arabic"
    ARABIC_BRACKET = "arabic)"
    """1)"""
    DECIMAL = "decimal"
    """1.2. and deeper"""
    LETTER = "letter"
    """a) or a."""
    PARENTHESIS = "parenthesis"
    """(1), (a), (i)"""
    STAR = "star"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Mark:
    """One way to read the beginning of a paragraph. `end` is where the text after the label begins."""

    scheme: Scheme
    label: str
    """As printed: "1.", "a)", "Điều 1.", "*"."""
    numbers: tuple[int, ...]
    """(2, 1) for 2.1; letters count from 1; empty for bullets and an annex without number."""
    end: int
    style: str = ""
    """What follows the number in print (".", ")", "/"), so that "1." and "1)" are not taken for neighbours."""


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_SHAPE = pattern(r"(?:X{0,3}(?:IX|IV|V?I{0,3})|XL|L)")


def roman_value(text: str) -> int | None:
    """4 for "IV"; None for what is no roman number below 51."""
    if not text or not _ROMAN_SHAPE.fullmatch(text):
        return None
    total = 0
    for this, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUES[this]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total


_ORDINALS = {
    word: number
    for number, group in enumerate(
        ("nhất một", "hai nhì", "ba", "tư bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), start=1
    )
    for word in group.split()
}

_ROMAN = pattern(r"([IVXL]{1,7})\s*([.)/:]|[-–—](?=\s))\s*(?=\S|$)")
_ROMAN_BARE = pattern(r"([IVXL]{1,7})\s+(?=[[:upper:]]{2})")
_DECIMAL = pattern(r"(\d{1,2}(?:\.\s?\d{1,2}){1,4})(\s*[.)/:]|[-–](?=\s+[[:upper:]]))?(?=\s|[[:upper:]a-zđ“\"(]|$)\s*")
_ARABIC = pattern(r"(\d{1,3})(\s*[.)/:]|[-–](?=\s+[[:upper:]]))(?!\d)\s*(?=\S|$)")
_LETTER = pattern(r"([a-zđ]|[a-z][0-9])\s*([.)/])\s*(?=\S|$)(?!\w\.)")
_CAPITAL = pattern(r"([A-ZĐ])\s*([.)/]|[-–](?=\s))\s*(?=\S|$)(?![A-ZĐ]\.)")
_PARENTHESIS = pattern(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S|$)")
_ARTICLE = pattern(r"(?:Điều|ĐIỀU)\s+(\d{1,3})([a-zđ]?)\s*([.:]?)\s*(?=[[:upper:]“\"]|$)")
_CHAPTER = pattern(r"(Chương|CHƯƠNG)\s+([IVXLC]+|\d+)\b\s*[.:]?\s*")
_SECTION = pattern(r"(Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+([IVXLC]+|\d+)\s*([.:]\s*|$|\s(?=[[:upper:]]{2}))")
_PART = pattern(r"(Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?(\w+)\b\s*[.:]?\s*")
_ANNEX = pattern(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU|BIỂU SỐ|Biểu số|BIỂU|Biểu|DANH MỤC PHỤ LỤC)"
    r"(?:\s+(?:số|SỐ)?\s*[.:]?\s*([IVXL]{1,5}|\d{1,2}(?:\.\d{1,2})?[A-Za-z]?|[A-ZĐ])(?=[\s.:;,)]|$))?\s*[.:]?\s*"
)
_BULLET = pattern(r"([-–—−+•●▪■◦○□▫➢✓❖♦\uF02D\uF0B7\uF0A7])\s*(?=\S)")
_STAR = pattern(r"(\*{1,3})\s*(?=\S)")


def marks_of(text: str) -> list[Mark]:
    """Every way to read the label at the beginning of `text`; empty where there is none. "I." is roman or capital."""
    return list(_marks_of(text))


@lru_cache(maxsize=4096)
def _marks_of(text: str) -> tuple[Mark, ...]:
    return tuple(_read(text))


def _read(text: str) -> list[Mark]:
    first = text[:1]
    if not first or text[:3].upper() == "V/V":
        return []
    if first.isdigit():
        return _numbered(text)
    if first == "(":
        return _parenthesised(text)
    if first == "*":
        found = _STAR.match(text)
        return [Mark(Scheme.STAR, found[1], (), found.end())] if found else []
    if bullet := _BULLET.match(text):
        return [Mark(Scheme.BULLET, bullet[1], (), bullet.end())]
    return [*_named(text), *_lettered(text)]


def _numbered(text: str) -> list[Mark]:
    if found := _DECIMAL.match(text):
        numbers = tuple(int(part) for part in found[1].replace(" ", "").split("."))
        label = text[: found.end(2) if found[2] else found.end(1)].replace(" ", "")
        return [Mark(Scheme.DECIMAL, label, numbers, found.end(), found[2] or "")] if 0 not in numbers[:1] else []
    if found := _ARABIC.match(text):
        if annex := [mark for mark in _named(text[found.end() :]) if mark.scheme is Scheme.ANNEX]:
            # "5. PHỤ LỤC": a converter counted the annex among the sections.
            return [Mark(Scheme.ANNEX, annex[0].label, annex[0].numbers, found.end() + annex[0].end)]
        sign = found[2].strip()
        scheme = Scheme.ARABIC_BRACKET if sign == ")" else Scheme.ARABIC
        return [Mark(scheme, found[1] + sign, (int(found[1]),), found.end(), sign)]
    return []


def _parenthesised(text: str) -> list[Mark]:
    found = _PARENTHESIS.match(text)
    if not found:
        return []
    body = found[1]
    number = int(body) if body.isdigit() else _letter_number(body) or 1
    return [Mark(Scheme.PARENTHESIS, f"({body})", (number,), found.end())]


def _letter_number(letter: str) -> int | None:
    position = VIETNAMESE_LETTERS.find(letter.lower())
    if position < 0:
        position = LATIN_LETTERS.find(letter.lower())
    return position + 1 if position >= 0 and len(letter) == 1 else None


def _lettered(text: str) -> list[Mark]:
    found: list[Mark] = []
    if match := _ROMAN.match(text) or _ROMAN_BARE.match(text):
        value = roman_value(match[1])
        if value:
            label = match[1] + (match[2] if match.re is _ROMAN else "")
            found.append(Mark(Scheme.ROMAN, label, (value,), match.end(), label[len(match[1]) :]))
    if (match := _CAPITAL.match(text)) and (number := _letter_number(match[1])):
        found.append(Mark(Scheme.CAPITAL, match[1] + match[2], (number,), match.end(), match[2]))
    if (match := _LETTER.match(text)) and (number := _letter_number(match[1][0])):
        found.append(Mark(Scheme.LETTER, match[1] + match[2], (number,), match.end(), match[2]))
    return found


def _named(text: str) -> list[Mark]:
    if match := _ARTICLE.match(text):
        end = match.end(3) if match[3] else match.end(2)
        return [Mark(Scheme.ARTICLE, text[:end].rstrip(), (int(match[1]),), match.end(), match[3])]
    if match := _CHAPTER.match(text):
        return [Mark(Scheme.CHAPTER, text[: match.end(2)], (_any_number(match[2]) or 1,), match.end())]
    if (match := _SECTION.match(text)) and (number := _any_number(match[2])):
        return [Mark(Scheme.SECTION, text[: match.end(2)], (number,), match.end())]
    if (match := _PART.match(text)) and (number := _any_number(match[2])):
        return [Mark(Scheme.PART, text[: match.end(2)], (number,), match.end())]
    if (match := _ANNEX.match(text)) and _is_annex_heading(text, match):
        label = text[: match.end(1)] if match[1] else text[: match.end()].rstrip(" .:")
        number = _any_number(re.split(r"[.A-Za-z]", match[1])[0] or match[1]) if match[1] else None
        return [Mark(Scheme.ANNEX, label.strip(), (number,) if number else (), match.end())]
    return []


def _is_annex_heading(text: str, match: re.Match[str]) -> bool:
    """ "Phụ lục kèm theo …" in a sentence is no heading: one in small letters must be numbered and stand alone."""
    rest = text[match.end() :]
    word = text[: match.end()]
    if word.startswith(("BIỂU", "Biểu")):
        return bool(match[1]) and len(rest.split()) <= 25
    if word[:7].isupper():
        return True
    if not rest:
        return True
    return bool(match[1]) and (rest[:1].isupper() or rest[:1] == "(") and len(rest.split()) <= 30


def _any_number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return (
        roman_value(text.upper()) or _ORDINALS.get(text.lower()) or (_letter_number(text) if len(text) == 1 else None)
    )
