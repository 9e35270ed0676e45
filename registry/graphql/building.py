"""Making Strawberry types at run time: fields with a reader, object types, interfaces, enums, inputs.

All annotations are looked up in one shared namespace, so types may refer to each other in any order.
"""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, EnumMeta
from typing import Any, Final, TypeAlias, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET

from registry.errors import ModelError
from registry.model.language import choose
from registry.model.spec import Texts

Reader: TypeAlias = Callable[..., Any]
"""Takes the source object and the field's arguments by name; gives the field's value."""

# What the schema is described in; a schema has one text for each thing.
_SCHEMA_LANGUAGES: Final = ("en",)


class ReadField(StrawberryField):
    """A field whose value a plain function reads from its source."""

    def __init__(
        self,
        name: str,
        annotation: StrawberryAnnotation,
        read: Reader,
        description: str,
        arguments: Sequence[StrawberryArgument] = (),
        *,
        planned: bool = True,
    ) -> None:
        # The prefix keeps names that mean something to Python or Strawberry out of the generated class.
        super().__init__(python_name=f"field_{name}", graphql_name=name, description=description)
        self.spelled_type = annotation
        self.read = read
        self.arguments = list(arguments)
        self.planned = planned
        """Whether plans may read it; they know records alone, and their answers are kept for everybody."""

    @property
    def is_basic_field(self) -> bool:
        """Whether Strawberry may call it without looking at arguments."""
        return not self.arguments

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The value of the field."""
        return self.read(source, **kwargs)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an input type; it may be left out when its type ends in `| None`."""

    name: str
    type_: str
    description: str
    default: object = UNSET


class Builder:
    """Makes types and remembers them by name, for annotations to refer to."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {}
        self._annotations: dict[str, StrawberryAnnotation] = {}

    def add(self, name: str, type_: Any) -> None:
        """Makes a type known under a name; raises `ModelError` where that is taken."""
        if name in self.namespace:
            raise ModelError(f"Two types of the GraphQL schema would be called {name}; rename the class or code list.")
        self.namespace[name] = type_

    def annotation(self, text: str) -> StrawberryAnnotation:
        """A type by its Python spelling, e.g. `list[Mission]` or `Place | None`."""
        # The same spelling is looked up once: most types are spelled by hundreds of fields.
        if text not in self._annotations:
            self._annotations[text] = StrawberryAnnotation(text, namespace=self.namespace)
        return self._annotations[text]

    def field(
        self,
        name: str,
        type_: str,
        read: Reader,
        description: str,
        arguments: Sequence[StrawberryArgument] = (),
        *,
        planned: bool = True,
    ) -> ReadField:
        """A field of that type; one that is not `planned` is read by Strawberry, anew each time."""
        return ReadField(name, self.annotation(type_), read, description, arguments, planned=planned)

    def argument(
        self, name: str, type_: str, description: str, default: object = UNSET, *, python_name: str | None = None
    ) -> StrawberryArgument:
        """An argument; it may be left out when its type ends in `| None`, or when it has a default."""
        return StrawberryArgument(
            python_name or name, name, self.annotation(type_), description=description, default=default
        )

    def input(self, name: str, entries: Iterable[Entry], description: str) -> None:
        """An input type. Readers get what callers gave as a mapping by entry name, leaves in their Python form."""
        fields: dict[str, StrawberryField] = {}
        for entry in entries:
            if entry.name in fields:
                raise ModelError(f"{name} would get two entries called {entry.name}; rename the field.")
            fields[entry.name] = StrawberryField(
                python_name=f"entry_{entry.name}",
                graphql_name=entry.name,
                type_annotation=self.annotation(entry.type_),
                description=entry.description,
                default=entry.default,
            )
        made = type(name, (), {})
        made.__strawberry_definition__ = StrawberryObjectDefinition(  # type: ignore[attr-defined]
            name=name,
            is_input=True,
            is_interface=False,
            origin=made,
            description=description,
            interfaces=[],
            extend=False,
            directives=(),
            is_type_of=None,
            resolve_type=None,
            fields=list(fields.values()),
            from_input=lambda type_, given, context: given,  # noqa: ARG005
        )
        self.add(name, made)

    def object(
        self,
        name: str,
        fields: Iterable[ReadField],
        description: str,
        *,
        implements: str | None = None,
        fits: Callable[[Any], bool] | None = None,
    ) -> type:
        """An object type; `fits` tells whether a source is of it, which one that implements an interface needs."""
        members = self._members(name, fields, implements)
        if fits is not None:
            members["is_type_of"] = staticmethod(lambda source, info: fits(source))  # noqa: ARG005
        return self._type(name, members, implements, strawberry.type, description)

    def interface(
        self,
        name: str,
        fields: Iterable[ReadField],
        description: str,
        *,
        type_name: Callable[[Any], str],
        implements: str | None = None,
    ) -> type:
        """An interface; `type_name` gives the name of the object type of a source."""
        members = self._members(name, fields, implements)
        members["resolve_type"] = staticmethod(lambda source, info, abstract: type_name(source))  # noqa: ARG005
        return self._type(name, members, implements, strawberry.interface, description)

    def enum(self, name: str, values: Mapping[str, tuple[str, str]], description: str) -> EnumMeta:
        """An enum type from value names to what the value stands for and its description."""
        members = {
            f"value_{key}": strawberry.enum_value(value, name=key, description=text)
            for key, (value, text) in values.items()
        }
        plain = cast("EnumMeta", types.new_class(name, (Enum,), exec_body=lambda body: body.update(members)))
        made: EnumMeta = strawberry.enum(plain, description=description)
        self.add(name, made)
        return made

    def _members(self, name: str, fields: Iterable[ReadField], implements: str | None) -> dict[str, Any]:
        base = self.namespace.get(implements or "")
        taken = set() if base is None else {each.python_name for each in base.__strawberry_definition__.fields}
        members: dict[str, Any] = {}
        for each in fields:
            if each.python_name in taken:
                raise ModelError(f"{name} would get two GraphQL fields called {each.graphql_name}; rename one of them.")
            taken.add(each.python_name)
            members[each.python_name] = each
        return members

    def _type(
        self, name: str, members: Mapping[str, Any], implements: str | None, decorate: Callable[..., type], text: str
    ) -> type:
        bases = () if implements is None else (self.namespace[implements],)
        # Types go by the class's annotations alone: Strawberry reads a field's own at once, before all types are there.
        annotations = {key: each.spelled_type for key, each in members.items() if isinstance(each, ReadField)}
        body = {**members, "__annotations__": annotations}
        plain = types.new_class(name, bases, exec_body=lambda namespace: namespace.update(body))
        made = decorate(plain, name=name, description=text)
        self.add(name, made)
        return made


def described(texts: Texts, *more: str) -> str:
    """A description in the schema's language, with sentences of our own after it."""
    choice = choose(tuple(sorted((language, text) for language, text in texts.items())), _SCHEMA_LANGUAGES)
    return "\n\n".join([*([choice.value] if choice else []), *(sentence for sentence in more if sentence)])
