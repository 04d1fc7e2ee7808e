"""The one place where reportlab is imported: without running or reading anything that lies around on the
machine.

On import reportlab executes `reportlab_mods` and `reportlab_settings` from anywhere on the path, else the
files `~/.reportlab_mods` and `~/.reportlab_settings`, and takes its settings from `RL_*` environment
variables. A handout must not depend on who prints it, and a file in a home folder must not run inside a
clinic's program. So empty modules stand under those two names before the import (reportlab looks into the
home folder only when they are missing), `RL_*` is hidden while it is read, and the settings that matter are
fixed here.

Everything else in this folder takes reportlab's names from this module, so no other import can come first.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules[_name] = ModuleType(_name, "Stands where reportlab would run code of the machine it is on.")
_hidden = {name: os.environ.pop(name) for name in tuple(os.environ) if name.startswith("RL_")}
try:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc, pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
finally:
    os.environ.update(_hidden)

__all__ = ["Canvas", "TTFont", "pdfdoc", "pdfmetrics"]

_SETTINGS: dict[str, object] = {
    "invariant": 1,  # no clock and no random number reaches the file: same input, same bytes
    "toColorCanUse": None,  # a colour is a colour, never an expression to evaluate
    "useA85": 0,  # binary streams: quicker and 18 % smaller
    "pageCompression": 1,
    "trustedHosts": None,  # no picture is fetched from anywhere
    "trustedSchemes": [],
    "documentLang": None,  # the language is said by each document
}
for _name, _value in _SETTINGS.items():
    setattr(rl_config, _name, _value)

_reportlab_stream_format = pdfdoc.PDFStream.format


def _format_stream(stream: pdfdoc.PDFStream, document: pdfdoc.PDFDocument) -> bytes:
    """Write a stream as reportlab does, with the end-of-line marker before `endstream` that it leaves out.

    Answers ISO 19005-2, 6.1.7.1: "the endstream keyword shall be preceded by an EOL marker".
    """
    written: bytes = _reportlab_stream_format(stream, document)
    return written.removesuffix(b"endstream\n") + b"\r\nendstream\n"


pdfdoc.PDFStream.format = _format_stream  # type: ignore[method-assign, assignment]
