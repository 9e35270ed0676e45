"""Submissions as statements of the graph `submissions`, and read from them again.

What is proposed is kept as a text of N-Triples in one literal, so that no query finds its statements as if they were
published, and in its author's order, by which findings count parts. Terms are those of the ontology's section on
contributions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from registry.namespaces import DCTERMS, PROV, RDF_TYPE, TERMS, XSD
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.rdf.writing import write_lines
from registry.services.contribute.contribution import Comment, Contribution
from registry.services.contribute.kept import kept_findings, read_findings
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.states import Decision, State
from registry.services.revisions import BASED_ON_REVISION, REPORT
from registry.store.revisions import revision_iri, revision_number

SUBMISSION: Final = TERMS + "Submission"
STATE: Final = TERMS + "submissionState"
RECORD: Final = TERMS + "proposedRecord"
AUTHOR: Final = PROV + "wasAttributedTo"
CREATED: Final = DCTERMS + "created"
_ACTION: Final = TERMS + "proposedAction"
_PAYLOAD: Final = TERMS + "payload"
_REMARKS: Final = TERMS + "remarks"
_AUTHOR_NAME: Final = TERMS + "authorName"
_CHANGED: Final = DCTERMS + "modified"
_TEXT: Final = DCTERMS + "description"
_PUBLISHED_IN: Final = TERMS + "publishedIn"
_COMMENT: Final = TERMS + "comment"
_COMMENT_CLASS: Final = TERMS + "Comment"
_DECISION: Final = TERMS + "decision"

Said = Mapping[str, Term]
"""What one node says, by property; none of ours but `mr:comment` is said twice."""


def statements_of_contribution(contribution: Contribution) -> list[Triple]:
    """All that the store says of a submission; raises `HostileIri` or `MalformedInput` for what cannot be written."""
    proposal = contribution.proposal
    said: dict[str, Term | None] = {
        RDF_TYPE: Iri(SUBMISSION),
        STATE: Literal(contribution.state.value),
        RECORD: Iri(proposal.record),
        AUTHOR: Iri(contribution.author),
        CREATED: moment(contribution.created),
        _ACTION: Literal(proposal.action.value),
        _PAYLOAD: Literal("".join(write_lines(proposal.triples))),
        _AUTHOR_NAME: Literal(contribution.author_name),
        _CHANGED: moment(contribution.changed),
        _TEXT: Literal(proposal.message),
        REPORT: Literal(contribution.report),
        _REMARKS: Literal(kept_findings(proposal.remarks)) if proposal.remarks else None,
        BASED_ON_REVISION: None if proposal.base is None else revision_iri(proposal.base),
        _PUBLISHED_IN: None if contribution.revision is None else revision_iri(contribution.revision),
    }
    return [*node(contribution.iri, said), *_statements_of_comments(contribution)]


def _statements_of_comments(contribution: Contribution) -> Iterator[Triple]:
    for number, comment in enumerate(contribution.comments, 1):
        name = f"{contribution.iri}#comment-{number}"
        yield Triple(Iri(contribution.iri), Iri(_COMMENT), Iri(name))
        yield from node(
            name,
            {
                RDF_TYPE: Iri(_COMMENT_CLASS),
                AUTHOR: Iri(comment.author),
                _AUTHOR_NAME: Literal(comment.author_name),
                CREATED: moment(comment.time),
                _TEXT: Literal(comment.text),
                _DECISION: None if comment.decision is None else Literal(comment.decision.value),
            },
        )


def node(iri: str, said: Mapping[str, Term | None]) -> Iterator[Triple]:
    """The statements of one node; a property without a value is left out."""
    return (Triple(Iri(iri), Iri(name), value) for name, value in said.items() if value is not None)


def moment(time: datetime) -> Literal:
    """A time as a literal, to the microsecond."""
    return Literal(time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), XSD + "dateTime")


def contributions_in(statements: Iterable[Triple]) -> dict[str, Contribution]:
    """The submissions that these statements tell of, by IRI."""
    nodes: dict[str, dict[str, Term]] = defaultdict(dict)
    comments: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, value in statements:
        if predicate.value == _COMMENT:
            comments[_text(subject)].append(_text(value))
        else:
            nodes[_text(subject)][predicate.value] = value
    return {
        iri: _contribution(iri, said, [nodes[name] for name in sorted(comments[iri], key=_number)])
        for iri, said in nodes.items()
        if said.get(RDF_TYPE) == Iri(SUBMISSION)
    }


def _contribution(iri: str, said: Said, comments: Iterable[Said]) -> Contribution:
    payload = parse(text_of(said, _PAYLOAD).encode(), "n-triples")
    base = revision_number(said.get(BASED_ON_REVISION))
    triples = tuple(quad.triple for quad in payload)
    remarks = read_findings(text_of(said, _REMARKS)) if _REMARKS in said else ()
    action, record = Action(text_of(said, _ACTION)), text_of(said, RECORD)
    return Contribution(
        iri,
        State(text_of(said, STATE)),
        Proposal(action, record, triples, base, text_of(said, _TEXT), remarks),
        text_of(said, AUTHOR),
        text_of(said, _AUTHOR_NAME),
        _time(said, CREATED),
        _time(said, _CHANGED),
        text_of(said, REPORT),
        tuple(_comment(each) for each in comments),
        revision_number(said.get(_PUBLISHED_IN)),
    )


def _comment(said: Said) -> Comment:
    return Comment(
        text_of(said, AUTHOR),
        text_of(said, _AUTHOR_NAME),
        _time(said, CREATED),
        text_of(said, _TEXT),
        Decision(text_of(said, _DECISION)) if _DECISION in said else None,
    )


def _number(comment: str) -> int:
    return int(comment.rpartition("-")[2])


def _time(said: Said, name: str) -> datetime:
    return datetime.fromisoformat(text_of(said, name))


def text_of(said: Said, name: str) -> str:
    """The value of a property as text."""
    return _text(said[name])


def _text(term: Term) -> str:
    return term.value if isinstance(term, Iri) else term.lexical if isinstance(term, Literal) else term.label
