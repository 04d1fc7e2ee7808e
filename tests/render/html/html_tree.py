"""An HTML page read strictly, as it is written: nothing is repaired as a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
INLINE = frozenset({"a", "g", "small", "span", "strong", "svg", "text"})
"""Elements whose text runs on in the line around them."""
UNSEEN = frozenset({"head", "style", "title"})


@dataclass
class Element:
    """One element.

    Attributes:
        content: Its elements and texts, in order.
    """

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        """The elements directly in it."""
        return [each for each in self.content if isinstance(each, Element)]

    def every(self, *names: str) -> list[Element]:
        """All elements below it with one of the names, or all; in order."""
        return [each for each in self._below() if not names or each.name in names]

    def _below(self) -> Iterator[Element]:
        for child in self.children:
            yield child
            yield from child._below()

    @property
    def text(self) -> str:
        """What is read in it, with white space where lines or boxes end."""
        parts = (each if isinstance(each, str) else each._seen() for each in self.content)
        return "".join(parts)

    def _seen(self) -> str:
        if self.name in UNSEEN:
            return ""
        return self.text if self.name in INLINE else f" {self.text} "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> says an attribute twice"
        element = Element(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        in_drawing = any(element.name == "svg" for element in self.open)
        assert in_drawing, f"<{tag}/> is left open by browsers"
        self.open[-1].content.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def read(page: str) -> Element:
    """The <html> element of a page.

    Raises:
        AssertionError: An element is not closed where it should be, or there is markup of another kind.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].name}> is not closed"
    (html,) = reader.root.children
    return html
