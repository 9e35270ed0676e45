"""What depends on who asks: oneself, and the submissions that one may see. No plan and no cache has any of it."""

from enum import Enum

from registry.graphql.building import Builder, ReadField
from registry.graphql.execution import Request
from registry.graphql.mutations.asking import Contributing, desk_of
from registry.graphql.mutations.submissions import PERSON, STATE, SUBMISSION
from registry.identity.person import ANONYMOUS, Person
from registry.services.contribute.contribution import Contribution, ContributionPage


def personal_fields(builder: Builder, contributing: Contributing | None, usual: int) -> list[ReadField]:
    """The roots `me`, `submission` and `submissions`."""

    def me(request: Request) -> Person | None:
        return None if request.who == ANONYMOUS else request.who

    def submission(request: Request, id: str) -> Contribution:
        return desk_of(contributing).contributions.submission(request.who, id)

    def submissions(
        request: Request,
        state: Enum | None = None,
        record: str | None = None,
        first: int = usual,
        after: str | None = None,
    ) -> ContributionPage:
        kept = None if state is None else state.value
        asked = desk_of(contributing).contributions
        page = asked.submissions(request.who, state=kept, record=record, first=first, after=after)
        request.allowance.spend(page.items)
        return page

    return [
        builder.field("me", f"{PERSON} | None", me, "Who you are by your token; null without one.", planned=False),
        builder.field(
            "submission",
            f"{SUBMISSION} | None",
            submission,
            "A submission that you may see.",
            [builder.argument("id", "ID", "IRI of the submission.")],
            planned=False,
        ),
        builder.field(
            "submissions",
            "SubmissionPage | None",
            submissions,
            "Your submissions; for reviewers those of everybody. The newest first.",
            [
                builder.argument("state", f"{STATE} | None", "Only those that stand there."),
                builder.argument("record", "ID | None", "Only those about this record (IRI)."),
                builder.argument("first", "int", "How many.", usual),
                builder.argument("after", "str | None", "`next` of the page before."),
            ],
            planned=False,
        ),
    ]
