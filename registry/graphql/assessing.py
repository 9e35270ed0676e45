"""Assessments in the schema: `assess` gives what records show, each answer with the citations behind it."""

from collections.abc import Callable
from typing import Any, Final

from registry.errors import InvalidArgument
from registry.graphql.building import Builder, ReadField
from registry.graphql.execution import Request
from registry.model.spec import Model
from registry.services.assess.assessment import Assessment
from registry.services.assess.assessor import Assessor

_EVIDENCE: Final = ("evidence", "list[AssessmentEvidence]", "The statements that it rests on, with who says so.")
_TYPES: Final[tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]] = (
    (
        "AssessmentCitation",
        "One place in one source.",
        (
            ("citation", "ID", "IRI of the citation."),
            ("source", "ID", "IRI of the source."),
            ("title", "str", "Title of the source."),
            ("status", "str", "Whether the source states it, it is inferred, disputed or verified."),
            ("locator", "str | None", "Page or time, as the source gives it."),
            ("link", "str | None", "Address that opens the source at that place."),
        ),
    ),
    (
        "AssessmentEvidence",
        "A statement on record and who says so.",
        (
            ("record", "ID", "IRI of the record that it stands in."),
            ("field", "str", "Name of the field."),
            ("value", "str", "IRI of the part or record, or the value; empty where the whole field is meant."),
            ("citations", "list[AssessmentCitation]", "The citations of that statement."),
        ),
    ),
    (
        "CriterionAnswer",
        "What is shown on one of Mazzucato's five criteria of missions.",
        (
            ("criterion", "str", "Notation of the criterion."),
            ("label", "str", "The criterion as people read it."),
            ("verdict", "str", "met, not-met or not-stated; not stated is not the same as not met."),
            ("basis", "str", "recorded (a curator judged), derived (read from the record), or silence."),
            ("reason", "str", "Why, in words."),
            ("recorded", "str | None", "What a curator judged; null where nobody did."),
            ("derived", "str | None", "What the record itself shows; null where it shows nothing."),
            ("contested", "bool", "Whether a curator says no where the record shows yes."),
            _EVIDENCE,
        ),
    ),
    (
        "WashingSign",
        "A sign of mission washing: something to look into, never a verdict.",
        (
            ("rule", "ID", "IRI of the rule, which answers with its query, reason and literature."),
            ("name", "str", "Name of the rule."),
            ("title", "str", "The sign in short."),
            ("messages", "list[str]", "What was found."),
            ("reason", "str", "Why it is a sign."),
            ("literature", "list[str]", "Where the rule comes from."),
            _EVIDENCE,
        ),
    ),
    (
        "HelixRoleAnswer",
        "A role of the helix and who has it.",
        (
            ("role", "str", "Notation of the role."),
            ("label", "str", "The role as people read it."),
            ("actors", "list[ID]", "IRIs of the actors."),
            _EVIDENCE,
        ),
    ),
    (
        "HelixCoverage",
        "Which roles of the helix take part.",
        (
            ("roles", "int", "With how many roles it is counted: 4, or 5 with the third sector."),
            ("present", "list[HelixRoleAnswer]", "The roles on record."),
            ("notStated", "list[str]", "Roles of which nobody is on record."),
            ("withoutRole", "list[ID]", "Actors whose role nobody states."),
        ),
    ),
    (
        "TargetMark",
        "One thing that makes a target one to check.",
        (
            ("name", "str", "measurable, baseline, deadline or responsible."),
            ("stated", "bool", "Whether it is on record."),
            ("value", "str", "What is stated, in short; `not stated` otherwise."),
            _EVIDENCE,
        ),
    ),
    (
        "TargetAnswer",
        "How well one target can be checked.",
        (
            ("target", "ID", "IRI of the target."),
            ("indicator", "str", "What is measured."),
            ("stated", "int", "How many of the marks are on record."),
            ("marks", "list[TargetMark]", "Number with unit, baseline, deadline, somebody responsible."),
        ),
    ),
    (
        "StrategyAnswer",
        "A strategy that answers a barrier.",
        (
            ("strategy", "ID", "IRI of the strategy."),
            ("title", "str", "Its title."),
            ("status", "str | None", "Whether a source says that it answers (stated) or it is inferred."),
            ("inUse", "bool", "Whether the record itself holds the strategy."),
            _EVIDENCE,
        ),
    ),
    (
        "BarrierAnswer",
        "A barrier that was reported, and what answers it.",
        (
            ("barrier", "ID", "IRI of the barrier."),
            ("title", "str", "Its title."),
            ("report", "ID | None", "IRI of the report; null where the record is the barrier itself."),
            ("reporter", "ID | None", "IRI of who reported it."),
            ("answered", "bool", "Whether any strategy on record answers it."),
            ("strategies", "list[StrategyAnswer]", "The strategies that do."),
            _EVIDENCE,
        ),
    ),
    (
        "Assessment",
        "What one record and its sources show; nothing in it is a verdict on a policy.",
        (
            ("record", "ID", "IRI of the record."),
            ("title", "str", "Its title."),
            ("className", "str", "Its class."),
            ("criteria", "list[CriterionAnswer]", "For missions, the five criteria."),
            ("signs", "list[WashingSign]", "For missions, signs of mission washing."),
            ("helix", "HelixCoverage | None", "Which roles take part; null for records that nobody takes part in."),
            ("targets", "list[TargetAnswer]", "How well each target can be checked."),
            ("barriers", "list[BarrierAnswer]", "Barriers and what answers them."),
            ("level", "str", "Completeness: minimal, recommended or complete."),
            ("missing", "list[str]", "What stands between the record and the next level."),
        ),
    ),
)
_SNAKE: Final = {"notStated": "not_stated", "withoutRole": "without_role", "inUse": "in_use", "className": "class_name"}


def assess_field(builder: Builder, model: Model, largest: int) -> ReadField:
    """The root `assess` with its types; at most `largest` records at once."""
    for name, text, facts in _TYPES:
        fields = [builder.field(fact, type_, _reading(_SNAKE.get(fact, fact)), words) for fact, type_, words in facts]
        if name == "WashingSign":
            words = "WARNING where it rests on statements, INFO where it rests on silence."
            fields.insert(3, builder.field("severity", "str", lambda sign: sign.severity.name, words))
        builder.object(name, fields, text)
    assessor = Assessor(model, largest)

    def assess(request: Request, ids: list[str], helixRoles: int = 5) -> list[Assessment]:  # noqa: N803
        if len(ids) > largest:
            raise InvalidArgument(f"{len(ids):,} records are named; {largest:,} are assessed at once at most.")
        if helixRoles not in (4, 5):
            raise InvalidArgument(f"`helixRoles` is {helixRoles}; the helix is counted with 4 or with 5 roles.")
        found = assessor.assess(request.finder, ids, languages=request.languages, helix_roles=helixRoles)
        return request.allowance.spend(list(found.values()))

    return builder.field(
        "assess",
        "list[Assessment]",
        assess,
        "What records show on criteria, helix, targets and barriers, and signs of mission washing, each with its "
        "sources. Records that there are not are left out.",
        [
            builder.argument("ids", "list[ID]", "IRIs of the records."),
            builder.argument("helixRoles", "int", "With how many roles the helix is counted: 4 or 5.", default=5),
        ],
    )


def _reading(attribute: str) -> Callable[[Any], Any]:
    def read(source: Any) -> Any:
        value = getattr(source, attribute)
        return list(value) if isinstance(value, tuple) else value

    return read
