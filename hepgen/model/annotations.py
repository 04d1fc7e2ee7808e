"""What the annotations of a model say about a place in its data: types, values and bounds allowed there."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from hepgen.model.positions import Location


def variants(annotation: Any) -> tuple[Any, ...]:
    """The types an annotation allows, without `Annotated` and None."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return variants(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        return tuple(variant for part in get_args(annotation) for variant in variants(part))
    return () if annotation is type(None) else (annotation,)


def models(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The models among the types an annotation allows."""
    return tuple(kind for kind in variants(annotation) if isinstance(kind, type) and issubclass(kind, BaseModel))


def fields(model: type[BaseModel]) -> dict[str, Any]:
    """Field name, as written in files, → its annotation."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def required(model: type[BaseModel]) -> list[str]:
    """Names of the fields that must be given."""
    return [info.alias or name for name, info in model.model_fields.items() if info.is_required()]


def step(annotation: Any, part: str | int) -> Any:
    """The annotation of a member of a value; None where none is declared."""
    for variant in variants(annotation):
        arguments = get_args(variant)
        if isinstance(part, int) and get_origin(variant) is tuple:
            return arguments[0]
        if isinstance(part, str) and get_origin(variant) is dict:
            return arguments[1]
        if isinstance(part, str) and models(variant):
            return fields(variant).get(part)
    return None


def annotation_at(model: type[BaseModel], location: Location) -> Any:
    """The annotation of the value there; None where none is declared."""
    annotation: Any = model
    for part in location:
        annotation = step(annotation, part)
    return annotation


def literals(annotation: Any) -> list[str]:
    """The values of a closed list; empty for every other type."""
    return [
        str(value) for variant in variants(annotation) if get_origin(variant) is Literal for value in get_args(variant)
    ]


def bounds(model: type[BaseModel], location: Location) -> tuple[float | None, float | None]:
    """Smallest and largest number allowed in a field of a model, each None where it is open."""
    metadata: list[Any] = []
    for parent in models(annotation_at(model, location[:-1])):
        for name, info in parent.model_fields.items():
            if (info.alias or name) == location[-1]:
                metadata += info.metadata
                metadata += [item for part in get_args(info.annotation) for item in _metadata(part)]
    lows = [item.ge for item in metadata if getattr(item, "ge", None) is not None]
    highs = [item.le for item in metadata if getattr(item, "le", None) is not None]
    return (lows[0] if lows else None), (highs[0] if highs else None)


def _metadata(annotation: Any) -> list[Any]:
    """The constraints inside `Annotated[float, Field(ge=…, le=…)]`."""
    if get_origin(annotation) is not Annotated:
        return []
    return [inner for item in get_args(annotation)[1:] for inner in getattr(item, "metadata", [item])]


def marked(annotation: Any, data: Any, marker: type, location: Location = ()) -> Iterator[Location]:
    """The places of all texts in the data whose annotation bears the marker.

    Args:
        annotation: What the data are, such as a model or `dict[str, Model]`; they need not be valid.
        data: As parsed from a file: tables, lists and values.
        marker: A class whose instance stands in `Annotated[str, …]`.
        location: Where the data stand.
    """
    if isinstance(data, str):
        if _bears(annotation, marker):
            yield location
        return
    for variant in variants(annotation):
        arguments = get_args(variant)
        if isinstance(data, list) and get_origin(variant) is tuple:
            for index, item in enumerate(data):
                yield from marked(arguments[0], item, marker, (*location, index))
        elif isinstance(data, dict) and get_origin(variant) is dict:
            for name, item in data.items():
                yield from marked(arguments[1], item, marker, (*location, name))
        elif isinstance(data, dict) and models(variant):
            for name, info in variant.model_fields.items():
                if isinstance(data.get(name), str) and any(isinstance(item, marker) for item in info.metadata):
                    yield (*location, name)
                elif name in data:
                    yield from marked(info.annotation, data[name], marker, (*location, name))


def _bears(annotation: Any, marker: type) -> bool:
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return any(isinstance(item, marker) for item in metadata) or _bears(inner, marker)
    return any(_bears(part, marker) for part in get_args(annotation))
