"""The rules that documents are validated by: GraphQL's, with a bound on the one that takes time by the square.

Fields of one name in one place must be able to become one, so each is compared with each. graphql-core gives up after a
number of comparisons that take seconds; here it gives up after a twentieth of that.
"""

from typing import Final

from graphql import ASTValidationRule, OverlappingFieldsCanBeMergedRule, ValidationContext, specified_rules

MOST_COMPARISONS: Final = 20_000
"""In graphql-core's own count; sixty fragments in one place that all name the same two fields reach it.

A tenth of a second on the machine where it was measured.
"""


class BoundedMerging(OverlappingFieldsCanBeMergedRule):
    """GraphQL's rule on fields that become one, which gives up sooner."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MOST_COMPARISONS


RULES: Final[tuple[type[ASTValidationRule], ...]] = tuple(
    BoundedMerging if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules
)
