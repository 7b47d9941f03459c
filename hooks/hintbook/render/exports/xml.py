"""XML elements with text and attributes, and whole documents as bytes."""

from __future__ import annotations

from xml.etree import ElementTree as Xml


def element(name: str, text: str = "", **attributes: str) -> Xml.Element:
    """Return an element with a text and attributes."""
    made = Xml.Element(name, attributes)
    made.text = text or None
    return made


def add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    """Append a new element to `parent` and return it."""
    child = element(name, text, **attributes)
    parent.append(child)
    return child


def serialise(root: Xml.Element) -> bytes:
    """Return a document as indented UTF-8 with a declaration and a final line feed."""
    Xml.indent(root)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
