"""What the file says of itself: XMP, document information, identifier, output intent.

One file conforms to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). Nothing here reads a clock: the date
is given.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import html
import re
import zlib
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from hepgen.render.pdf.objects import ReadyObject, register, stream
from hepgen.render.pdf.reportlab_setup import pdfdoc

PRODUCER = "hepgen"


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a reader or a program is told about a document before opening a page.

    Attributes:
        title: Shown in the window's title; neutral, without the patient's name.
        language: BCP 47 tag of the text.
        author: The clinic.
        subject: What kind of document it is.
        plan_id: The plan it was made from; `read_plan_id` finds it again.
        created: The date it was made for.
    """

    title: str
    language: str
    author: str
    subject: str
    plan_id: str
    created: datetime.date

    def __post_init__(self) -> None:
        for field in ("title", "language", "plan_id"):
            if not getattr(self, field).strip():
                raise ValueError(f"a document needs a {field}")


def write(document: pdfdoc.PDFDocument, info: DocumentInfo) -> str:
    """Put the metadata into a document whose pages are complete.

    Returns:
        The identifier of the file (ISO 32000-1, 14.4), made from what is printed instead of from the clock.
    """
    packet = _xmp(info)
    catalog = document.Catalog  # type: ignore[attr-defined]
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = f"[{_output_intent(document)}]"
    catalog.Metadata = ReadyObject(
        f"<</Type/Metadata/Subtype/XML/Length {len(packet)}>>\nstream\n".encode("ascii")
        + packet  # not compressed, so that programs without a PDF library can read it (ISO 19005-2, 6.6.2.1)
        + b"\r\nendstream\n"
    )
    catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})  # ISO 14289-1, 7.1
    _write_information(document, info)
    digest = hashlib.sha256(packet)
    for page in document.Pages.pages:  # type: ignore[attr-defined]
        digest.update(page.stream.encode("ascii"))
    return digest.hexdigest()[:32]


def read_plan_id(pdf: bytes) -> str | None:
    """The id of the plan that a PDF was made from; None where it is not one of ours (or is encrypted)."""
    found = re.search(rb"<dc:identifier>([^<]+)</dc:identifier>", pdf)
    return html.unescape(found[1].decode("utf-8")) if found else None


def _write_information(document: pdfdoc.PDFDocument, info: DocumentInfo) -> None:
    """The document information dictionary, which must agree with the XMP (ISO 19005-2, 6.6.2.3)."""
    entries = document.info
    entries.title = info.title
    entries.author = info.author
    entries.subject = info.subject
    entries.creator = entries.producer = PRODUCER
    year, month, day = info.created.year, info.created.month, info.created.day
    document._timeStamp = SimpleNamespace(  # type: ignore[attr-defined]
        YMDhms=(year, month, day, 0, 0, 0), dhh=0, dmm=0
    )


def _xmp(info: DocumentInfo) -> bytes:
    date = f"{info.created.isoformat()}T00:00:00+00:00"
    title, author, subject, language, plan_id = (
        html.escape(text, quote=False) for text in (info.title, info.author, info.subject, info.language, info.plan_id)
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:identifier>{plan_id}</dc:identifier>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
xmlns:pdf="http://ns.adobe.com/pdf/1.3/"> <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdf:Keywords></pdf:Keywords>
</rdf:Description>
{_CONFORMANCE}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


_CONFORMANCE = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""Both standards, and the extension schema by which PDF/A learns PDF/UA's (ISO 19005-2, 6.6.2.3.3)."""


def _output_intent(document: pdfdoc.PDFDocument) -> str:
    """What the colours mean: sRGB (ISO 19005-2, 6.2.3). Returns its reference."""
    profile = register(document, ReadyObject(_profile_stream()), "sRGB profile")
    name = "(sRGB IEC61966-2.1)"
    intent = f"/S/GTS_PDFA1/OutputConditionIdentifier{name}/Info{name}/DestOutputProfile {profile}"
    written = ReadyObject(f"<</Type/OutputIntent{intent}>>".encode("ascii"))
    return register(document, written, "output intent")


@cache
def _profile_stream() -> bytes:
    return stream("/N 3", zlib.decompress(base64.b64decode(_SRGB_PROFILE)))


_SRGB_PROFILE = """
eNqVkb1Lw1AUxU9bRdFKBx1EHDJUcWhBFMRR69ClSKkVrLokr2krJGlIUqS4Ci4OBQfRxa/B/0BXwVVBEBRBxNnRr0VKPGkKLaKD9/Fyf5y8
c7nvPiCY0oRud8wAuuFYmWRCWsotS10vCHA1Qha2OZtOp/BnfN75Z2/jXi38L3rzqi2AQDd5SpiWQ2Y3SK07psfb5AFRkvPkQ3LMYoPkK09X
fH72uOjzu8dWNjMHBL2aUrGNlTYWJUsnj5GjulYRzX68m4RVY3GBeYh7GDYySCIBCQoqWIMGB3FmgzP73Tfe8M2jTI/g10QVFh1FlOiNUa2w
qspcoK5yaah6c/85T7swOeFXDyeAzifXfRsBunaAes11v45ct34MhB6BC6PlL3NO0x/Uay0tegBENoGzy5am7ALnW8DggylbckMKcQcLBeD1
FOjLAf03QM+KP6vmf5zcA9kNPtE1sLcPjPJ8ZPUbPitnsA==
"""
"""An ICC v4 display profile of sRGB as Little CMS makes it (588 bytes), deflated, in base64."""
