"""Reference pages of record classes, parts and code lists, printed from the model."""

from collections.abc import Iterator

from registry.model.spec import CodeList, Field, Kind, Model, RecordClass, Rule, Severity, Texts
from registry.namespaces import PREFIXES, SH, XSD

_KINDS = {
    Kind.TEXT: "text with a language",
    Kind.STRING: "words without a language",
    Kind.INTEGER: "whole number",
    Kind.DECIMAL: "number",
    Kind.BOOLEAN: "true or false",
    Kind.DATE: "date",
    Kind.YEAR: "year",
    Kind.PARTIAL_DATE: "date, month or year",
    Kind.URL: "web address",
    Kind.IRI: "address in another dataset",
    Kind.PROPERTY: "name of a property",
    Kind.ANY: "any value",
}
_WORDS = {Severity.VIOLATION: "must", Severity.WARNING: "should", Severity.INFO: "could"}


def record_pages(model: Model) -> dict[str, str]:
    """Pages by path below `docs/reference/records/`."""
    pages = {_file(c): _class_page(c, model) for c in (*model.records, *model.parts)}
    return pages | {"code-lists.md": _code_page(model), "README.md": _contents(model)}


def _file(record_class: RecordClass) -> str:
    return f"{record_class.name}.md"


def _contents(model: Model) -> str:
    lines = ["# Records", "", "What the registry holds, printed from the shapes.", "", "## Records", ""]
    lines += [f"- [{c.name}]({_file(c)}): {_en(c.description)}" for c in model.records]
    lines += ["", "## Parts of records", ""]
    lines += [f"- [{c.name}]({_file(c)}): {_en(c.description)}" for c in model.parts]
    return "\n".join([*lines, "", "The values of closed lists are in [code lists](code-lists.md).", ""])


def _class_page(record_class: RecordClass, model: Model) -> str:
    lines = [f"# {record_class.name}", "", _en(record_class.description), ""]
    if not record_class.is_part:
        lines += [
            f"IRIs: `https://w3id.org/mission-registry/id/{record_class.segment}/<slug>`. "
            f"GraphQL: `{record_class.name[0].lower()}{record_class.name[1:]}` and `{record_class.plural}`.",
            "",
        ]
    lines += ["## Fields", "", "| field | what it is | property | values | how many |", "|---|---|---|---|---|"]
    lines += [_field_row(field, model) for field in record_class.fields]
    if record_class.inverses:
        lines += ["", "## Ways back", "", "| field | records that link here | by their field |", "|---|---|---|"]
        lines += [f"| `{i.name}` | {', '.join(i.owners)} | `{i.source}.{i.field}` |" for i in record_class.inverses]
    lines += ["", "## Rules", "", "| shape | rule | weight | what a contributor is told |", "|---|---|---|---|"]
    lines += list(_rule_rows(record_class))
    return "\n".join([*lines, ""])


def _field_row(field: Field, model: Model) -> str:
    count = (
        ("one" if field.required else "at most one")
        if not field.many
        else ("one or more" if field.required else "any number")
    )
    cells = (f"`{field.name}`", _cell(_en(field.description)), f"`{_short(field.path)}`", _values(field, model), count)
    return f"| {' | '.join(cells)} |"


def _short(iri: str) -> str:
    """The IRI as Turtle writes it with the registry's prefixes."""
    return next((f"{p}:{iri.removeprefix(base)}" for p, base in PREFIXES.items() if iri.startswith(base)), iri)


def _values(field: Field, model: Model) -> str:
    if field.kind is Kind.CODE and field.target:
        return f"code of [{field.target}](code-lists.md#{field.target.lower()})"
    if field.target:
        return f"[{field.target}]({_file(model.classes[field.target])})"
    return _KINDS[field.kind]


def _rule_rows(record_class: RecordClass) -> Iterator[str]:
    rules = [*record_class.rules, *(rule for field in record_class.fields for rule in field.rules)]
    for rule in rules:
        _, _, name = rule.shape.rpartition("/")
        yield f"| `{name}` | {_rule(rule)} | {_WORDS[rule.severity]} | {_cell(_en(rule.message))} |"


def _rule(rule: Rule) -> str:
    value = (
        rule.value.replace(XSD, "").replace(SH, "").rpartition("/")[2] if rule.component != "pattern" else rule.value
    )
    shown = value.replace("|", "\\|")
    return f"{rule.component} `{shown}`" if shown else rule.component


def _code_page(model: Model) -> str:
    lines = ["# Code lists", "", "Closed lists of values, printed from the ontology.", ""]
    for code_list in model.code_lists:
        lines += _code_list(code_list)
    return "\n".join(lines)


def _code_list(code_list: CodeList) -> list[str]:
    lines = [
        f"## {code_list.name}",
        "",
        _en(code_list.description),
        "",
        "| notation | label | meaning |",
        "|---|---|---|",
    ]
    lines += [f"| `{c.notation}` | {_cell(_en(c.label))} | {_cell(_en(c.definition))} |" for c in code_list.codes]
    return [*lines, ""]


def _en(texts: Texts) -> str:
    return texts.get("en", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
