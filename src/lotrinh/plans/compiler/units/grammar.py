"""The words names are made of, as patterns over small letters (`words.flat`); CAPITAL ones over the text itself."""

import re

from ..lexicon import entries as lexicon
from ..words import CAPITAL, any_of, flat

LISTS = lexicon("units")
_VERBS = lexicon("verbs")

PEOPLE = ("person", "folk")
KINDS = {flat(word): (group["kind"], group["bare"]) for group in LISTS["heads"] for word in group["words"]}
HEAD = re.compile(any_of(KINDS))
BEFORE = re.compile(rf"(?:{any_of(LISTS['before']['words'])}\s+)+")
EACH = re.compile(any_of(["mỗi", "từng", "mọi"]))
PLURAL = re.compile(any_of(["các", "những", "toàn thể", "tất cả", "mọi"]))
MEMBER = re.compile(any_of(LISTS["sets"]["members"]))
NAMING = {flat(word) for word in LISTS["sets"]["naming"]}
VERB_WORDS = [*_VERBS["lead"]["words"], *_VERBS["support"]["words"], *_VERBS["duty"]["words"]]
VERB = re.compile(any_of(VERB_WORDS))
STOP = re.compile(any_of(LISTS["stops"]["words"]))
FIELD = re.compile(rf"\s+{any_of(lexicon('abbreviations')['fields']['names'])}")
AFTER = re.compile(
    rf"\s+(?:{any_of(LISTS['after']['words'])}|(?:đóng |đứng chân |hoạt động )?trên (?:cùng )?địa bàn(?!\w))"
)

LEVELS = any_of(LISTS["levels"]["words"])
LEVEL = re.compile(LEVELS)
LEVEL_ENDS = re.compile(rf"\s{LEVELS}$")
AREA = r"(?:xã|phường|đặc khu|thị trấn|thị xã|huyện|quận|thành phố|tỉnh|thôn|bản|buôn|ấp|tổ dân phố|khu phố|khu dân cư)"
AREAS = re.compile(flat(rf"(?:các\s+)?{AREA}(?:\s*(?:,|/|-|và|,\s*các|và\s+các)\s*{AREA}(?!\w|\s+(?:đoàn|ủy)))+"))
WHERE = re.compile(
    rf"(?:{any_of(['của', 'thuộc', 'trực thuộc', 'đóng trên địa bàn', 'trên địa bàn', 'tại', 'ở', 'ngoài'])})"
    rf"\s+(?:các\s+)?(?:toàn\s+)?(?:{LEVELS}|(?:địa phương|thôn|bản|khu phố|tổ dân phố|cơ sở)(?!\w))"
)
WITHIN = re.compile(any_of(["của", "thuộc", "trực thuộc", "trong các", "đóng trên địa bàn", "trên địa bàn"]))
PROPER = re.compile(rf"(?:\s+(?!{CAPITAL}{{2,}}\b){CAPITAL}\w*)+")
LEVEL_AND_PLACE = re.compile(
    rf"\s(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường)(?=(?:\s+{CAPITAL}\w*)+$)"
)
"""The level and the place that close a body's name."""
UNDER = re.compile(rf"(?:trực )?thuộc\s+(?={CAPITAL})")
WORD = re.compile(r"[\w&.]*[\w&](?:['’]\w+)?")
AND = re.compile(r"\s*(?:và|và/hoặc|cùng với|cùng|hoặc|&)(?!\w)\s*")
BRACKET = re.compile(r"\s*\([^()]{0,200}\)")
LOCALITIES = "địa phương"
TRADE = re.compile(r"\s+(?:được giao )?quản lý (?:nhà nước )?(?:về )?(?:chuyên )?(?:ngành, )?(?:ngành|lĩnh vực)(?!\w)")
"""What tells one of many departments by its charge: Sở quản lý ngành, lĩnh vực."""
TRADED = re.compile(any_of(["sở", "bộ", "cơ quan chuyên môn", "cơ quan", "đơn vị"]))
COMPOUND = re.compile(any_of(LISTS["compounds"]["words"]))
COMMITTEE = re.compile(rf"(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ảng) (?:ủy|uỷ)(?!\s+{CAPITAL}|\w)")
CORPORATION = re.compile(r"tập đoàn|tổng công ty|công ty")
HEADS_OF_MINISTRIES = re.compile(
    r"bộ trưởng(?: các bộ)?,\s*(?:các )?thủ trưởng (?:các )?cơ quan ngang bộ"
    r"(?:(?:,| và|, và) (?:thủ trưởng )?(?:các )?cơ quan (?:trực )?thuộc chính phủ)?(?!\w)"
)
"""The formula by which all ministries are addressed; one set, though commas stand in it."""
ENTRUSTED = re.compile(r"\s+được (?:giao|phân công) nhiệm vụ(?!\w)")
PERSON = re.compile(rf"{CAPITAL}\w*(?:\s+{CAPITAL}\w*){{1,4}}(?!\w)")
OPEN_HEADS = frozenset(flat(word) for group in LISTS["heads"] if group["kind"] in PEOPLE for word in group["words"])
OPEN_HEADS |= {flat(word) for word in LISTS["open"]["words"]}
NEW_UNIT = re.compile(any_of(LISTS["open"]["new"]))
ADDRESS = re.compile(any_of(["đồng chí", "đ/c", "ông", "bà"]))
REST_HEAD = re.compile(any_of([word for word, (kind, _) in KINDS.items() if kind == "rest"]))
NEVER = re.compile(any_of(LISTS["never"]["words"]))
NOUN_VERB = re.compile(any_of(LISTS["noun_verbs"]["words"]))
HARD_FRAME = re.compile(any_of([*_VERBS["support"]["words"], "chủ trì", "tham mưu"]))
FRAME = re.compile(any_of(LISTS["frames"]["words"]))
IN_CHARGE = re.compile(rf"\s+phụ trách\s+(?:[^\s,;.:()]+\s+){{1,8}}?(?={FRAME.pattern})")
"""What one of several people has charge of, before the verb: Chuyên viên phụ trách tổng hợp tham mưu …"""
STATE_HEADS = frozenset(flat(word) for word in LISTS["open"]["state"])
OF_THE_REST = re.compile(r"(?<!\w)(?:các|những)\s.*\sliên quan$")
"""Who heads the rest is a rest: thủ trưởng các ngành có liên quan."""
VERB_OR_STOP = re.compile(rf"{VERB.pattern}|{STOP.pattern}")
SECOND_TRADE = re.compile(rf"\w+\s+\w+\s+(?={VERB.pattern})")
"""Two words before the verb go on with a group's trade: cơ quan truyền thông, báo chí tuyên truyền."""
