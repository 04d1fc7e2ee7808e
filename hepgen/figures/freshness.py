"""Whether a drawing still shows its pose: a fingerprint of everything it was made from. Needs no studio."""

from __future__ import annotations

import hashlib
import re

STUDIO_VERSION = 1
"""Raised whenever the studio draws differently, so that every drawing is known to need drawing again."""

PERSONS: tuple[str, ...] = ("woman", "man")
"""The people for whom every exercise is drawn."""

_SPEC = re.compile(r'<svg [^>]*\bdata-spec="(\w*)"')


def spec_hash(pose_text: str, person: str) -> str:
    """Fingerprint (16 hexadecimal digits) of a pose file, a person and the studio's version.

    Line ends do not count, since a checkout may change them.
    """
    text = "\n".join(pose_text.splitlines())
    return hashlib.sha256(f"{STUDIO_VERSION}\n{person}\n{text}".encode()).hexdigest()[:16]


def is_stale(svg_text: str, pose_text: str, person: str) -> bool:
    """True when the drawing was made from another pose file, for another person or by an older studio."""
    found = _SPEC.search(svg_text)
    return found is None or found[1] != spec_hash(pose_text, person)
