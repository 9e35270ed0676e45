"""Making Strawberry types at run time: fields with a reader, object types, interfaces, enums.

All annotations are looked up in one shared namespace, so types may refer to each other in any order.
"""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, EnumMeta
from typing import Any, Final, TypeAlias, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from registry.errors import ModelError
from registry.model.spec import Texts
from registry.services.language import choose

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
    ) -> None:
        # The prefix keeps names that mean something to Python or Strawberry out of the generated class.
        super().__init__(python_name=f"field_{name}", graphql_name=name, description=description)
        self.spelled_type = annotation
        self.read = read
        self.arguments = list(arguments)

    @property
    def is_basic_field(self) -> bool:
        """Whether Strawberry may call it without looking at arguments."""
        return not self.arguments

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The value of the field."""
        return self.read(source, **kwargs)


class Builder:
    """Makes types and remembers them by name, for annotations to refer to."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {}

    def add(self, name: str, type_: Any) -> None:
        """Makes a type known under a name; raises `ModelError` where that is taken."""
        if name in self.namespace:
            raise ModelError(f"Two types of the GraphQL schema would be called {name}; rename the class or code list.")
        self.namespace[name] = type_

    def annotation(self, text: str) -> StrawberryAnnotation:
        """A type by its Python spelling, e.g. `list[Mission]` or `Place | None`."""
        return StrawberryAnnotation(text, namespace=self.namespace)

    def field(
        self, name: str, type_: str, read: Reader, description: str, arguments: Sequence[StrawberryArgument] = ()
    ) -> ReadField:
        """A field of that type."""
        return ReadField(name, self.annotation(type_), read, description, arguments)

    def argument(self, name: str, type_: str, description: str) -> StrawberryArgument:
        """An argument; it may be left out when its type ends in `| None`."""

        return StrawberryArgument(name, name, self.annotation(type_), description=description)

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

    def enum(self, name: str, values: Mapping[str, tuple[str, str]], description: str) -> None:
        """An enum type from value names to what the value stands for and its description."""
        members = {
            f"value_{key}": strawberry.enum_value(value, name=key, description=text)
            for key, (value, text) in values.items()
        }
        plain = cast("EnumMeta", types.new_class(name, (Enum,), exec_body=lambda body: body.update(members)))
        made = strawberry.enum(plain, description=description)
        self.add(name, made)

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
