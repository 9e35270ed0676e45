"""The types of a verdict: the report with its findings, what is missing, and what else is told before saving."""

from typing import Any

from registry.graphql.building import Builder
from registry.rdf.terms import BlankNode, Iri, Literal, Term
from registry.services.contribute.verdict import Verdict
from registry.validation.completeness import each_record

FINDING = "Finding"
VERDICT = "RecordVerdict"


def add_verdict_types(builder: Builder) -> None:
    """The type `RecordVerdict` and those inside it; names and meanings are those of the JSON report."""
    _add_value(builder)
    _add_finding(builder)
    _add_record(builder)
    _add_likeness(builder)
    _add_broken(builder)
    builder.object(
        VERDICT,
        [
            builder.field("conforms", "bool", lambda verdict: verdict.conforms, "Whether it may be published."),
            builder.field("findings", f"list[{FINDING}]", _findings, "Rules that are broken, the gravest first."),
            builder.field("records", "list[Completeness]", _records, "How complete each record is."),
            builder.field(
                "duplicates",
                "list[Likeness]",
                lambda verdict: verdict.duplicates,
                "Records that it may be the same as.",
            ),
            builder.field("broken", "list[BrokenRecord]", _broken, "Other published records that it would break."),
            builder.field(
                "moreDepend",
                "bool",
                lambda verdict: verdict.more_depend,
                "Whether more records depend on it than were looked at.",
            ),
        ],
        "What the registry says of a record before it is saved: the same in every face.",
    )


def _findings(verdict: Verdict) -> Any:
    return verdict.report.findings


def _records(verdict: Verdict) -> list[Any]:
    return [(record, state) for record, _, state in each_record(verdict.report)]


def _broken(verdict: Verdict) -> list[Any]:
    return [(finding, verdict.titles.get(finding.record)) for finding in verdict.broken]


def _add_value(builder: Builder) -> None:
    def value(term: Term) -> str:
        return term.lexical if isinstance(term, Literal) else term.label if isinstance(term, BlankNode) else term.value

    def datatype(term: Term) -> str | None:
        return term.datatype if isinstance(term, Literal) else None

    def language(term: Term) -> str | None:
        return term.language if isinstance(term, Literal) else None

    builder.object(
        "FoundValue",
        [
            builder.field("value", "str", value, "The value as text."),
            builder.field("isIri", "bool", lambda term: isinstance(term, Iri), "Whether it is an address (IRI)."),
            builder.field("datatype", "str | None", datatype, "IRI of its datatype; null for an address."),
            builder.field("language", "str | None", language, "Its language tag, where it has one."),
        ],
        "A value as it was found.",
    )


def _add_finding(builder: Builder) -> None:
    builder.object(
        FINDING,
        [
            builder.field("severity", "str", lambda f: f.severity.value, "Violation, Warning or Info."),
            builder.field("record", "ID", lambda f: f.record, "IRI of the record that it is about."),
            builder.field("path", "str", lambda f: f.field_path, "Where, in field names: `targets[1].unit`."),
            builder.field("rdfPath", "list[str]", lambda f: f.rdf_path, "The same in property IRIs."),
            builder.field("value", "FoundValue | None", lambda f: f.value, "The value that is wrong."),
            builder.field(
                "constraint", "str", lambda f: f.constraint, "The kind of rule: minCount, class, pattern ..."
            ),
            builder.field("message", "str", lambda f: f.message, "What is wrong."),
            builder.field("advice", "str", lambda f: f.advice, "What to do."),
            builder.field(
                "allowed", "list[str]", lambda f: f.allowed, "Values that would be right, where they are few."
            ),
            builder.field("suggestion", "str | None", lambda f: f.suggestion, "The nearest right value."),
            builder.field("shape", "ID", lambda f: f.shape, "IRI of the rule's shape, which answers with its text."),
            builder.field("focus", "ID", lambda f: f.focus, "IRI of the record or part that was judged."),
        ],
        "One broken rule at one place.",
    )


def _add_record(builder: Builder) -> None:
    def missing(source: Any) -> list[str]:
        return list(dict.fromkeys(finding.field_path for finding in source[1].missing))

    builder.object(
        "Completeness",
        [
            builder.field("record", "ID", lambda source: source[0], "IRI of the record."),
            builder.field("level", "str", lambda source: source[1].level, "invalid, minimal, recommended or complete."),
            builder.field("nextLevel", "str | None", lambda source: source[1].next_level, "The level after that."),
            builder.field("missing", "list[str]", missing, "The places that stand between it and the next level."),
        ],
        "How complete a record is.",
    )


def _add_likeness(builder: Builder) -> None:
    builder.object(
        "Likeness",
        [
            builder.field("record", "ID", lambda like: like.record, "IRI of the record that was handed in."),
            builder.field("other", "ID", lambda like: like.other, "IRI of the record that it is like."),
            builder.field("title", "str", lambda like: like.title, "What that one is called."),
            builder.field("score", "float", lambda like: like.score, "How alike they are: 1 for the same."),
            builder.field("reason", "str", lambda like: like.reason, "In what they are alike."),
        ],
        "A record that may be the same as one that was handed in.",
    )


def _add_broken(builder: Builder) -> None:
    builder.object(
        "BrokenRecord",
        [
            builder.field("title", "str | None", lambda source: source[1], "What the record is called."),
            builder.field("finding", FINDING, lambda source: source[0], "The rule that it would break."),
        ],
        "A rule that another published record would break, and does not break now.",
    )
