"""All tagging of the PDF: structure elements, marked content, links, bookmarks, the parent tree.

What is drawn belongs to a structure element (`with canvas.tag(node)`) or is decoration (`with
canvas.artifact()`); anything painted outside both is refused, so an untagged word cannot reach a patient's
screen reader unheard. The tree of `Node` is the logical order: a screen reader goes through it, whatever the
order of drawing.

Sources: ISO 32000-1 (PDF 1.7) 14.7 and 14.8; ISO 14289-1 (PDF/UA-1) 7; ISO 19005-2 (PDF/A-2) 6.7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from hepgen.render.pdf import metadata
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.objects import ReadyObject, numbers, reference, register, text_string
from hepgen.render.pdf.reportlab_setup import Canvas, pdfdoc
from hepgen.render.pdf.writer import pdf_bytes

Role: TypeAlias = Literal[
    "Document", "Sect", "Div", "Caption", "BlockQuote", "Figure", "P", "Span", "Link",
    "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
    "Table", "THead", "TBody", "TR", "TH", "TD",
]  # fmt: skip
"""Standard structure types (ISO 32000-1, 14.8.4) that a handout uses."""

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner of the page."""


class _Mark(NamedTuple):
    """One marked-content sequence: the page (from 1) and its number on that page."""

    page: int
    mcid: int


class _Annotation(NamedTuple):
    """One link annotation: the page (from 1) and the object's name in the document."""

    page: int
    name: str


class Node:
    """A structure element.

    Attributes:
        role: Its standard structure type.
        kids: Child elements, marked content and annotations, in logical order.
        alt: Alternative description; a `Figure` must have one.
        actual_text: What the element says, where the glyphs do not say it.
        lang: BCP 47 tag where it differs from the document's.
        title: A human-readable name of the element.
        identifier: A name unique in the document, for `table_cell(headers=…)`.
        attributes: Attribute dictionaries in PDF syntax, made by `list_numbering` and `table_cell`.
        bbox: Where a figure or table lies on its page.
        url: Where a `Link` made by `text.draw_lines` leads, so that it goes on in the next line; not written.
    """

    __slots__ = (
        "actual_text", "alt", "attributes", "bbox", "identifier", "kids", "lang", "role", "title", "url",
    )  # fmt: skip

    def __init__(
        self,
        role: Role,
        *,
        alt: str = "",
        actual_text: str = "",
        lang: str = "",
        title: str = "",
        identifier: str = "",
        attributes: Sequence[str] = (),
        bbox: Rect | None = None,
    ) -> None:
        """Make an element without parent; see `add`.

        Raises:
            ValueError: A figure has neither alternative description nor actual text (ISO 14289-1, 7.3).
        """
        if role == "Figure" and not (alt.strip() or actual_text.strip()):
            raise ValueError("a Figure needs an alternative description")
        self.role = role
        self.alt = alt
        self.actual_text = actual_text
        self.lang = lang
        self.title = title
        self.identifier = identifier
        self.attributes = tuple(attributes)
        self.bbox = bbox
        self.url = ""
        self.kids: list[Node | _Mark | _Annotation] = []

    def add(
        self,
        role: Role,
        *,
        alt: str = "",
        actual_text: str = "",
        lang: str = "",
        title: str = "",
        identifier: str = "",
        attributes: Sequence[str] = (),
        bbox: Rect | None = None,
    ) -> Node:
        """Make an element and append it to this one's children; arguments and errors as for `Node`."""
        child = Node(
            role,
            alt=alt,
            actual_text=actual_text,
            lang=lang,
            title=title,
            identifier=identifier,
            attributes=attributes,
            bbox=bbox,
        )
        self.kids.append(child)
        return child


def list_numbering(style: Literal["None", "Disc", "Circle", "Square", "Decimal", "LowerAlpha"]) -> str:
    """The attribute of an `L` that says how its items are labelled (ISO 32000-1, table 347)."""
    return f"/O/List/ListNumbering/{style}"


def table_cell(
    scope: Literal["Row", "Column", "Both"] | None = None,
    *,
    columns: int = 1,
    rows: int = 1,
    headers: Sequence[str] = (),
) -> str:
    """The attributes of a `TH` or `TD` (ISO 32000-1, table 349).

    Args:
        scope: What a header cell is the header of; None for a data cell.
        columns: How many columns the cell spans.
        rows: How many rows it spans.
        headers: Identifiers of the header cells of this cell, where scope does not say it.
    """
    scoped = f"/Scope/{scope}" if scope else ""
    spans = (f"/ColSpan {columns}" if columns > 1 else "") + (f"/RowSpan {rows}" if rows > 1 else "")
    named = f"/Headers[{''.join(map(text_string, headers))}]" if headers else ""
    return f"/O/Table{scoped}{spans}{named}"


_paints = re.compile(r"(?:^|[\s)>\]])(?:[SsFfBb]|[fBb]\*|sh|Do|BI|Tj|TJ|['\"])(?:\s|$)").search
"""Finds a painting operator in a piece of page content (ISO 32000-1, table 51)."""

_ALWAYS_KEPT = frozenset({"TR", "TH", "TD"})
"""Elements kept without content: an empty cell still has its place in the grid."""


class TaggedCanvas(Canvas):
    """A reportlab canvas that writes one tagged, archivable document.

    Draw with reportlab's own methods or `paint`, inside `tag` or `artifact`; end each page with `showPage`;
    take the file from `getpdfdata`. Coordinates are points from the lower left corner of the page.

    Attributes:
        root: The `Document` element; everything tagged hangs below it.
    """

    # What is used of reportlab's insides, so that it is checked:
    _code: list[str]
    _doc: pdfdoc.PDFDocument
    _pageNumber: int  # noqa: N815
    _formsinuse: list[str]
    _annotationrefs: list[pdfdoc.PDFObjectReference]
    _addAnnotation: Callable[[pdfdoc.PDFObject, str], None]  # noqa: N815
    _bookmarkReference: Callable[[str], pdfdoc.PDFObject]  # noqa: N815

    def __init__(self, page_size: tuple[float, float], info: metadata.DocumentInfo) -> None:
        self.root = Node("Document")
        self._info = info
        self._scope: Node | str | None = None  # what is being drawn: an element, an artifact's properties, nothing
        self._scope_start = 0  # index in _code from which the current scope's content stands
        self._page_nodes: list[Node] = []  # owner of each marked-content sequence of this page
        self._parents: list[tuple[int, list[Node] | Node]] = []  # the parent tree: key, owner or owners
        self._next_key = 0
        super().__init__(
            "",
            pagesize=page_size,
            invariant=1,
            pdfVersion=(1, 7),
            lang=info.language,
            # Otherwise an unembedded Helvetica opens every page (ISO 19005-2, 6.2.11.4).
            initialFontName=Face.REGULAR.font.fontName,  # type: ignore[arg-type]
        )

    # Marked content

    @contextmanager
    def tag(self, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to this element.

        May be nested (a link within a paragraph): the outer element pauses meanwhile.
        """
        with self._in_scope(node):
            yield

    @contextmanager
    def artifact(self, kind: Literal["Pagination", "Layout", "Background"] = "Layout") -> Iterator[None]:
        """What is drawn inside is decoration or repeats on every page; no screen reader says it.

        Args:
            kind: `Pagination` for running headers, footers and repeated table heads, else `Layout`.
        """
        with self._in_scope(f"/Artifact<</Type/{kind}>>BDC"):
            yield

    @contextmanager
    def _in_scope(self, scope: Node | str) -> Iterator[None]:
        outer = self._scope
        self._switch(scope)
        try:
            yield
        finally:
            self._switch(outer)

    def _switch(self, scope: Node | str | None) -> None:
        """End the running marked-content sequence and begin the next; they never lie within each other."""
        painted = any(map(_paints, self._code[self._scope_start + (self._scope is not None) :]))
        if self._scope is None:
            if painted:
                raise ValueError(f"page {self._pageNumber}: painted outside any element and outside artifact()")
        elif painted:
            self._code.append("EMC")
        else:
            del self._code[self._scope_start]
            if isinstance(self._scope, Node):
                mark = _Mark(self._pageNumber, len(self._page_nodes) - 1)
                self._page_nodes.pop()
                self._scope.kids.remove(mark)
        self._scope = scope
        self._scope_start = len(self._code)
        if isinstance(scope, Node):
            mcid = len(self._page_nodes)
            self._page_nodes.append(scope)
            scope.kids.append(_Mark(self._pageNumber, mcid))
            self._code.append(f"/{scope.role}<</MCID {mcid}>>BDC")
        elif scope is not None:
            self._code.append(scope)

    def paint(self, operators: str) -> None:
        """Append ready-made content (ASCII), which must leave the graphics state as it found it.

        Raises:
            ValueError: Called outside `tag` and `artifact`.
        """
        if self._scope is None:
            raise ValueError(f"page {self._pageNumber}: painted outside any element and outside artifact()")
        self._code.append(operators)

    @property
    def document(self) -> pdfdoc.PDFDocument:
        """The document being written; fonts enter themselves there."""
        return self._doc

    @property
    def current(self) -> Node | None:
        """The element that is being drawn; None in an artifact or outside."""
        return self._scope if isinstance(self._scope, Node) else None

    def paint_xobject(self, name: str, xobject: pdfdoc.PDFObject, matrix: str) -> None:
        """Paint a form or image XObject, which is written once however often it is painted.

        Args:
            name: Unique in the document to this object.
            xobject: The object; used when the name is new.
            matrix: Six operands of `cm`.

        Raises:
            ValueError: Called outside `tag` and `artifact`.
        """
        if not self.hasForm(name):
            self._doc.addForm(name, xobject)
        self.paint(f"q {matrix} cm /{self._doc.getXObjectName(name)} Do Q")
        if name not in self._formsinuse:
            self._formsinuse.append(name)

    # Links and bookmarks

    def link(self, node: Node, rect: Rect, url: str, contents: str) -> None:
        """Make an area of this page a link to the outside.

        Args:
            node: The `Link` element it belongs to, which may have several areas (a link over two lines).
            rect: The area.
            url: Where it leads.
            contents: What a screen reader says: where the link leads, in words (ISO 14289-1, 7.18.5).
        """
        ascii_url = quote(url, safe="%/:?#[]@!$&'()*+,;=-._~")  # ISO 32000-1, 12.6.4.7
        action = {"S": "/URI", "URI": text_string(ascii_url)}
        self._annotate(node, rect, contents, "A", pdfdoc.PDFDictionary(action))

    def link_within(self, node: Node, rect: Rect, destination: str, contents: str) -> None:
        """Make an area of this page a link to a `destination`, set before or later; else as `link`."""
        self._annotate(node, rect, contents, "Dest", self._bookmarkReference(destination))

    def _annotate(self, node: Node, rect: Rect, contents: str, key: str, target: pdfdoc.PDFObject) -> None:
        if not contents.strip():
            raise ValueError("a link needs contents that say where it leads")
        entries = {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": f"[{numbers(rect)}]",
            "Border": "[0 0 0]",
            "Contents": text_string(contents),
            "F": 4,  # printed: ISO 19005-2, 6.3.2
            "StructParent": self._enter_parent(node),
            key: target,
        }
        name = f"link{self._next_key}"
        self._addAnnotation(pdfdoc.PDFDictionary(entries), name)
        node.kids.append(_Annotation(self._pageNumber, name))

    def destination(self, name: str, top: float) -> None:
        """Name a place on this page, `top` points from its lower edge, for `link_within`."""
        self.bookmarkPage(name, fit="XYZ", left=0, top=top)

    def bookmark(self, name: str, title: str, level: int, top: float) -> None:
        """Add an entry to the outline that leads to a heading on this page, and a `destination` of that name.

        Args:
            name: Unique in the document.
            title: What the outline shows.
            level: 0 for the highest; at most one deeper than the entry before.
            top: Upper edge of the heading.
        """
        self.destination(name, top)
        self.addOutlineEntry(title, name, level)

    # The file

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End the page.

        Raises:
            ValueError: Something was painted outside any element, or an element is still open.
        """
        if self._scope is not None:
            raise ValueError(f"page {self._pageNumber} ends inside an element or artifact")
        self._switch(None)
        super().showPage()
        self._scope_start = 0

    def _setAnnotations(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802 - reportlab's name
        """Give reportlab's page its links, tab order and key in the parent tree."""
        page.Annots = self._annotationrefs
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._enter_parent(self._page_nodes)  # type: ignore[attr-defined]
        page.Tabs = "/S"  # type: ignore[attr-defined]
        self._page_nodes = []

    def _enter_parent(self, owner: list[Node] | Node) -> int:
        """Give a page or an annotation its key in the parent tree."""
        key = self._next_key
        self._next_key += 1
        self._parents.append((key, owner))
        return key

    def getpdfdata(self) -> bytes:
        """The finished document; the canvas cannot be used afterwards.

        Raises:
            ValueError: Nothing was tagged, something was painted outside any element, or a link leads
                nowhere.
        """
        if self._code:
            self.showPage()
        self._write_structure()
        return pdf_bytes(self._doc, self, metadata.write(self._doc, self._info))

    def save(self) -> None:
        """Refused: files are written by whoever can promise that they are whole; take `getpdfdata`."""
        raise TypeError("TaggedCanvas writes no file; take getpdfdata()")

    def _write_structure(self) -> None:
        """Turn the tree of nodes into indirect objects (ISO 32000-1, 14.7.2 to 14.7.4)."""
        writer = _StructureWriter(self._doc)
        if not writer.has_content(self.root):
            raise ValueError("nothing was tagged")
        root = ReadyObject()
        root_reference = register(self._doc, root, "StructTreeRoot")
        document_reference = writer.write(self.root, root_reference)
        entries = " ".join(
            f"{key}[{' '.join(map(writer.reference, owner))}]"
            if isinstance(owner, list)
            else f"{key} {writer.reference(owner)}"
            for key, owner in self._parents
        )
        root.written = (
            f"<</Type/StructTreeRoot/K {document_reference}/ParentTree<</Nums[{entries}]>>"
            f"/ParentTreeNextKey {self._next_key}{writer.id_tree()}>>"
        ).encode("ascii")
        catalog = self._doc.Catalog  # type: ignore[attr-defined]
        catalog.StructTreeRoot = pdfdoc.PDFObjectReference("StructTreeRoot")
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


class _StructureWriter:
    """Writes nodes as ready-made objects: six hundred of them are a handout."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        self._references: dict[Node, str] = {}
        self._pages = ["", *(f"/Pg {reference(document, f'Page{n}')}" for n in range(1, document.pageCounter))]
        self._has_content: dict[Node, bool] = {}
        self._identified: list[tuple[str, str]] = []

    def reference(self, node: Node) -> str:
        """How a written node is referred to.

        Raises:
            ValueError: The node hangs nowhere below the root.
        """
        try:
            return self._references[node]
        except KeyError:
            raise ValueError(f"a {node.role} with content is not part of the document's tree") from None

    def has_content(self, node: Node) -> bool:
        """Whether anything was drawn for the node or below it; the rest is left out of the file."""
        known = self._has_content.get(node)
        if known is None:
            known = node.role in _ALWAYS_KEPT
            for kid in node.kids:
                known |= self.has_content(kid) if isinstance(kid, Node) else True
            self._has_content[node] = known
        return known

    def write(self, node: Node, parent: str) -> str:
        """Write a node and all below it; returns its reference."""
        written = ReadyObject()
        me = self._references[node] = register(self._document, written, f"Element{len(self._references)}")
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), 0)
        kids = " ".join(
            self.write(kid, me) if isinstance(kid, Node) else self._content(kid, page)
            for kid in node.kids
            if not isinstance(kid, Node) or self.has_content(kid)
        )
        parts = [f"<</S/{node.role}/P {parent}{self._pages[page]}"]
        if kids:
            parts.append(f"/K[{kids}]")
        for key, text in (
            ("Alt", node.alt),
            ("ActualText", node.actual_text),
            ("Lang", node.lang),
            ("T", node.title),
            ("ID", node.identifier),
        ):
            if text:
                parts.append(f"/{key}{text_string(text)}")
        attributes = list(node.attributes)
        if node.bbox:
            attributes.append(f"/O/Layout/Placement/Block/BBox[{numbers(node.bbox)}]")
        if attributes:
            parts.append("/A[" + "".join(f"<<{attribute}>>" for attribute in attributes) + "]")
        parts.append(">>")
        written.written = "".join(parts).encode("ascii")
        if node.identifier:
            self._identified.append((node.identifier, me))
        return me

    def _content(self, kid: _Mark | _Annotation, page: int) -> str:
        if isinstance(kid, _Annotation):
            annotation = reference(self._document, self._document.annotationName(kid.name))
            return f"<</Type/OBJR/Obj {annotation}{self._pages[kid.page]}>>"
        return str(kid.mcid) if kid.page == page else f"<</Type/MCR{self._pages[kid.page]}/MCID {kid.mcid}>>"

    def id_tree(self) -> str:
        """The name tree from identifiers to elements, required as soon as there is one (ISO 32000-1, table
        322)."""
        if not self._identified:
            return ""
        names = sorted((text_string(identifier), reference) for identifier, reference in self._identified)
        return f"/IDTree<</Names[{''.join(f'{identifier}{reference} ' for identifier, reference in names)}]>>"
