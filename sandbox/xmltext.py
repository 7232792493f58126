"""XML as WeChat writes it: one `<xml>` root, strings in CDATA, numbers bare."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET  # nosec B405

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotXml(ValueError):
    """A body that is not one harmless XML document."""


def build(fields: Mapping[str, Any]) -> str:
    """`<xml>…</xml>` of nested mappings and lists; a list repeats its element."""
    return f"<xml>{_children(fields)}</xml>"


def parse(text: str) -> dict[str, Any]:
    """The fields under the root: strings, mappings for nested elements, lists for repeated ones."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotXml("a document type is not allowed")
    try:
        # A DOCTYPE was refused above, so nothing can expand or be fetched.
        root = ET.fromstring(text)  # nosec B314
    except (ET.ParseError, ValueError) as error:
        raise NotXml(str(error)) from error
    value = _value(root)
    if root.tag != "xml" or not isinstance(value, dict):
        raise NotXml("the root must be <xml> with fields")
    return value


def _children(fields: Mapping[str, Any]) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "".join(_element(name, one) for one in value)
    return f"<{name}>{_content(value)}</{name}>"


def _content(value: Any) -> str:
    if isinstance(value, Mapping):
        return _children(value)
    if isinstance(value, int | float):
        return str(value)
    return f"<![CDATA[{_cdata(str(value))}]]>"


def _cdata(text: str) -> str:
    # A phone can't send characters XML has no place for; the end mark is split over two sections.
    return ILLEGAL.sub("", text).replace("]]>", "]]]]><![CDATA[>")


def _value(element: ET.Element) -> Any:
    if len(element) == 0:
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        _add(found, child.tag, _value(child))
    return found


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]
