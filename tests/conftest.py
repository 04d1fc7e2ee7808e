"""Stands here so that pytest puts this folder on the import path: tests import the fixtures beside it by name."""

from __future__ import annotations

import pytest
from hypothesis import settings

from hepgen.packs.parsed import PARSED

settings.register_profile("usual", max_examples=60, deadline=None)  # some two thousand random patients in all
settings.load_profile("usual")


@pytest.fixture(scope="session", autouse=True)
def _nothing_kept_for_the_next_run() -> None:
    """Tests leave nothing in the cache folder of whoever runs them."""
    PARSED.path = None
