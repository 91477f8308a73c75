"""XML files of strangers as trees of elements: no DTD, no entities, not deep, not endless."""

import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from translations.files.units import FileProblem, not_a, not_utf8, text_of

DEEPEST = 100
MOST_ELEMENTS = 200_000
DECLARATION = re.compile(r"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']*)[\"'][^>]*\?>")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}  # "&" is the first


class LimitedTree(TreeBuilder):
    """Builds a tree until it becomes too deep or too large."""

    depth = 0
    elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """Count the element."""
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise FileProblem(_("The file is too large or nested too deep. Choose a smaller file."))
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        """Leave the element."""
        self.depth -= 1
        return super().end(tag)


def tree_of(data: bytes, kind: str) -> Element:
    """The root of an XML file; `kind` is the name of its format and of the root."""
    text = text_of(data)
    declared = DECLARATION.match(text)
    if declared and declared[1].lower() not in ("utf-8", "us-ascii"):
        raise not_utf8()
    if not text.lstrip().startswith("<"):
        raise not_a(kind)
    if kind == "TMX":
        text = without_doctype(text)
    root = parsed(text)
    if local_name(root) != kind.lower():
        raise not_a(kind)
    return root


def parsed(text: str) -> Element:
    """The root element of an XML text."""
    parser = XMLParser(target=LimitedTree(), forbid_dtd=True)
    try:
        parser.feed(text)
        return parser.close()
    except DefusedXmlException as error:
        raise FileProblem(
            _(
                "The file declares a document type or entities, which is not safe. "
                "Save it without them in your program, then try again."
            )
        ) from error
    except ParseError as error:
        raise FileProblem(
            _(
                "The file is not right: its XML breaks at line %(line)d. Save the file again "
                "in your program, then try again."
            )
            % {"line": error.position[0]}
        ) from error


def without_doctype(text: str) -> str:
    """A TMX without the bare line that many programs write; one that declares more stays."""
    return re.sub(r"<!DOCTYPE\s+tmx(?:\s+SYSTEM\s+(?:\"[^\"]*\"|'[^']*'))?\s*>", "", text, count=1)


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The elements of this name right below another."""
    return [child for child in element if local_name(child) == name]


def descendants(element: Element, name: str) -> list[Element]:
    """The elements of this name anywhere below another."""
    return [child for child in element.iter() if local_name(child) == name]


def escaped(text: str) -> str:
    """Text for an XML file, without what XML cannot hold."""
    for character, reference in REFERENCES.items():
        text = text.replace(character, reference)
    return NOT_XML.sub("", text)


def attribute(text: str) -> str:
    """The value of an attribute, which would lose its line breaks as they are."""
    text = escaped(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")
