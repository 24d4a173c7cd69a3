"""html: pages saved by Word, and pages of a site with its menus around the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from ..text import clean
from ..values import Layout, UnreadableDocument
from . import oldfonts
from .decoding import decoded
from .raw import Grid, GridCell, Item, Note, Piece
from .wrapping import MARK

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "center",
        "section",
        "article",
        "main",
        "form",
        "fieldset",
        "body",
        "html",
        "figure",
        "address",
    ]
)
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "head",
        "nav",
        "aside",
        "button",
        "select",
        "input",
        "textarea",
        "noscript",
        "iframe",
        "object",
        "svg",
        "canvas",
        "template",
        "title",
        "link",
        "meta",
        "video",
        "audio",
    ]
)
_SITE_PARTS = re.compile(
    r"(?<![\w-])(?:nav|menu|sidebar|breadcrumb|footer|cookie|popup|modal|advert|banner-?ads|share|comment|related)(?:s|bar)?(?![\w])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_TYPED_TAB = re.compile(r"(?<=\S)\t+(?=\S)")
"""A tab between two words was typed; one beside a line break only indents the source."""
_DEEPEST = 200


def read(data: bytes, name: str) -> list[Item]:
    """The items of an HTML page. Raises UnreadableDocument where there is nothing to read."""
    declared = _CHARSET.search(data[:4096])
    text = decoded(data, name, declared[1].decode("ascii") if declared else None)
    if re.search(r"<!ENTITY", text[:20_000]):
        raise UnreadableDocument(
            f"Tệp “{name}” chứa khai báo ENTITY lạ. Hãy lưu lại trang từ trình duyệt hoặc từ Word."
        )
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(oldfonts.unicode_of(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(
            f"Tệp “{name}” không phải trang HTML đọc được. Hãy lưu lại từ trình duyệt hoặc từ Word."
        ) from error
    reader = _Reader()
    return list(reader.items(root, _Look(), 0))


@dataclass(frozen=True, slots=True)
class _Look:
    """What text inherits from the elements around it."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    style: str = ""

    def inside(self, element: etree._Element) -> "_Look":
        tag = str(element.tag)
        css = (element.get("style") or "").lower()
        weight = re.search(r"font-weight\s*:\s*(\w+)", css)
        bold = self.bold or tag in ("b", "strong", "th")
        if weight:
            bold = weight[1] in ("bold", "bolder", "600", "700", "800", "900")
        align = (element.get("align") or "").lower()
        centred = self.centred or tag == "center"
        if align or "text-align" in css:
            centred = align == "center" or bool(re.search(r"text-align\s*:\s*center", css))
        italic = self.italic or tag in ("i", "em") or bool(re.search(r"font-style\s*:\s*italic", css))
        heading = re.fullmatch(r"h([1-6])", tag)
        return _Look(bold or bool(heading), italic, centred, f"heading {heading[1]}" if heading else self.style)


@dataclass(slots=True)
class _Line:
    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    look: _Look = _Look()

    def add(self, text: str, look: _Look) -> None:
        if not self.letters:
            self.look = look
        self.parts.append(text)
        count = sum(char.isalnum() for char in text)
        self.letters += count
        self.bold += count if look.bold else 0

    @property
    def text(self) -> str:
        return "\t".join(" ".join(part.split()) for part in _TYPED_TAB.split("".join(self.parts)))


class _Reader:
    """Turns inline content into lines and blocks into pieces."""

    def items(self, element: etree._Element, look: _Look, depth: int) -> Iterator[Item]:
        """The items of a block element, in order."""
        lines = [_Line()]
        for part in self._content(element, look, lines, depth):
            if isinstance(part, list):
                yield from _pieces(part, in_cell=False)
            else:
                yield part
        yield from _pieces(lines, in_cell=False)

    def _content(
        self, element: etree._Element, look: _Look, lines: list[_Line], depth: int
    ) -> Iterator[Item | list[_Line]]:
        """Adds inline text to `lines`; gives finished lines back whenever a block begins or ends."""
        if depth > _DEEPEST:
            return
        look = look.inside(element)
        if element.text:
            lines[-1].add(element.text, look)
        for inner in element:
            tag = str(inner.tag)
            if tag in _LEFT_OUT or _left_out(inner):
                pass
            elif tag == "br":
                lines.append(_Line())
            elif tag == "table":
                yield _taken(lines)
                yield self._table(inner, look, depth)
            elif note := _note(inner):
                yield note
            elif tag in _BLOCKS or tag in ("td", "tr", "tbody"):
                yield _taken(lines)
                yield from self._content(inner, look, lines, depth + 1)
                yield _taken(lines)
            else:
                yield from self._content(inner, look, lines, depth + 1)
            if inner.tail:
                lines[-1].add(inner.tail, look)

    def _table(self, table: etree._Element, look: _Look, depth: int) -> Grid:
        cells: list[GridCell] = []
        taken: set[tuple[int, int]] = set()
        for row_number, row in enumerate(_rows(table)):
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while (row_number, column) in taken:
                    column += 1
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                taken |= {(row_number + down, column + right) for down in range(height) for right in range(width)}
                cells.append(GridCell(row_number, column, tuple(self._cell(cell, look, depth)), height, width))
                column += width
        return Grid(tuple(cells))

    def _cell(self, cell: etree._Element, look: _Look, depth: int) -> Iterator[Piece]:
        lines = [_Line()]
        found: list[Item | list[_Line]] = [*self._content(cell, look, lines, depth + 1), lines]
        for part in found:
            if isinstance(part, list):
                yield from _pieces(part, in_cell=True)
            elif isinstance(part, Grid):
                for inner in part.cells:
                    yield from inner.pieces
            elif isinstance(part, Piece):
                yield part


def _taken(lines: list[_Line]) -> list[_Line]:
    """The lines so far; the list begins anew."""
    found = lines[:]
    lines[:] = [_Line()]
    return found


def _pieces(lines: list[_Line], *, in_cell: bool) -> Iterator[Piece]:
    """Lines as pieces: those a line break only wrapped are joined."""
    groups: list[list[_Line]] = []
    for line in lines:
        text = clean(line.text)
        if not text:
            continue
        if groups and not _separates(groups[-1][-1].text, text, in_cell):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        letters, bold = sum(line.letters for line in group), sum(line.bold for line in group)
        look = group[0].look
        layout = Layout(
            bold=letters > 0 and bold >= 0.9 * letters, italic=look.italic, centred=look.centred, style=look.style
        )
        yield Piece(" ".join(line.text for line in group), layout)


def _separates(before: str, text: str, in_cell: bool) -> bool:
    if MARK.match(text):
        return True
    return in_cell and text[:1].isupper() or bool(re.search(r"[.;:]$", before))


def _left_out(element: etree._Element) -> bool:
    """Hidden things, and the parts of a site that are not its text."""
    if not isinstance(element.tag, str) or ":" in element.tag and element.tag.split(":")[0] in ("v", "w", "m"):
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag in ("header", "footer") and element.getparent() is not None and element.getparent().tag == "body":
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return bool(_SITE_PARTS.search(named)) and element.tag in ("div", "ul", "section", "form")


def _note(element: etree._Element) -> Note | None:
    """A footnote as Word saves it."""
    identity = element.get("id") or ""
    if element.tag == "div" and re.fullmatch(r"(?:ftn|edn)\d+", identity):
        return Note(re.sub(r"^\s*\[?\d+\]?\s*", "", " ".join(element.text_content().split())))
    return None


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == "tr":
            yield element
        elif element.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in element if row.tag == "tr")


def _span(cell: etree._Element, name: str) -> int:
    try:
        return max(1, min(int(cell.get(name) or 1), 200))
    except ValueError:
        return 1
