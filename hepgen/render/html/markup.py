"""The one place where HTML is written: what is not markup already is text, and text is escaped."""

from __future__ import annotations

import re
from html import escape

from hepgen.handout.blocks import Phrase

_LIVE = re.compile(r"https?://\S+", re.IGNORECASE)
_VOID = frozenset({"col", "img", "meta"})
"""They are closed by their nature; those of drawings are by a stroke."""
_PLAIN = re.compile(r"[A-Za-z0-9 ]")


class Markup(str):
    """Finished HTML.

    Whatever is done to it gives a plain `str`, which is escaped like typed text: a slip shows on the page and harms
    nobody.
    """

    __slots__ = ()


Content = str | None
"""Markup or text; None is nothing."""
Value = str | int | bool | None
"""Of an attribute. True stands by its name alone; False and None leave the attribute out."""


def text(content: Content) -> Markup:
    """The content as markup."""
    if isinstance(content, Markup):
        return content
    return Markup(escape(content)) if content else Markup()


def together(*contents: Content) -> Markup:
    """One after the other."""
    return Markup("".join(map(text, contents)))


def element(name: str, /, *contents: Content, **attributes: Value) -> Markup:
    """An element. An attribute's name has `_` for `-`, and one more at its end where it would be a keyword."""
    return Markup(f"<{name}{_attributes(attributes)}>{together(*contents)}</{name}>")


def void(name: str, /, **attributes: Value) -> Markup:
    """An element that holds nothing."""
    return Markup(f"<{name}{_attributes(attributes)}{'' if name in _VOID else '/'}>")


def some(name: str, /, *contents: Content, **attributes: Value) -> Markup:
    """The element, or nothing where it would be empty."""
    return element(name, *contents, **attributes) if any(contents) else Markup()


def phrase(spans: Phrase) -> Markup:
    """Running text, its strong parts marked."""
    return together(*(element("strong", span.text) if span.strong else span.text for span in spans))


def link(url: str, *contents: Content, **attributes: Value) -> Markup:
    """The contents as a link; by themselves where the address is not one of the web."""
    if _LIVE.fullmatch(url):
        return element("a", *contents, href=url, **attributes)
    return element("span", *contents, **attributes)


def css_string(content: str) -> str:
    """A text as a string of a style sheet: every character with a meaning of its own is written by its number."""
    characters = (char if _PLAIN.fullmatch(char) else f"\\{ord(char):x} " for char in content)
    return f'"{"".join(characters)}"'


def _attributes(attributes: dict[str, Value]) -> str:
    return "".join(
        f" {_name(name)}" if value is True else f' {_name(name)}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
