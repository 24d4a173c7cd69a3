"""One unit under many spellings: abbreviations written out, the key two spellings share, the fullest name printed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from .lexicon import entries as lexicon
from .remembering import pattern_of
from .units import Named, read_list
from .values import Block
from .words import CAPITAL, any_of, flat, one_spaced

_ABBREVIATIONS: dict[str, str] = {flat(k): flat(v) for k, v in lexicon("abbreviations")["abbreviations"].items()}
_BEFORE = re.compile(rf"^(?:{any_of(lexicon('units')['before']['words'])}\s+)+")
_PROVINCE = {"tỉnh", "cấp tỉnh", "thành phố", "cấp thành phố"}
_LEVEL_WORDS = [flat(word) for word in lexicon("units")["levels"]["words"]]
_TAIL = re.compile(
    r"\s+(?:(?:đóng |đứng chân )?trên địa bàn\b.*|(?:có )?(?:liên quan|chức năng)|khác|của (?:tỉnh|thành phố|huyện|xã)"
    r"|(?:trực )?thuộc (?:ủy ban nhân dân )?(?:tỉnh|thành phố|ubnd tỉnh|ubnd thành phố)(?: \S+){0,4})$"
)
_LEVEL = re.compile(rf"\s+((?:{any_of(_LEVEL_WORDS)}))((?:\s+\S+){{0,4}})$")
_AREA = r"(?:các |cấp )?(?:xã|phường|đặc khu|thị trấn)"
_COMMUNES = re.compile(rf"{_AREA}(?: (?:và )?{_AREA})*")
_DISTRICTS = re.compile(
    r"(?:các |cấp )?(?:huyện|quận|thị xã|thành phố)(?: (?:và )?(?:các )?(?:huyện|quận|thị xã|thành phố|thành|thị))*"
)
_PROVINCES = re.compile(
    r"(?:các )?tỉnh (?:và )?(?:các )?thành phố(?: trực thuộc trung ương| bị ảnh hưởng .*| khác)?"
    r"|các tỉnh(?: và)? (?:các )?thành phố"
)
_DEFINED = re.compile(
    r"\s*\((?:sau đây )?(?:(?:được )?(?:gọi|viết)(?: chung| tắt)*(?: là)?"
    r"|viết tắt(?: là)?)\s*:?\s*[“\"]?([^()“”\"]{2,80}?)[”\"]?\)",
    re.I,
)
_DEFINING = re.compile(r"[Gg]ọi|[Vv]iết|[Ss]au đây")
_IN_BRACKETS = re.compile(r"\s*\(([A-ZĐ][A-ZĐ&\-]{1,11})\)")
_LEGEND = re.compile(r"(?<![\w&])([A-ZĐ][A-ZĐ&\-]{1,11})\s*(?::|=|-|–|là)\s*([A-ZĐ][^;,.\n:=()]{4,80})")
_NO_WORD = re.compile(r"[^\w&]+")
_COMMITTEE = re.compile(r"(?:ban thường vụ )?(?:tỉnh|thành|huyện|quận|thị) (?:đoàn|ủy)(?P<place>(?: \S+){1,3})$")
_MEMBERS = re.compile(r"\b(?:sở|ban|ngành|bộ)\b")
_LEGEND_OPENS = re.compile(r"(?:ghi chú|chú thích|chữ viết tắt|từ viết tắt|các từ viết tắt|viết tắt)\b")


def definitions(blocks: Iterable[Block]) -> dict[str, str]:
    """Short form → what it stands for, both flat, as the document itself defines them."""
    found: dict[str, str] = {}
    for block in blocks:
        if "(" in block.text:
            defined = _DEFINED.finditer(block.text) if _DEFINING.search(block.text) else ()
            for match in [*defined, *_IN_BRACKETS.finditer(block.text)]:
                if "," in match.group(1):  # "sau đây gọi là các bộ, cơ quan, địa phương" sums up a list
                    continue
                full = _defined_by(block.text, match.start(), match.group(1))
                if full:
                    found.setdefault(flat(match.group(1).strip()), flat(full))
        if _LEGEND_OPENS.search(block.text.lower()):
            for match in _LEGEND.finditer(block.text):
                found.setdefault(flat(match.group(1)), flat(match.group(2).strip()))
    return {short: full for short, full in found.items() if short != full}


def _defined_by(text: str, end: int, short: str) -> str:
    """What stands right before a definition: the unit that ends there, else the words with those initials."""
    before = text[:end]
    for match in re.finditer(rf"(?<!\w){CAPITAL}\w*", before[-160:]):
        start = max(0, len(before) - 160) + match.start()
        names, stop = read_list(before, start, closed=True)
        if len(names) == 1 and stop == len(before.rstrip()) and names[0].kind in ("body", "group"):
            return _with_initials(names[0].text, short)
    if not short.isupper():
        return ""
    words = before.split()
    initials = [char for char in short if char.isalpha()]
    taken: list[str] = []
    while words and initials:
        word = words.pop()
        if word[:1].upper() == initials[-1]:
            initials.pop()
        elif flat(word) not in ("và", "-", "–"):
            return ""
        taken.insert(0, word)
    return " ".join(taken).strip(" ,;") if not initials else ""


def _with_initials(unit: str, short: str) -> str:
    """The end of `unit` that `short` has the initials of: "Sở Y tế (YT)" defines Y tế; else the whole unit."""
    if not short.isupper():
        return unit
    starts = [found.start() for found in re.finditer(r"\w+", unit)]
    letters = flat("".join(char for char in short if char.isalpha()))
    for start in starts[1:]:
        initials = "".join(word[0] for word in re.findall(r"\w+", flat(unit[start:])) if word != "và")
        if initials == letters:
            return unit[start:]
    return unit


@dataclass
class Names:
    """The units of one document. `note` every mention first, then ask `fullest`."""

    short: dict[str, str] = field(default_factory=dict)
    """The document's own abbreviations, flat → flat."""
    issuer: str = ""
    text: str = ""
    """All the document's text, to find where an abbreviated unit is written out."""
    _printed: dict[str, list[str]] = field(default_factory=dict)
    _canonical: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _fullest: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = _ABBREVIATIONS | self.short
        self._abbreviation = pattern_of(r"(?<![\w&/])" + any_of(known, after=r"(?![&]?\w)"))
        self._known = known

    def written_out(self, name: str) -> str:
        """`name` flat, its abbreviations written out."""
        text = flat(name)
        for _ in range(2):
            text = self._abbreviation.sub(lambda match: self._known[match.group()], text)
        return text

    def key(self, name: str) -> str:
        """What all spellings of one unit have in common; "base|level" where a level is printed."""
        if name not in self._keys:
            self._keys[name] = self._key_of(name)
        return self._keys[name]

    def _key_of(self, name: str) -> str:
        text = _BEFORE.sub("", one_spaced(self.written_out(name)).strip(" .,;:"))
        text = _BEFORE.sub("", text)
        for _ in range(3):
            text = _TAIL.sub("", text)
        plain = _NO_WORD.sub(" ", text).strip().replace("thành phố trực thuộc trung ương", "thành phố")
        for body in ("ủy ban nhân dân", "hội đồng nhân dân", "chủ tịch ủy ban nhân dân", "đảng ủy"):
            if plain.startswith(body + " "):
                area = plain.removeprefix(body + " ")
                if _COMMUNES.fullmatch(area):
                    return f"{body} @xã"
                if _PROVINCES.fullmatch(area):
                    return f"{body} @tỉnh"
                if _DISTRICTS.fullmatch(area) and area not in ("thành phố", "các thành phố", "huyện"):
                    return f"{body} @huyện"
        committee = _COMMITTEE.match(plain)
        if committee and committee["place"].strip() in flat(self.issuer):
            plain = plain[: committee.start("place")]  # in a plan of the district Huyện đoàn needs no name
        members = set(_MEMBERS.findall(plain))
        first = plain.split(" ")[0]
        together = first in ("sở", "bộ", "ban") and (len(members) > 1 or plain in ("sở", "bộ"))
        if together and all(word in _SET_WORDS for word in plain.split()):
            return "@bộ, địa phương" if first == "bộ" and _LOCALITIES in plain else f"@{first}"
        plain = _FRONT.sub(lambda front: "mặt trận tổ quốc" + (" trung ương" if front.group(1) else ""), plain)
        plain = plain.replace("mặt trận tổ quốc việt nam", "mặt trận tổ quốc")
        level = _LEVEL.search(plain)
        if level and level.start() > 2:
            word = "tỉnh" if level.group(1) in _PROVINCE else level.group(1)
            own = not level.group(2) or level.group(2).strip() in flat(self.issuer)
            if own:
                return f"{plain[: level.start()]}|{word}"
        return plain

    def is_issuer(self, name: str) -> bool:
        """Whether `name` is the body in whose name the document speaks."""
        return bool(self.issuer) and self._may_be(self.issuer, name)

    def is_body_of_issuer(self, name: str) -> bool:
        """Whether `name` is the whole whose standing board speaks: the Front of the commune. It is only spoken of;
        what the board takes on itself it says in its own name."""
        whole = _COMMITTEE_OF.sub("", self.written_out(self.issuer))
        return whole != self.written_out(self.issuer) and self._may_be(whole, name)

    def _may_be(self, unit: str, name: str) -> bool:
        mine, other = self.key(unit), self.key(name)
        return mine == other or mine.split("|")[0] == other.split("|")[0] and "|" not in other

    def note(self, named: Named) -> None:
        text = _STRUCK.sub("", named.text if named.kind != "set" else _LOOSE.sub("", named.text))
        self._printed.setdefault(self.key(named.text), []).append(text)
        self._canonical.clear()
        self._fullest.clear()

    def settle(self) -> None:
        """Merges keys that mean one unit: with and without level, a short form of a longer name, a misprint."""
        keys = sorted(self._printed, key=len, reverse=True)
        for key in keys:
            self._canonical[key] = key
        for key in keys:
            base, _, level = key.partition("|")
            if spelt := self._of_initials(key, keys):
                self._canonical[key] = self._root(spelt)
                continue
            longer = [other for other in keys if other != key and self._is_longer(other, base, level)]
            if len({other.partition("|")[0] for other in longer}) == 1 and key[:1] != "@":
                self._canonical[key] = self._root(longer[0])
            elif not longer:
                near = [other for other in keys if other != key and _misprint(base, other.partition("|")[0])]
                more = [other for other in near if len(self._printed[other]) >= len(self._printed[key])]
                if more and self._root(more[0]) != key:
                    self._canonical[key] = self._root(more[0])

    def _of_initials(self, key: str, keys: Sequence[str]) -> str:
        """The one unit whose words have the initials that `key` is printed with: Cục DLQG for Cục Du lịch Quốc gia."""
        spelt = _spelt(self._printed[key][0])
        if not spelt:
            return ""
        fits = [other for other in keys if other != key and spelt.fullmatch(other.replace("|", " "))]
        return fits[0] if len(fits) == 1 else ""

    def _is_longer(self, other: str, base: str, level: str) -> bool:
        other_base, _, other_level = other.partition("|")
        if level and other_level and level != other_level:
            return False
        if level == "tỉnh" and re.fullmatch(rf"{re.escape(base)} (?:tỉnh|thành phố) .+", other):
            return True  # in a notice about one province "Ủy ban nhân dân Tỉnh" is that province's
        if other_base == base:
            return bool(other_level) and not level
        if _BARE_OFFICE.fullmatch(base):
            return other_base.startswith(base + " ")  # "Giám đốc Sở" where one department alone is spoken of
        return other_base.startswith(base + " ") and len(base.split()) >= 2 and base in _SHORT_FORMS and not level

    def _root(self, key: str) -> str:
        seen = {key}
        while self._canonical.get(key, key) not in seen:
            key = self._canonical[key]
            seen.add(key)
        return key

    def unit(self, name: str) -> str:
        """The key of the unit that `name` stands for, after `settle`."""
        return self._root(self.key(name))

    def fullest(self, name: str) -> str:
        """The fullest name the document prints for the unit `name` stands for."""
        if name not in self._fullest:
            self._fullest[name] = self._fullest_of(name)
        return self._fullest[name]

    def _fullest_of(self, name: str) -> str:
        if not self._canonical:
            self.settle()
        unit = self.unit(name)
        printed = [text for key, texts in self._printed.items() if self._root(key) == unit for text in texts] or [name]
        best = max(printed, key=lambda text: (self._fullness(text), printed.count(text)))
        spelt = _spelt(best)
        if spelt and (found := spelt.search(flat(self.text))):
            return one_spaced(self.text[found.start() : found.end()])
        if self._abbreviation.search(flat(best)):
            words = one_spaced(self.written_out(best)).split(" ")
            written = re.compile(
                r"\W+".join(re.escape(re.sub(r"\W", "", word)) for word in words if re.sub(r"\W", "", word))
            )
            found = written.search(flat(self.text))
            if found:
                return one_spaced(self.text[found.start() : found.end()])
        return best

    def _fullness(self, text: str) -> tuple[bool, bool, int]:
        abbreviated = bool(self._abbreviation.search(flat(text)))
        name = _BEFORE.sub("", flat(text))
        return not text.isupper(), not abbreviated and not name.endswith(_LOCALITIES), len(name)


_COMMITTEE_OF = re.compile(r"^ban (?:thường trực|thường vụ|chấp hành) (?:ủy ban )?(?=\S+ \S+)")
_FRONT = re.compile(r"^(?:ủy ban )?(trung ương )?mặt trận tổ quốc(?: việt nam)?")
_BARE_OFFICE = re.compile(r"(?:giám đốc|bộ trưởng|trưởng|chánh văn phòng) (?:sở|bộ|ban|phòng)")
_STRUCK = re.compile(r"(?<=thành phố)\s+(?:bị ảnh hưởng .*|khác)$", re.I | re.S)
_LOCALITIES = "địa phương"
_LOOSE = re.compile(r"(?:\s+khác)?\s+(?:có\s+)?(?:liên quan|chức năng)|\s+khác$", re.I)
_SHORT_FORMS = frozenset(flat(word) for word in lexicon("units")["open"]["short"])
_SET_WORDS = frozenset(
    word
    for name in [*lexicon("units")["sets"]["members"], *_LEVEL_WORDS, "và", "thuộc", "của"]
    for word in flat(name).split()
)


_SHORT = re.compile(rf"(?:{CAPITAL}{{1,6}}[&-])?(?:{CAPITAL}{{2,6}}[&-])*{CAPITAL}{{2,8}}")
"""A word of initials: BTDT, KH-TC, TT&BVTV."""


@lru_cache(maxsize=4096)
def _spelt(name: str) -> re.Pattern[str] | None:
    """What a name with a word of initials looks like written out: Chi cục TT&BVTV is Chi cục T… T… (và) B… V… T… V…."""
    words = one_spaced(name).split(" ")
    shorts = [word for word in words[1:] if _SHORT.fullmatch(word) and flat(word) not in _ABBREVIATIONS]
    if len(shorts) != 1 or sum(map(str.isalpha, shorts[0])) < 3:
        return None
    between = r"\W+(?:và\W+)?"
    spelt = [
        between.join(rf"{flat(letter)}\w*" for letter in word if letter.isalpha())
        if word in shorts
        else re.escape(flat(word))
        for word in words
    ]
    return re.compile(rf"(?<!\w){between.join(spelt)}(?!\w)")


def _misprint(one: str, other: str) -> bool:
    """Whether two keys differ by a slip of the pen: as many words, the same first, nearly the same letters."""
    if len(one) < 9 or abs(len(one) - len(other)) > 2 or one.split()[0] != other.split()[0]:
        return False
    differ = [pair for pair in zip(one.split(), other.split(), strict=False) if pair[0] != pair[1]]
    same_count = len(one.split()) == len(other.split())
    slips = all(SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.6 for a, b in differ)
    return (
        same_count and len(differ) == 1 and slips and not any(word.isdigit() or word in _ROMANS for word in differ[0])
    )


_ROMANS = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"])


def mentions(names: Sequence[Named]) -> tuple[Named, ...]:
    """Those of `names` that name somebody."""
    return tuple(name for name in names if not name.is_rest)
