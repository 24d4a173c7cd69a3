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
MEMBER = re.compile(any_of([*LISTS["sets"]["members"], *LISTS["sets"]["paired"]]))
NAMING = {flat(word) for word in LISTS["sets"]["naming"]}
PAIRED = {flat(word) for word in LISTS["sets"]["paired"]}
VERB_WORDS = [*_VERBS["lead"]["words"], *_VERBS["support"]["words"], *_VERBS["duty"]["words"]]
VERB = re.compile(any_of(VERB_WORDS))
STOP = re.compile(any_of(LISTS["stops"]["words"]))
FIELD = re.compile(rf"\s+{any_of(lexicon('abbreviations')['fields']['names'])}")
AFTER = re.compile(
    rf"\s+(?:{any_of(LISTS['after']['words'])}|(?:đóng |đứng chân |hoạt động )?trên (?:cùng )?địa bàn(?!\w))"
)

LEVELS = any_of(LISTS["levels"]["words"], after=r"(?!\w|\s(?:ủy|uỷ|đoàn)(?!\w))")
LEVEL = re.compile(LEVELS)
LEVEL_ENDS = re.compile(rf"\s{LEVELS}$")
AREA = r"(?:xã|phường|đặc khu|thị trấn|thị xã|huyện|quận|thành phố|tỉnh|thôn|bản|buôn|ấp|tổ dân phố|khu phố|khu dân cư)"
_SHORT_AREAS = r"(?:thành|thị)\s*(?:,|/|và)\s*(?:thành|thị)(?!\w|\s+(?:phố|xã|trấn|ủy))"
"""các huyện, thành, thị: towns and cities called by one syllable."""
AREAS = re.compile(
    flat(
        rf"(?:các\s+{AREA}(?:\s*(?:,|/|-|và|,\s*các|và\s+các)\s*(?:{_SHORT_AREAS}|{AREA}(?!\w|\s+(?:đoàn|ủy))))+"
        rf"|{AREA}(?:\s*(?:,|/|-|và)\s*(?:{_SHORT_AREAS}|{AREA}(?!\w|\s+(?:đoàn|ủy))))+)"
    )
)
WHERE = re.compile(
    rf"(?:{any_of(['của', 'thuộc', 'trực thuộc', 'đóng trên địa bàn', 'trên địa bàn', 'tại', 'ở', 'ngoài'])})"
    rf"\s+(?:các\s+)?(?:toàn\s+)?(?:{LEVELS}|(?:địa phương|thôn|bản|khu phố|tổ dân phố|cơ sở)(?!\w))"
)
WITHIN = re.compile(any_of(["của", "thuộc", "trực thuộc", "trong các", "đóng trên địa bàn", "trên địa bàn"]))
PROPER = re.compile(rf"(?:\s+(?!{CAPITAL}{{2,}}\b){CAPITAL}\w*)+")
MORE_PLACES = re.compile(rf"(?:,\s*|\s+và\s+)({CAPITAL}\w*(?:\s+{CAPITAL}\w*)*)(?!\w)")
_PLACE = rf"{CAPITAL}\w*(?:\s+{CAPITAL}\w*)*"
PLACES_LISTED = re.compile(rf"\s*:\s*(?P<first>{_PLACE})(?:,\s*{_PLACE})+(?:\s+và\s+{_PLACE})?(?!\w)")
"""Places of one level behind a colon: UBND các xã: Hòa An, Hòa Bình."""
SEVERAL = re.compile(rf"(?<!\w)các\s+{LEVELS}$")
LEVEL_AND_PLACE = re.compile(
    r"(?:\s[Cc]ác)?\s(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường)"
    rf"(?=(?:(?:,| và)?\s+{CAPITAL}\w*)+$)"
)
"""The level and the place that close a body's name."""
UNDER = re.compile(
    rf"(?:trực )?thuộc\s+(?:Cơ quan\s+)?(?={CAPITAL})|của\s+(?=HĐND|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Đảng ủy)"
)
OWN_MEMBERS = re.compile(r"(?:(?<=cơ quan)|(?<=đơn vị))\s+thành viên(?!\w|\s+(?:của|trong|thuộc))")
OWN_BODY = re.compile(r"(?:Bộ|Sở|Ban|Cục|Tổng cục|Chi cục|Trường|Bệnh viện|Viện|Trung tâm|Công ty|Tổng công ty)(?!\w)")
"""The body that speaks, named by its kind alone: các đơn vị thuộc Bộ."""
_SUPERIOR = any_of(
    ["bộ", "sở", "ủy", "ubnd", "tỉnh", "thành", "huyện", "xã", "trung ương", "đảng", "cơ quan", "đơn vị", "ban", "cục"]
    + ["chính phủ", "trường"]
)
SUBORDINATE = re.compile(rf"\s+trực thuộc(?!\w|\s+(?:các\s+)?{_SUPERIOR})")
"""Nothing follows that they are subordinate to: trưởng các phòng, ban, đơn vị trực thuộc."""
WORD = re.compile(r"[\w&.]*[\w&](?:['’]\w+)?")
AND = re.compile(r"\s*(?:và|và/hoặc|cùng với|cùng|hoặc|&)(?!\w)\s*")
APPOSITION = re.compile(
    r"\s*[-–]\s*(?:là )?(?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì)[^:;,.()]{0,60}(?=\s*(?:[:,;.]|$))"
)
"""What a body is besides its name: Sở Công Thương - Cơ quan thường trực Ban Chỉ đạo."""
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
HEADS_OF_ENTERPRISES = re.compile(
    r"chủ tịch (?:hội đồng thành viên|hđtv|hội đồng quản trị|hđqt),?\s*(?:và\s+)?(?:các )?tổng giám đốc"
    r"(?:\s+(?:các )?(?:tập đoàn|tổng công ty|công ty|doanh nghiệp|đơn vị)(?!\w|\s+[A-ZĐ]))"
    r"(?:(?:,| và|, và) (?:các )?(?:tập đoàn|tổng công ty|công ty|doanh nghiệp)(?!\w))*(?: nhà nước)?(?!\w)"
)
"""The formula by which all state enterprises are addressed."""
_SERIES = any_of(LISTS["series"]["words"])
SERIES = re.compile(_SERIES)
SERIES_ENDS = re.compile(rf"(?<!\w){_SERIES}\s*$")
BOARD = re.compile(any_of(LISTS["boards"]["heads"]))
FUNCTION = re.compile(any_of(LISTS["boards"]["functions"]))
ENTRUSTED = re.compile(r"\s+được (?:giao|phân công) nhiệm vụ(?!\w)")
PERSON = re.compile(
    r"(?:(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|Bác sĩ|Thạc sĩ|Tiến sĩ|Giáo sư)\s+)?"
    rf"{CAPITAL}\w*(?:\s+{CAPITAL}\w*){{1,4}}(?!\w)"
)
"""A person's name, with the rank before it."""
_TITLE = r"(?:giám đốc|thủ trưởng|bộ trưởng|hiệu trưởng|trưởng)"
TITLES = re.compile(rf"{_TITLE}(?:,| và)\s*(?={_TITLE} các)|bí thư(?:,| và)\s*(?=chủ tịch(?!\w))")
"""Two titles of those who head one set: Giám đốc, Thủ trưởng các sở, ban, ngành."""
_HEADED = r"(?:cấp ủy|tổ chức đảng|chính quyền|cơ quan|tổ chức|đơn vị|địa phương|doanh nghiệp)"
HEADS_OF_ALL = re.compile(
    rf"người đứng đầu (?:các )?{_HEADED}(?:(?:,| và) (?:các )?{_HEADED})+(?: (?:các cấp|cấp (?:tỉnh|huyện|xã)))?(?!\w)"
)
"""Who heads everything there is: nobody, where offices are among it; the heads of the Party and the State are some."""
ONE_OFFICIAL = re.compile(any_of(["công chức", "cán bộ"]))
MEMBERS_OF = re.compile(any_of(["thành viên", "người đứng đầu"]))
ALONE = re.compile(any_of(["văn phòng", "thanh tra", "công đoàn", "đoàn thanh niên"]))
"""Offices every body has one of: among its own they need no further name."""
OPEN_HEADS = frozenset(flat(word) for group in LISTS["heads"] if group["kind"] in PEOPLE for word in group["words"])
OPEN_HEADS |= {flat(word) for word in LISTS["open"]["words"]}
NEW_UNIT = re.compile(any_of(LISTS["open"]["new"]))
ADDRESS = re.compile(any_of(["đồng chí", "đ/c", "ông", "bà"]))
REST_HEAD = re.compile(any_of([word for word, (kind, _) in KINDS.items() if kind == "rest"]))
NEVER = re.compile(any_of(LISTS["never"]["words"]))
NOUN_VERB = re.compile(any_of(LISTS["noun_verbs"]["words"]))
VERB_OF_TWO = re.compile(any_of([word for word in VERB_WORDS if " " in word]))
STOP_OF_TWO = re.compile(any_of([word for word in LISTS["stops"]["words"] if " " in word]))
"""Small words of two syllables: where a heading runs on into its text they begin with a capital and name no place."""
OPENS = re.compile(any_of(["theo", "căn cứ", "trên cơ sở"]))
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
