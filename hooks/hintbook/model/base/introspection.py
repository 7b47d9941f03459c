"""Fields, references and nested entries of any model, read from its annotations.

Loading, linking and error messages use these, so that they need no line for a new entry type.
"""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import ValidationError

from hintbook.model.base.entry import Entry, Model, TaggedEntry
from hintbook.model.base.fields import TEXTS
from hintbook.model.base.schema_extra import OneOf, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from hintbook.errors import Loc


class Reference(NamedTuple):
    """A value that refers to something else.

    to: see `Ref`
    value: the id or locator as written
    owner: the mapping that contains it, None if that is invalid
    loc: where it is, from the model or data that was asked
    """

    to: str
    value: str
    owner: Model | None
    loc: Loc


def leaves(annotation: Any) -> Iterator[Any]:
    """Yield every type and literal inside an annotation."""
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


@functools.cache
def _linking_fields(model: type[Model]) -> tuple[tuple[str, Ref | None], ...]:
    """Return the fields with references, and those with models, which have no `Ref`."""
    refs = ((name, _ref_of(model, name)) for name in model.model_fields)
    return tuple((name, ref) for name, ref in refs if ref or name in _model_fields(model))


@functools.cache
def _model_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the fields with models."""
    found = model.model_fields.items()
    return tuple(name for name, info in found if models_in(info.annotation))


def references(model: Model) -> Iterator[Reference]:
    """Yield the references of a model and of mappings in it, without those of entries inside it."""
    for name, ref in _linking_fields(type(model)):
        value = getattr(model, name)
        if ref is None:
            for loc, part in _parts(value, (name,)):
                if not isinstance(part, Entry):
                    for inner in references(part):
                        yield inner._replace(loc=(*loc, *inner.loc))
        elif isinstance(value, str):
            yield Reference(ref.to, value, model, (name,))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield Reference(ref.to, item, model, (name, index))


def references_in(annotation: Any, data: Any, loc: Loc = ()) -> Iterator[Reference]:
    """Yield the references that can be recognised in invalid data.

    annotation: what the data should be
    """
    if isinstance(data, list):
        for index, value in enumerate(data):
            yield from references_in(annotation, value, (*loc, index))
        return
    model = model_for(annotation, data)
    if model is None:
        return
    try:
        sound = model.model_validate(data)
    except ValidationError:
        for name, info in model.model_fields.items():
            key = info.alias or name
            ref = _ref_of(model, name)
            if ref is None:
                yield from references_in(info.annotation, data.get(key), (*loc, key))
            else:
                for inner, value in _strings(data.get(key), (*loc, key)):
                    yield Reference(ref.to, value, None, inner)
    else:
        parts = (part for part in entries(sound) if part[1] is not sound)
        for inner, part in (((), sound), *parts):
            for reference in references(part):
                yield reference._replace(loc=(*loc, *inner, *reference.loc))


def _strings(data: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    for step, value in enumerate(data) if isinstance(data, list) else ():
        yield from _strings(value, (*loc, step))
    if isinstance(data, str):
        yield loc, data


def mappings(model: Model) -> Iterator[Model]:
    """Yield a model and the mappings in it, without those of entries inside it."""
    yield model
    for name in _model_fields(type(model)):
        for _, part in _parts(getattr(model, name), (name,)):
            if not isinstance(part, Entry):
                yield from mappings(part)


def entries(model: Model, loc: Loc = ()) -> Iterator[tuple[Loc, Entry]]:
    """Yield a model, if it is an entry, and every entry inside it, outer first, each with its loc."""
    if isinstance(model, Entry):
        yield loc, model
    for name in _model_fields(type(model)):
        for inner, part in _parts(getattr(model, name), (name,)):
            yield from entries(part, (*loc, *inner))


def _parts(value: object, loc: Loc) -> Iterator[tuple[Loc, Model]]:
    if isinstance(value, Model):
        yield loc, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, (*loc, index))


def model_for(annotation: Any, data: Any) -> type[Model] | None:
    """Return the model of the mapping `data` out of those that an annotation allows.

    Several models are told apart by the field `kind`.
    """
    models = models_in(annotation)
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
    """Return the names of a model's fields in the order of content files.

    Id and number first, then as declared; `tags`, `asked_as`, `related` before the first list
    of mappings, or where the model itself declares `tags`; `source` before the first entries,
    or last.
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
    """Return the index of the first field that `fits` and contains models of a class; else `len`."""
    for place, name in enumerate(names):
        annotation = model.model_fields[name].annotation
        if fits(annotation) and any(issubclass(m, inside) for m in models_in(annotation)):
            return place
    return len(names)


def keys(model: type[Model]) -> tuple[str, ...]:
    """Return the keys of a mapping in the order of content files."""
    return tuple(model.model_fields[name].alias or name for name in fields(model))


def keys_at(annotation: Any, loc: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys that the mapping at `loc` may have, in the order of content files."""
    models = models_in(_annotation_at(annotation, loc))
    return tuple(dict.fromkeys(key for model in models for key in keys(model)))


def is_text(annotation: Any, loc: Iterable[str | int], kinds: tuple[Any, ...] = TEXTS) -> bool:
    """Return whether the value at `loc` is free text: no id, choice, locator, date or number.

    kinds: the types of free text that count
    """
    here = _annotation_at(annotation, loc)
    found = () if isinstance(here, tuple) else tuple(leaves(here))
    named = any(isinstance(leaf, Ref | OneOf) for leaf in found)
    return not named and any(leaf in kinds for leaf in found)


def _annotation_at(annotation: Any, loc: Iterable[str | int]) -> Any:
    """Return the type of the value at `loc`, or of the items of a list; a tuple for several models."""
    here: Any = annotation
    for step in loc:
        models = models_in(here)
        field = next((own[step] for own in map(_by_key, models) if step in own), None)
        if field is not None:
            here = field.annotation
        elif isinstance(step, str):  # the name of one of several kinds of mapping
            kinds = ((m, m.model_fields.get("kind")) for m in models)
            here = tuple(m for m, kind in kinds if kind and step in get_args(kind.annotation))
    return here


@functools.cache
def _by_key(model: type[Model]) -> Mapping[str | int, FieldInfo]:
    """Return the fields of a model by their keys in content files."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def models_in(annotation: Any) -> tuple[type[Model], ...]:
    """Return the models inside an annotation, or in a tuple of models."""
    found = annotation if isinstance(annotation, tuple) else leaves(annotation)
    return tuple(leaf for leaf in found if isinstance(leaf, type) and issubclass(leaf, Model))
