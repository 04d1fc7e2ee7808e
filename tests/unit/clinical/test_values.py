"""What one step of the reasoning has settled, no later step can change or add to."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass

import pytest

import hepgen.clinical


def _values() -> Iterator[type]:
    """Every value type of the clinical reasoning."""
    for module in pkgutil.walk_packages(hepgen.clinical.__path__, "hepgen.clinical."):
        for name, found in vars(importlib.import_module(module.name)).items():
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module.name:
                yield found
                assert name == found.__name__


VALUES = tuple(_values())


def test_there_are_many_of_them() -> None:
    assert len(VALUES) >= 20


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_a_dose_a_limit_or_a_reason_stays_as_it_was_settled(value: type) -> None:
    """A limit that a precaution set must reach the page as it was set."""
    made: object = object.__new__(value)
    for name in (*vars(value)["__dataclass_fields__"], "misspelt"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(made, name, None)
    assert not hasattr(made, "__dict__")
