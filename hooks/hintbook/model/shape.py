"""What the entry types say about themselves: their fields, their references, their parts.

Read off the annotations once, so that checking, linking and error messages
work for an entry type that is added later without a line of their own.
"""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, get_args, get_origin

from pydantic import ValidationError

from .base import Entry, Model, Ref, TaggedEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pydantic import BaseModel

Steps: TypeAlias = tuple[str | int, ...]


class Reference(NamedTuple):
    """A value that names something else, the mapping it stands in if that is sound, and the steps.

    The steps lead from the model or the data that was asked.
    """

    to: str
    value: str
    owner: Model | None
    steps: Steps


def leaves(annotation: Any) -> Iterator[Any]:
    """Every class and every `Ref` inside an annotation."""
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for argument in arguments:
        yield from leaves(argument)


@functools.cache
def _ref_of(model: type[BaseModel], name: str) -> Ref | None:
    info = model.model_fields[name]
    noted = (*leaves(info.annotation), *info.metadata)
    return next((leaf for leaf in noted if isinstance(leaf, Ref)), None)


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


def references_in(holds: Any, data: Any, steps: Steps = ()) -> Iterator[Reference]:
    """The references that can be made out in data that is not of the shape it should be."""
    if isinstance(data, list):
        for index, value in enumerate(data):
            yield from references_in(holds, value, (*steps, index))
        return
    model = model_for(holds, data)
    if model is None:
        return
    try:
        sound = model.model_validate(data)
    except ValidationError:
        for name, info in model.model_fields.items():
            key = info.alias or name
            ref = _ref_of(model, name)
            if ref is None:
                yield from references_in(info.annotation, data.get(key), (*steps, key))
            else:
                for inner, value in _strings(data.get(key), (*steps, key)):
                    yield Reference(ref.to, value, None, inner)
    else:
        parts = (part for part in entries(sound) if part[1] is not sound)
        for inner, part in (((), sound), *parts):
            for reference in references(part):
                yield reference._replace(steps=(*steps, *inner, *reference.steps))


def _strings(data: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    for step, value in enumerate(data) if isinstance(data, list) else ():
        yield from _strings(value, (*steps, step))
    if isinstance(data, str):
        yield steps, data


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


def model_for(holds: Any, data: Any) -> type[Model] | None:
    """The model of a mapping in `data`, out of those that an annotation allows."""
    models = models_in(holds)
    if not isinstance(data, dict) or not models:
        return None
    if len(models) == 1:
        return models[0]
    kind = data.get("kind")
    return next((m for m in models if kind in get_args(m.model_fields["kind"].annotation)), None)


_FIRST = ("id", "number")
_COMMON = ("tags", "asked_as", "related")


@functools.cache
def fields(model: type[Model]) -> tuple[str, ...]:
    """The fields of a model in the order in which they are written.

    Id and number come first, then what the model declares.  The tags and what goes with
    them stand before lists of mappings, or where the model declares tags of its own; the
    source stands before the entries inside, or last.
    """
    own: list[str] = []
    for base in reversed(model.__mro__):
        names = inspect.get_annotations(base) if base is not TaggedEntry else ()
        own += [name for name in names if name in model.model_fields and name not in own]
    own = [name for name in own if name not in {*_FIRST, "source"}]
    if issubclass(model, TaggedEntry):
        own = [name for name in own if name not in _COMMON[1:]]
        if "tags" not in own:
            own.insert(_first(model, own, lambda field: get_origin(field) is tuple, Model), "tags")
        own[own.index("tags") : own.index("tags") + 1] = _COMMON
    own.insert(_first(model, own, lambda _: True, Entry), "source")
    return tuple(name for name in (*_FIRST, *own) if name in model.model_fields)


def _first(
    model: type[Model], names: list[str], fits: Callable[[Any], bool], inside: type[Model]
) -> int:
    """Where the first of some fields stands that fits and holds such mappings; else their number."""
    for place, name in enumerate(names):
        annotation = model.model_fields[name].annotation
        if fits(annotation) and any(issubclass(m, inside) for m in models_in(annotation)):
            return place
    return len(names)


def keys(model: type[Model]) -> tuple[str, ...]:
    """The keys of a mapping in the order in which they are written."""
    return tuple(model.model_fields[name].alias or name for name in fields(model))


def keys_at(holds: Any, steps: Iterable[str | int]) -> tuple[str, ...]:
    """The keys that the mapping at `steps` may have, in the order of the model."""
    here: Any = holds
    for step in steps:
        models = models_in(here)
        field = next((m.model_fields[step] for m in models if step in m.model_fields), None)
        if field is not None:
            here = field.annotation
        elif isinstance(step, str):  # the name of one of several kinds of mapping
            here = tuple(m for m in models if step in get_args(m.model_fields["kind"].annotation))
    return tuple(dict.fromkeys(key for model in models_in(here) for key in keys(model)))


def models_in(annotation: Any) -> tuple[type[Model], ...]:
    """The models of the mappings that an annotation, or a tuple of models, allows."""
    found = annotation if isinstance(annotation, tuple) else leaves(annotation)
    return tuple(leaf for leaf in found if isinstance(leaf, type) and issubclass(leaf, Model))
