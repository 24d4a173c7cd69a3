"""What speaks against a quantity being a target by its shape and its neighbours; words alone are in the lexicon."""

import re
from collections.abc import Iterator

from .nouns import keys
from .quantities import Kind, Quantity
from .setting import Setting
from .tokens import line_of

_PLACE_PREPOSITIONS = ("tại", "trên", "ở", "của", "thuộc", "gồm", "các", "cho", "bàn", "với", "trong", "qua", "và")
_QUOTES = {"“": "”", "‘": "’", "«": "»", '"': '"'}


def against(setting: Setting) -> Iterator[str]:
    quantity, words = setting.quantity, setting.before.split()
    after = setting.after.split()
    last = words[-1] if words else ""
    if " tuổi thọ " not in setting.before and _is_age(quantity, setting.after):
        yield "age"
    if is_baseline(setting):
        yield "baseline"
    unit = line_of(quantity.unit).split()
    if quantity.kind is Kind.COUNT and quantity.comparator == "=" and last in _PLACE_PREPOSITIONS and _is_place(unit):
        yield "place"
    if (
        unit[:1]
        and unit[0] in keys("places", "set_names")
        and quantity.comparator == "="
        and quantity.kind is not Kind.SHARE
    ):
        yield "set_name"
    if quantity.kind is Kind.COUNT and " ".join(unit[:2]) in keys("places", "plan_parts"):
        yield "parts_of_plan"
    if quantity.kind is Kind.TIMES and (_is_frequency(quantity, after)):
        yield "frequency" if quantity.comparator in ("=", "~") else "bounded_frequency"
    if quantity.comparator != "=" and (_WHEN.search(setting.before) or "thì" in after[:_THEN]):
        yield "condition_of_time"
    if _is_definition(setting):
        yield "definition"
    if " hiện " in setting.before and _NOW.match(setting.before):
        yield "told_of_now"
    elif _STANDING.search(line_of(quantity.unit)) or _tells_of_first_months(setting):
        yield "present"
    if _DOCUMENTS.match(quantity.unit) and quantity.comparator == "=":
        yield "counts_documents"
    if quantity.kind is Kind.SHARE and _is_strength(setting):
        yield "strength"
    if _is_quoted(setting.text, quantity.number[0]):
        yield "quoted"
    yield from _of_law(setting)
    yield from _of_description(setting)


_LAW = r"(?:nghị định|thông tư|luật|quy định|pháp luật)"
_REACHES = r"(?:đạt|phấn|đấu|còn|chiếm|tăng|giảm|lên|xuống|bảo|đảm)"
_LAW_BEFORE = re.compile(
    rf" (?:(?:theo|đúng)(?: [^ ,;]+)? {_LAW}|luật [^,;]* quy định|quy định(?! của| về)) "
    rf"(?:(?!{_REACHES} )[^ ;]+ ){{0,10}}$"
)
_LAW_BEHIND = re.compile(rf"(?: [^ ,;]+){{0,8}} (?:theo|đúng)(?: bộ)? {_LAW} ")
_ARTICLES = re.compile(
    r" (?:chương(?! trình| mục)|điều(?! dưỡng| phối| tra| hành| ước| kiện)|khoản(?! vay| viện| thu)) "
)
_BOUNDS = (">", ">=", "<", "<=")


def _of_law(setting: Setting) -> Iterator[str]:
    """Bounds and articles of laws: "mức hỗ trợ theo Nghị định không quá 30%", "Luật có 16 chương"."""
    quantity = setting.quantity
    is_bound = quantity.comparator in _BOUNDS and quantity.kind is not Kind.TIMES
    told_before = is_bound and _LAW_BEFORE.search(setting.lines["near"])
    if told_before or (quantity.comparator == "<=" and _LAW_BEHIND.match(setting.after)):
        yield "limit_of_law"
    if quantity.kind is Kind.COUNT and _ARTICLES.match(line_of(quantity.unit)):
        yield "articles"


_NOT_AGES = re.compile(r" (?:(?:cao|lớn|nhiều) tuổi|tuổi (?:thọ|trẻ|đảng|nghề))(?= )")


def _is_age(quantity: Quantity, after: str) -> bool:
    """A number of years of life; not "500 người cao tuổi", nor "500 trẻ em dưới 5 tuổi", where the 5 is one."""
    if " tuổi " in _NOT_AGES.sub(" _", line_of(quantity.unit)):
        return quantity.kind is not Kind.COUNT or line_of(quantity.unit).split()[:1] == ["tuổi"]
    if quantity.kind is Kind.SHARE:
        return False
    near = _NOT_AGES.sub(" _", after).split()[:4]
    return "tuổi" in near and not any(word.isdigit() for word in near[: near.index("tuổi")])


def _of_description(setting: Setting) -> Iterator[str]:
    """Numbers that say what a thing is like, how work is arranged, or where its money is from."""
    quantity, unit = setting.quantity, line_of(setting.quantity.unit)
    if unit.strip() == "kv":
        yield "voltage"
    if _LANES.match(unit):
        yield "lanes"
    shifts = quantity.comparator == "=" and quantity.value <= _MOST_SHIFTS and _SHIFTS.match(unit)
    if quantity.kind in (Kind.COUNT, Kind.DURATION) and (_RHYTHM.match(unit) or shifts):
        yield "rhythm"
    if quantity.kind is Kind.COUNT and unit.startswith(" sao "):
        yield "grade"
    if quantity.kind is Kind.COUNT and _COVERAGE.match(setting.before):
        yield "coverage"
    if _explains(setting):
        yield "explains"
    if quantity.kind is Kind.COUNT and _TERM.match(unit):
        yield "congress"
    if quantity.kind is Kind.SHARE and setting.context.section == "means" and _is_share_of_funds(setting):
        yield "funds_shared"


_COVERAGE = re.compile(r" (?:[-+*] )?(?:phạm vi|địa bàn|địa điểm)(?: [^ :,;]+){0,3} : (?:gồm |tại )?$")


def _explains(setting: Setting) -> bool:
    """Places alone in brackets, behind a quantity of something else."""
    quantity, text = setting.quantity, setting.text
    if quantity.kind is not Kind.COUNT or quantity.per or quantity.comparator != "=" or not setting.shared:
        return False
    alone = text[: quantity.start].rstrip().endswith("(") and text[quantity.end :].lstrip().startswith(")")
    return alone and _is_place(line_of(quantity.unit).split())


_LANES = re.compile(r" làn(?: xe)? ")
_RHYTHM = re.compile(r" (?:buổi|tiết|tiết học|ca|kíp)(?: học)? ?/ ?(?:ngày|tuần) ")
_SHIFTS = re.compile(r" (?:ca|kíp) (?!bệnh|nhiễm|mắc|mổ|phẫu|/)")
_MOST_SHIFTS = 5
"""Shifts of a day; a larger number counts cases of an illness."""
_TERM = re.compile(r" khóa [ivx]+ ")
_FUNDS = re.compile(
    r" (?:tổng|tống) (?:vốn|mức|kinh phí|nhu cầu) | (?:nguồn )?vốn (?:ngân sách|ngoài ngân sách|vay|tín dụng) "
)


def _is_share_of_funds(setting: Setting) -> bool:
    """Not where the plan strives for it: "phấn đấu huy động vốn ngoài ngân sách đạt 30%"."""
    line = setting.lines["clause"]
    return bool(_FUNDS.search(line)) and not any(f" {word} " in line for word in ("phấn đấu", "huy động", "giải ngân"))


def _is_place(unit: list[str]) -> bool:
    if " ".join(unit[:2]) in keys("places", "no_places"):
        return False
    return any(" ".join(unit[:length]) in keys("places", "places") for length in (1, 2))


def is_baseline(setting: Setting) -> bool:
    """Where the rise or fall begins, or what is compared with."""
    words, after = setting.before.split(), setting.after.split()
    if setting.quantity.comparator == "range":
        return False
    clause = words[-8:]
    if "," in clause:
        clause = clause[len(clause) - clause[::-1].index(",") :]
    if " so với " in f" {' '.join(clause)} ":
        return "tăng" not in words[-3:] and "giảm" not in words[-3:]
    begins = words[-1:] == ["từ"] or setting.quantity.comparator_words.lower() == "từ"
    return begins and any(word in after[:9] for word in ("lên", "xuống", "còn", "thành"))


def _is_frequency(quantity: Quantity, after: list[str]) -> bool:
    rhythm = ("tháng", "tuần", "ngày", "quý", "năm")
    return (
        "/" in quantity.unit
        or quantity.per == "year"
        or after[:1] == ["mỗi"]
        or after[:1] == ["trong"]
        and (len(after) > 1 and after[1] in rhythm)
    )


_WHEN = re.compile(r" (?:khi|nếu)(?: [^ ,;]+){0,6} $| đối với(?: [^ ,;]+){1,4} có $")
_NOW = re.compile(r"^ (?:[-+*•] )?hiện(?: nay| tại)? (?:(?!phấn đấu |mục tiêu |nâng |đến năm |thêm )[^ ;]+ )*$")
_FIRST_MONTHS = re.compile(r" tháng đầu năm (\d{4})?")


def _tells_of_first_months(setting: Setting) -> bool:
    """The clause tells of the first months of a year that is not one to come."""
    around = setting.lines["around"]
    found = _FIRST_MONTHS.search(around) if " tháng đầu năm " in around else None
    if found is None or (found[1] and int(found[1]) > (setting.year or 0)):
        return False
    return not any(f" {word} " in setting.lines["clause"] for word in ("phấn đấu", "hoàn thành", "bảo đảm", "dự kiến"))


_STANDING = re.compile(r" hiện (?:hành|có|nay|tại) ")
_THEN = 15
"""Words behind a bound within which thì makes a condition of it."""
_DOCUMENTS = re.compile(r"(?:Luật|Nghị|Quyết|Thông tư|Chương trình|Chỉ thị|Đề án|Pháp lệnh)\b")


def _is_definition(setting: Setting) -> bool:
    """A bound alone in brackets behind words, of something measured or counted."""
    quantity = setting.quantity
    if quantity.comparator in ("=", "~", "range") or quantity.kind not in (Kind.MEASURE, Kind.COUNT, Kind.MONEY):
        return False
    before, after = setting.text[: quantity.start].rstrip(), setting.text[quantity.end :].lstrip()
    return before.endswith("(") and after.startswith(")")


_SUBSTANCE = re.compile(r"(?:\b[A-Z][a-z]{3,}|\b(?:cồn|axit|dung dịch|nồng độ|hàm lượng|độ ẩm))\s*$")


def _is_strength(setting: Setting) -> bool:
    """ "Chlorine 70%": a foreign name right before a bare share is a substance."""
    return setting.quantity.comparator == "=" and bool(_SUBSTANCE.search(setting.text[: setting.quantity.start]))


def _is_quoted(text: str, at: int) -> bool:
    """Whether character `at` stands between an opening quotation mark and its partner."""
    for opening, closing in _QUOTES.items():
        start = text.rfind(opening, 0, at)
        if start < 0 or text.find(closing, at) < 0:
            continue
        if opening == closing:
            return text.count(opening, 0, at) % 2 == 1
        if closing not in text[start:at]:
            return True
    return False
