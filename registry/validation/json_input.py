"""JSON-LD in our own names, made ready for the parser, which drops without a word what it cannot make an address of.

After this walk every such value is an address, or text that the rules find and advise on; dates have their datatype.
Documents with a context of their own are left as they are.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote

from registry.errors import MalformedInput
from registry.model.jsonld import CONTEXT_ADDRESS
from registry.model.spec import Field, Kind, Model, RecordClass
from registry.namespaces import PREFIXES, XSD
from registry.rdf.parsing import is_iri
from registry.validation.spelling import last_name

_ADDRESSES: Final = frozenset({Kind.LINK, Kind.PART, Kind.IRI, Kind.CODE, Kind.PROPERTY})
_DATES: Final = {r"\d{4}": "gYear", r"\d{4}-\d\d": "gYearMonth", r"\d{4}-\d\d-\d\d": "date"}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|@none")
_FRAGMENT: Final = re.compile(r"#[a-z0-9]+(-[a-z0-9]+)*")
_IN_RECORDS: Final = re.compile(r"([a-z-]+)/[^\s/]+")
_KEYWORDS: Final = frozenset(
    f"@{word}"
    for word in ("context", "graph", "id", "included", "index", "list", "nest", "reverse", "set", "type", "value")
)


def prepared(data: bytes, model: Model, record_base: str) -> bytes:
    """The document with nothing in it that the parser would drop; raises `MalformedInput` for a key given twice.

    What is no JSON at all comes back as it is: the parser says what is wrong with it.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=_number, object_pairs_hook=_without_repeats)
        if isinstance(document, dict) and not any(key.startswith("@") for key in document):
            document = {"@context": CONTEXT_ADDRESS, **document}  # plain JSON in the model's names
        if isinstance(document, list) and not any(_has_keywords(item) for item in document):
            raise MalformedInput("it is a JSON array; send one object per request")
        if not _is_ours(document):
            return data
        return json.dumps(_Walk(model, record_base).thing(document)).encode()
    except (ValueError, RecursionError):
        return data


def _number(digits: str) -> dict[str, str]:
    """As it is written: the parser would make `9.55E1` of `95.5`, which is no decimal number."""
    return {"@value": digits, "@type": XSD + ("double" if "e" in digits.lower() else "decimal")}


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for key, value in pairs:
        if key in node:
            raise MalformedInput(f"the key {json.dumps(key)} stands twice in one object; put its values in one list")
        node[key] = value
    return node


def _has_keywords(item: Any) -> bool:
    """Whether it is JSON-LD, which may be an array, and no plain JSON in the model's names."""
    return isinstance(item, dict) and any(key.startswith("@") for key in item)


def _is_ours(document: Any) -> bool:
    if isinstance(document, list):
        return any(_is_ours(item) for item in document)
    named = document.get("@context") if isinstance(document, dict) else None
    return CONTEXT_ADDRESS in (named if isinstance(named, list) else [named])


class _Walk:
    """The walk over one document."""

    def __init__(self, model: Model, record_base: str) -> None:
        self.model = model
        self.record_base = record_base
        self.segments = {c.segment for c in model.records}
        self.record = ""
        """The address of the record that is walked through, which names such as `#target-1` belong to."""
        self.unnamed = 0

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, str]]:
        """Of each list, the IRI of each notation."""
        return {name: {code.notation: code.iri for code in found.codes} for name, found in self.model.lists.items()}

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """Each property by its field's name and by its own."""
        paths = self.model.field_names
        return {name: path for path, name in paths.items()} | {last_name(path): path for path in paths}

    def thing(self, node: Any, expected: RecordClass | None = None) -> Any:
        """A record, a part, or whatever else stands there; a part without a type has the one its place asks for."""
        if isinstance(node, list):
            return [self.thing(item, expected) for item in node]
        if not isinstance(node, dict):
            return node
        if "@value" in node:
            return _literal(node)
        typed = [self._type(name) for key in ("type", "@type") if key in node for name in _as_list(node[key])]
        classes = [self.model.classes[name] for name in typed if name in self.model.classes]
        if expected is not None and not typed:
            node, classes = {"type": expected.name, **node}, [expected]
        outer, self.record = self.record, self._record_of(node, classes)
        out: dict[str, Any] = {}
        for key, value in node.items():
            field = next(_fields(key, classes, node), None)
            name = field.name if field else key if key in _KEYWORDS | {"id", "type"} else _key(key, out)
            out[name] = self._below(key, value) if field is None else self._values(field, value)
        self.record = outer
        return out

    def _record_of(self, node: Mapping[str, Any], classes: Iterable[RecordClass]) -> str:
        """The address of the record that the node is, or is part of; of one without an address a name for this walk."""
        own = node.get("id", node.get("@id"))
        if any(not each.is_part for each in classes) or not self.record:
            if own is None:
                self.unnamed += 1
                return f"_:unnamed-{self.unnamed}"
            return self._own_address(own) if isinstance(own, str) and not own.startswith("#") else self.record
        return self.record

    def _below(self, key: str, value: Any) -> Any:
        if key in ("id", "@id"):
            return self._own_address(value)
        if key in ("type", "@type"):
            return [self._type(name) for name in _as_list(value)]
        return value if key == "@context" else self.thing(value)

    def _values(self, field: Field, value: Any) -> Any:
        if isinstance(value, list):
            return [self._values(field, item) for item in value]
        if isinstance(value, dict):
            return self._object(field, value)
        if field.kind is Kind.PARTIAL_DATE and isinstance(value, str | int) and not isinstance(value, bool):
            form = next((name for form, name in _DATES.items() if re.fullmatch(form, str(value))), None)
            return {"@value": str(value), "@type": XSD + form} if form else value
        if field.kind in _ADDRESSES and isinstance(value, str):
            address = self._named(field, value) or self._address(value)
            return {"@id": address} if address else {"@value": value}
        return value

    def _object(self, field: Field, node: dict[str, Any]) -> Any:
        if "@value" in node:
            return _literal(node)
        for container in {"@set", "@list"} & node.keys():
            return {**node, container: self._values(field, node[container])}
        if field.kind is Kind.TEXT and not node.keys() & {"@id", "id"}:
            return _by_language(node)
        if field.kind in _ADDRESSES and len(node) == 1 and node.keys() <= {"id", "@id"}:
            return self._values(field, next(iter(node.values())))
        return self.thing(node, self.model.classes[field.target or ""] if field.kind is Kind.PART else None)

    def _named(self, field: Field, value: str) -> str | None:
        if field.kind is Kind.CODE:
            return self.codes[field.target or ""].get(value)
        return self.properties.get(value) if field.kind is Kind.PROPERTY else None

    def _address(self, value: str) -> str | None:
        """The value in full if it is an address, or one below the base of records; None for any other text."""
        if value.startswith("_:"):
            return value
        relative = _IN_RECORDS.fullmatch(value)
        in_full = self.record_base + value if relative and relative[1] in self.segments else _in_full(value)
        return in_full if is_iri(in_full) else None

    def _own_address(self, value: Any) -> Any:
        """What is no address becomes one that the rules find wrong, so that what is said of it is not lost."""
        if not isinstance(value, str):
            return value
        if _FRAGMENT.fullmatch(value) and self.record:
            return self.record + (value.replace("#", "-") if self.record.startswith("_:") else value)
        return self._address(value) or self.record_base + quote(value, safe="/")

    def _type(self, name: Any) -> Any:
        if not isinstance(name, str) or name in self.model.classes:
            return name
        in_full = _in_full(name)
        known = self.model.by_iri.get(in_full)
        return known.name if known else in_full if is_iri(in_full) else re.sub(r"\W", "_", name)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _in_full(value: str) -> str:
    prefix, colon, local = value.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else value


def _fields(key: str, classes: Iterable[RecordClass], node: Mapping[str, Any]) -> Iterator[Field]:
    """The field of that name, or else the one of the property of that name, unless it is there by its own name too."""
    for record_class in classes:
        if key in record_class.by_name:
            yield record_class.by_name[key]
        yield from (f for f in record_class.fields if last_name(f.path) == key and f.name not in node)


def _key(key: str, taken: Iterable[str]) -> str:
    """A key that no field has, so that it becomes a property that the rules do not know."""
    name = _in_full(key)
    name = name if is_iri(name) else re.sub(r"\W", "_", key) or "_"
    while name in taken:
        name += "_"
    return name


def _literal(node: dict[str, Any]) -> dict[str, Any]:
    """Without a language that is none, which would take the text with it."""
    number = node["@value"]
    if isinstance(number, dict):
        node = number | {key: value for key, value in node.items() if key != "@value"}
    language = node.get("@language")
    if isinstance(language, str) and not _LANGUAGE.fullmatch(language):
        return {key: value for key, value in node.items() if key != "@language"}
    return node


def _by_language(node: dict[str, Any]) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for language, text in node.items():
        name = language if _LANGUAGE.fullmatch(language) else "@none"
        texts[name] = [*_as_list(texts[name]), *_as_list(text)] if name in texts else text
    return texts
