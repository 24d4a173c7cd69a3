"""The few questions asked of WordprocessingML elements."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def child(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f"{W}{name}")


def attribute(element: etree._Element, name: str) -> str | None:
    value = element.get(f"{W}{name}")
    return value if value is None else str(value)


def number_attribute(element: etree._Element, name: str, default: int) -> int:
    """A whole number; `default` where it is absent or no number."""
    try:
        return int(float(attribute(element, name) or default))
    except ValueError:
        return default


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """A toggle such as bold: True, False, or None where it is not said."""
    found = child(properties, name) if properties is not None else None
    if found is None:
        return None
    return attribute(found, "val") not in ("0", "false", "off", "none")
