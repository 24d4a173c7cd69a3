"""A crawled page: where the document begins and ends among menus and messages, and what the page says about it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .head import ABSTRACT, LONGEST_ABSTRACT, LONGEST_RUN_TOGETHER, MOTTO, NATION, RUN_TOGETHER
from .kinds import kind_alone
from .marks import Scheme, marks_of
from .text import is_capitals
from .values import Block, BlockKind

_FIELDS = {
    "số hiệu": "number", "số ký hiệu": "number", "số/ký hiệu": "number", "ký hiệu": "number",
    "loại văn bản": "kind", "hình thức văn bản": "kind", "thể loại": "kind",
    "nơi ban hành": "issuer", "cơ quan ban hành": "issuer", "đơn vị ban hành": "issuer",
    "người ký": "signer", "ngày ban hành": "date", "ngày ký": "date", "trích yếu": "title",
    "trích yếu nội dung": "title",
}  # fmt: skip
"""What portals of legal documents print beside a document, and which field of the header it is."""
_OTHER_FIELDS = {
    "ngày hiệu lực",
    "ngày có hiệu lực",
    "ngày công báo",
    "số công báo",
    "tình trạng",
    "lĩnh vực",
    "trạng thái",
    "tệp đính kèm",
}
_SITE = re.compile(  # against small letters: ignoring case costs three times as much
    r"đang tải văn bản|bản dịch này thuộc|copyright|sở hữu trí tuệ|đăng nhập|đăng xuất|tài khoản|mật khẩu"
    r"|trang chủ|lượt xem|in bài viết|chia sẻ bài"
    r"|cookie|quý khách|thành viên đăng|click vào|tải về máy|bình luận|bảo vệ dữ liệu cá nhân và"
    r"|điều khoản sử dụng|cảm ơn đã dùng|hotline|fanpage"
    r"|các nội dung được sửa đổi|tiếp tục sử dụng$|người dùng cùng|thư viện pháp luật|chúng tôi cam kết"
    r"|thưa quý|xin lỗi quý",
)
"""Words of a site about itself; a plan has no reason to use several of them at its edge."""


_SITE_CAPTION = re.compile(
    r"\W*(?:văn bản liên quan|văn bản gốc|lược đồ|thuộc tính|bài viết liên quan|tin liên quan)\W*", re.I
)


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks `start` to `end` are the document; `fields` is what the page says of it (number, kind, date …)."""

    start: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)


def read_page(blocks: Sequence[Block]) -> Page:
    """The document's own blocks among those of its page."""
    fields, after_fields = _fields(blocks)
    start = _start(blocks, after_fields)
    return Page(start, _end(blocks, start), fields)


def _fields(blocks: Sequence[Block]) -> tuple[dict[str, str], int]:
    """Pairs of a known name and its value near the top, and the block after the last of them."""
    found: dict[str, str] = {}
    after = 0
    for block in blocks[:60]:
        parts = [" ".join(part.split()) for part in re.split(r"[\t\n\v]", block.text)] if block.cells else [block.text]
        names = [at for at, part in enumerate(parts) if _name(part)]
        if block.cells:
            for at in names:
                value = parts[at + 1] if at + 1 < len(parts) else ""
                if (
                    (key := _FIELDS.get(_name(parts[at])))
                    and value
                    and not _name(value)
                    and not _SITE.search(value.lower())
                ):
                    found.setdefault(key, value)
        if names and (block.cells or len(names) == 1 and block.text.rstrip().endswith(":")):
            after = block.index + 1
    if not {"number", "kind"} <= set(found):
        return {}, 0
    if "title" not in found and (title := _title_of_page(blocks, found)):
        found["title"] = title
    if re.search(r"đang cập nhật|đã biết", found.get("number", ""), re.I):
        del found["number"]
    return found, after


_BY_ITS_ISSUER = re.compile(r"\s+do\s+[^;:]{3,200}?\s+(?:ban hành|điện)\b.*$|\s+Văn bản này\b.*$")


def _title_of_page(blocks: Sequence[Block], fields: dict[str, str]) -> str | None:
    """What the page calls the document: "Công văn 12/UBND-KT năm 2027 về … do Ủy ban nhân dân … ban hành"."""
    begins = re.compile(
        rf"{re.escape(fields['kind'])}\s+(?:số\s+)?{re.escape(fields['number'])}\s+(?:năm\s+\d{{4}}|ngày\s+[\d/.-]+)\s+"
        r"(?:(?:về(?: việc)?|V/v)\s+)?(?=\S)",
        re.I,
    )
    for text in _texts(blocks):
        if len(text) < 900 and (found := begins.match(text)):
            rest = text[found.end() :]
            again = begins.search(rest)
            title = _BY_ITS_ISSUER.sub("", rest[: again.start()] if again else rest).strip(" .")
            return title[:1].upper() + title[1:] if len(title.split()) > 3 else None
    return None


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    """The paragraphs, and the lines of tables: a page's own words run into the last rows of an annex."""
    for block in blocks:
        yield from re.split(r"[\t\n\v]", block.text) if block.cells else (block.text,)


def _name(text: str) -> str:
    """The known field's name that the text is; "" where it is none."""
    bare = text.strip(" *:").lower()
    return bare if (bare in _FIELDS or bare in _OTHER_FIELDS) and text.strip(" *").endswith(":") else ""


def _start(blocks: Sequence[Block], after_fields: int) -> int:
    """The first line of the letterhead; without one, what follows the page's own words."""
    nation = next((block.index for block in blocks[:120] if _is_nation(block)), None)
    kind = next(
        (block.index for block in blocks[: nation or 0] if kind_alone(block.text) and is_capitals(block.text)), None
    )
    if nation is not None:
        return _top_of_letterhead(blocks, nation if kind is None else kind)
    at = after_fields
    for block in blocks[: after_fields + 4 if after_fields else 12]:
        if _SITE.search(block.text.lower()) and len(block.text.split()) < 60 and block.index < len(blocks) / 2:
            at = max(at, block.index + 1)
    if at:
        kind = next(
            (block.index for block in blocks[at : at + 12] if kind_alone(block.text) and is_capitals(block.text)), None
        )
        return at if kind is None else _top_of_letterhead(blocks, kind)
    return 0


def _is_nation(block: Block) -> bool:
    found = NATION.search(block.text) if block.kind is BlockKind.PARAGRAPH else None
    return found is not None and is_capitals(found[0])


def _top_of_letterhead(blocks: Sequence[Block], at: int) -> int:
    """Back over the lines of the left column: the issuer in capitals, its number, what a letter is about."""
    while at > 0:
        above = blocks[at - 1]
        if above.kind is not BlockKind.PARAGRAPH or not _of_left_column(above.text):
            about = _begins_abstract(blocks, at)
            if about is None:
                break
            at = about
        else:
            at -= 1
    return at


def _of_left_column(text: str) -> bool:
    if is_capitals(text):
        return len(text.split()) <= _LONGEST_NAME
    count = len(text.split())
    if count <= LONGEST_RUN_TOGETHER and RUN_TOGETHER.match(text):
        return True
    bare = not any(char.isalpha() for char in text)
    return count <= 16 and (bare or _is_number(text) or bool(MOTTO.match(text)))


_LONGEST_NAME = 40
"""Words; a steering committee is named by all it steers."""
_LINES_OF_ABSTRACT = 8
"""A narrow column breaks what a letter is about over so many lines at most."""


def _begins_abstract(blocks: Sequence[Block], at: int) -> int | None:
    """The block in which the "V/v …" begins that ends before block `at`; None where none does."""
    for number in range(at - 1, max(-1, at - 1 - _LINES_OF_ABSTRACT), -1):
        text = blocks[number].text
        if blocks[number].kind is not BlockKind.PARAGRAPH or len(text.split()) > LONGEST_ABSTRACT or _is_number(text):
            return None
        if ABSTRACT.match(text):
            return number
    return None


def _is_number(text: str) -> bool:
    return bool(re.match(r"^\W*Số\s*:?\s*[\d/.…-]|^.{2,40},\s*ngày\b", text))


_FEWEST_MESSAGES = 3


def _end(blocks: Sequence[Block], start: int) -> int:
    """Before the messages of the site at the end: the longest tail that is full of them."""
    last = len(blocks)
    while last > start and blocks[last - 1].kind is BlockKind.NOTE:
        last -= 1
    best, hits = last, 0
    for at in range(last - 1, max(start, last - 80), -1):
        if _is_site(blocks[at]):
            hits += 1
            if hits >= _FEWEST_MESSAGES and hits >= 0.3 * (last - at):
                best = at
    return best


def _is_site(block: Block) -> bool:
    if _SITE_CAPTION.fullmatch(block.text):
        return True
    if len(block.cells) > 12 or len(block.text.split(maxsplit=90)) >= 90 or not _SITE.search(block.text.lower()):
        return False
    return not marks_of(block.text) or block.text[0] in "-–"


def end_at_closing(blocks: Sequence[Block], closing_end: int, page_end: int) -> int:
    """Where the site's messages begin soon after the signature, with no annex between, the signature is the end."""
    caption = next((block.index for block in blocks[closing_end:page_end] if _SITE_CAPTION.fullmatch(block.text)), None)
    page_end = page_end if caption is None else caption
    between = blocks[closing_end:page_end]
    cut = page_end < len(blocks) and blocks[page_end].kind is not BlockKind.NOTE
    if not cut or len(between) > 14:
        return page_end
    annex = any(mark.scheme is Scheme.ANNEX for block in between for mark in marks_of(block.text))
    return page_end if annex or any(len(block.cells) > 12 for block in between) else closing_end
