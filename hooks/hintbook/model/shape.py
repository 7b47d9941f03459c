"""What the entry types say about themselves: their fields, their references, their parts.

Read off the annotations once, so that checking, linking and error messages
work for an entry type that is added later without a line of their own.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, get_args

from .base import Entry, Model, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

Steps: TypeAlias = tuple[str | int, ...]


class Reference(NamedTuple):
    """A value that names something else, the mapping it stands in, and the steps to it."""

    to: str
    value: str
    owner: Model
    steps: Steps


def _leaves(annotation: Any) -> Iterator[Any]:
    """Every class and every `Ref` inside an annotation."""
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for argument in arguments:
        yield from _leaves(argument)


@functools.cache
def _ref_of(model: type[BaseModel], name: str) -> Ref | None:
    info = model.model_fields[name]
    leaves = (*_leaves(info.annotation), *info.metadata)
    return next((leaf for leaf in leaves if isinstance(leaf, Ref)), None)


def references(model: Model) -> Iterator[Reference]:
    """Every reference of a model and of the plain mappings in it, not of entries inside it."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        ref = _ref_of(type(model), name)
        if ref is None:
            for steps, part in _parts(value, (name,)):
                if not isinstance(part, Entry):
                    for inner in references(part):
                        yield inner._replace(steps=(*steps, *inner.steps))
        elif isinstance(value, str):
            yield Reference(ref.to, value, model, (name,))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield Reference(ref.to, item, model, (name, index))


def mappings(model: Model) -> Iterator[Model]:
    """A model and the plain mappings in it, not those of entries inside it."""
    yield model
    for name in type(model).model_fields:
        for _, part in _parts(getattr(model, name), (name,)):
            if not isinstance(part, Entry):
                yield from mappings(part)


def entries(model: Model, steps: Steps = ()) -> Iterator[tuple[Steps, Entry]]:
    """A model's entry and every entry inside it, outer before inner, with the steps to each."""
    if isinstance(model, Entry):
        yield steps, model
    for name in type(model).model_fields:
        for inner, part in _parts(getattr(model, name), (name,)):
            yield from entries(part, (*steps, *inner))


def _parts(value: object, steps: Steps) -> Iterator[tuple[Steps, Model]]:
    if isinstance(value, Model):
        yield steps, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, (*steps, index))


def keys_at(holds: Any, steps: Iterable[str | int]) -> tuple[str, ...]:
    """The keys that the mapping at `steps` may have, in the order of the model."""
    here: Any = holds
    for step in steps:
        models = _models(here)
        field = next((m.model_fields[step] for m in models if step in m.model_fields), None)
        if field is not None:
            here = field.annotation
        elif isinstance(step, str):  # the name of one of several kinds of mapping
            here = tuple(m for m in models if step in get_args(m.model_fields["kind"].annotation))
    fields = [item for model in _models(here) for item in model.model_fields.items()]
    return tuple(dict.fromkeys(field.alias or name for name, field in fields))


def _models(annotation: Any) -> tuple[type[Model], ...]:
    leaves = annotation if isinstance(annotation, tuple) else _leaves(annotation)
    return tuple(leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, Model))
