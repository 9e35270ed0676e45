"""The fields of the schema that one field of the model gives, by its kind.

Only `id`, `title` and lists are non-null: a record in the store may have been written by other rules than today's, and
one bad record must not take the answer of a whole page with it. What is required says so in its description.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from registry.graphql.building import Builder, ReadField, described
from registry.graphql.codes import CodeSource
from registry.graphql.execution import Item
from registry.graphql.scalars import fits_int
from registry.graphql.texts import Localized, asked_languages, languages_argument, localized
from registry.model.language import Text, by_preference, choose
from registry.model.spec import Field, Kind, Model
from registry.rdf.terms import BlankNode, Iri, Literal

TITLE: Final = "title"
"""The one text that every record shows itself by."""

_REQUIRED: Final = "Always there in a record that passes validation."
_SCALARS: Final[Mapping[Kind, str]] = {
    Kind.STRING: "str",
    Kind.URL: "str",
    Kind.IRI: "str",
    Kind.INTEGER: "int",
    Kind.DECIMAL: "Decimal",
    Kind.BOOLEAN: "bool",
    Kind.DATE: "Date",
    Kind.YEAR: "Year",
    Kind.PARTIAL_DATE: "PartialDate",
}


def is_one_text(field: Field) -> bool:
    """Whether a text field holds one text, at most once in each language, rather than several texts."""
    return not field.many or any(rule.component == "uniqueLang" for rule in field.rules)


def singular(name: str) -> str:
    """The name of one value of a list field: `challenges` gives `challenge`, `beneficiaries` `beneficiary`."""
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def fields_of(builder: Builder, model: Model, field: Field) -> list[ReadField]:
    """What the schema has for a field of the model: the value itself, then other ways of reading it."""
    match field.kind:
        case Kind.TEXT:
            return _one_text(builder, field) if is_one_text(field) else _texts(builder, field)
        case Kind.CODE:
            return _code(builder, model, field)
        case Kind.LINK:
            return _link(builder, field)
        case Kind.PART:
            return _parts(builder, field)
        case Kind.PROPERTY:
            return _property(builder, model, field)
        case Kind.ANY:
            return _any(builder, field)
        case _:
            return [_scalar(builder, field)]


def _typed(type_: str, *, many: bool) -> str:
    return f"list[{type_}]" if many else f"{type_} | None"


def _description(field: Field, *more: str) -> str:
    return described(field.description or field.label, *more, _REQUIRED if field.required else "")


def _scalar(builder: Builder, field: Field) -> ReadField:
    fits: Callable[[object], bool] = fits_int if field.kind is Kind.INTEGER else lambda value: True  # noqa: ARG005

    def read(item: Item) -> object:
        values = [value for value in item.projection.many(field.name) if fits(value)]
        return values if field.many else next(iter(values), None)

    return builder.field(field.name, _typed(_SCALARS[field.kind], many=field.many), read, _description(field))


def _texts_of(item: Item, field: Field) -> Sequence[Text]:
    texts: Sequence[Any] = item.projection.many(field.name)
    return texts


def title_of(item: Item, preferred: Sequence[str]) -> str:
    """A record's title for a reader of these languages; the last part of its address where it has none."""
    choice = choose(item.projection.many(TITLE), preferred)  # type: ignore[arg-type]  # titles are texts
    return choice.value if choice is not None and choice.value else item.iri.rsplit("/", 1)[-1]


def _one_text(builder: Builder, field: Field) -> list[ReadField]:
    def read_text(item: Item, languages: Sequence[str] | None = None) -> Localized | None:
        return localized(_texts_of(item, field), asked_languages(languages, item.languages))

    def read(item: Item, languages: Sequence[str] | None = None) -> str | None:
        text = read_text(item, languages)
        return None if text is None else text.choice.value

    def read_title(item: Item, languages: Sequence[str] | None = None) -> str:
        return title_of(item, asked_languages(languages, item.languages))

    arguments = [languages_argument(builder)]
    other = f"`{field.name}` with its language and all translations."
    is_title = field.name == TITLE
    note = "Never null: a record without one shows the last part of its address." if is_title else ""
    return [
        builder.field(
            field.name,
            "str" if is_title else "str | None",
            read_title if is_title else read,
            _description(field, note),
            arguments,
        ),
        builder.field(f"{field.name}Text", "LocalizedText | None", read_text, other, arguments),
    ]


def _texts(builder: Builder, field: Field) -> list[ReadField]:
    def read_all(item: Item, languages: Sequence[str] | None = None) -> list[Text]:
        return by_preference(_texts_of(item, field), asked_languages(languages, item.languages))

    def read(item: Item, languages: Sequence[str] | None = None) -> list[str]:
        return [text for _, text in read_all(item, languages)]

    arguments = [languages_argument(builder)]
    order = "All of them, those in preferred languages first."
    other = f"`{field.name}` with the language of each."
    return [
        builder.field(field.name, "list[str]", read, _description(field, order), arguments),
        builder.field(f"{singular(field.name)}Texts", "list[Translation]", read_all, other, arguments),
    ]


def _code(builder: Builder, model: Model, field: Field) -> list[ReadField]:
    def concepts(item: Item) -> list[CodeSource]:
        return [CodeSource(model.codes[str(iri)], model, item.languages) for iri in item.projection.many(field.name)]

    def concept(item: Item) -> CodeSource | None:
        return next(iter(concepts(item)), None)

    name = f"{singular(field.name)}Concepts" if field.many else f"{field.name}Concept"
    other = f"`{field.name}` with labels and definitions."
    return [
        builder.field(field.name, _typed(str(field.target), many=field.many), _plain(field), _description(field)),
        builder.field(name, _typed("Concept", many=field.many), concepts if field.many else concept, other),
    ]


def _link(builder: Builder, field: Field) -> list[ReadField]:
    def many(item: Item) -> list[Item]:
        return item.linked(field)

    def single(item: Item) -> Item | None:
        return next(iter(item.linked(field)), None)

    name = f"{singular(field.name)}Ids" if field.many else f"{field.name}Id"
    missing = "A record that is not in the registry is left out." if field.many else ""
    other = f"The id behind `{field.name}`, there even when the registry has no such record."
    return [
        builder.field(
            field.name,
            _typed(str(field.target), many=field.many),
            many if field.many else single,
            _description(field, missing),
        ),
        builder.field(
            name, _typed("ID", many=field.many), _plain(field), other.replace("id ", "ids ") if field.many else other
        ),
    ]


def _plain(field: Field) -> Callable[[Item], object]:
    """Reads the values as they stand in the projection."""
    if field.many:
        return lambda item: item.projection.many(field.name)
    return lambda item: item.projection.values.get(field.name)


def _parts(builder: Builder, field: Field) -> list[ReadField]:
    def many(item: Item) -> list[Item]:
        return item.parts(field)

    def single(item: Item) -> Item | None:
        return next(iter(item.parts(field)), None)

    type_ = _typed(str(field.target), many=field.many)
    return [builder.field(field.name, type_, many if field.many else single, _description(field))]


def _property(builder: Builder, model: Model, field: Field) -> list[ReadField]:
    """Fields that name a property; `many` is not foreseen, no shape has it."""

    def read(item: Item) -> str | None:
        return model.field_names.get(str(item.projection.values.get(field.name)))

    note = "Given by the field's name in this schema; null for a property that the schema does not have."
    other = f"IRI of the property behind `{field.name}`."
    return [
        builder.field(field.name, "str | None", read, _description(field, note)),
        builder.field(f"{field.name}Iri", "ID | None", _plain(field), other),
    ]


def _any(builder: Builder, field: Field) -> list[ReadField]:
    """Fields that may hold any term; `many` is not foreseen, no shape has it."""

    def term(item: Item) -> object:
        return item.projection.values.get(field.name)

    def text(item: Item) -> str | None:
        value = term(item)
        return _text_of(value) if isinstance(value, Iri | Literal | BlankNode) else None

    def of_literal(attribute: str) -> Callable[[Item], object]:
        return lambda item: getattr(value, attribute) if isinstance(value := term(item), Literal) else None

    def iri(item: Item) -> str | None:
        value = term(item)
        return value.value if isinstance(value, Iri) else None

    name = field.name
    return [
        builder.field(name, "str | None", text, _description(field, "Text, number or date as written, or an IRI.")),
        builder.field(f"{name}Type", "ID | None", of_literal("datatype"), f"Datatype of `{name}`; null for an IRI."),
        builder.field(
            f"{name}Language", "str | None", of_literal("language"), f"Language of `{name}`, where it has one."
        ),
        builder.field(f"{name}Id", "ID | None", iri, f"`{name}` where it is an IRI: of a record, part, code or page."),
    ]


def _text_of(term: Iri | Literal | BlankNode) -> str | None:
    if isinstance(term, Iri):
        return term.value
    return term.lexical if isinstance(term, Literal) else None
