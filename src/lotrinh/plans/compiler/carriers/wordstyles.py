"""What a Word paragraph inherits from its style: list, boldness, alignment, font."""

from dataclasses import dataclass

from lxml import etree

from .wordxml import W, attribute, child, is_on, number_attribute


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style with all it inherits."""

    name: str = ""
    list_id: str | None = None
    level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    centred: bool | None = None
    size: float | None = None
    font: str = ""


NO_STYLE = Style()


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._found: dict[str, Style] = {}
        self.default = ""
        if root is None:
            return
        for element in root.iterchildren(f"{W}style"):
            identity = attribute(element, "styleId") or ""
            self._elements[identity] = element
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                self.default = identity

    def get(self, identity: str | None, depth: int = 0) -> Style:
        """The style, or one that says nothing where there is none (or where styles inherit in a circle)."""
        identity = identity or self.default
        if identity in self._found:
            return self._found[identity]
        element = self._elements.get(identity)
        if element is None or depth > 20:
            return NO_STYLE
        base = child(element, "basedOn")
        above = self.get(attribute(base, "val"), depth + 1) if base is not None else NO_STYLE
        style = _inherited(element, above)
        self._found[identity] = style
        return style


def _inherited(element: etree._Element, above: Style) -> Style:
    name = child(element, "name")
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    list_id, level = list_of(paragraph)
    return Style(
        name=(attribute(name, "val") if name is not None else None) or "",
        list_id=above.list_id if list_id is None else list_id,
        level=above.level if level is None else level,
        bold=_first(is_on(run, "b"), above.bold),
        italic=_first(is_on(run, "i"), above.italic),
        capitals=_first(is_on(run, "caps"), above.capitals),
        centred=_first(centred(paragraph), above.centred),
        size=size_of(run) or above.size,
        font=font_of(run) or above.font,
    )


def _first(value: bool | None, otherwise: bool | None) -> bool | None:
    return otherwise if value is None else value


def list_of(paragraph: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and level a paragraph's properties name; None for what they leave open."""
    found = child(paragraph, "numPr") if paragraph is not None else None
    if found is None:
        return None, None
    number, level = child(found, "numId"), child(found, "ilvl")
    return (
        attribute(number, "val") if number is not None else None,
        number_attribute(level, "val", 0) if level is not None else None,
    )


def centred(paragraph: etree._Element | None) -> bool | None:
    found = child(paragraph, "jc") if paragraph is not None else None
    return None if found is None else attribute(found, "val") == "center"


def size_of(run: etree._Element | None) -> float | None:
    found = child(run, "sz") if run is not None else None
    return None if found is None else number_attribute(found, "val", 0) / 2 or None


def font_of(run: etree._Element | None) -> str:
    found = child(run, "rFonts") if run is not None else None
    return "" if found is None else attribute(found, "ascii") or attribute(found, "hAnsi") or ""
