"""How far a proposal is to go."""

from enum import StrEnum


class Goal(StrEnum):
    """How far a proposal is to go."""

    DRAFT = "draft"
    """Kept for its author to work on; nobody else but reviewers sees it."""
    SUBMITTED = "submitted"
    """Handed in for a reviewer."""
    PUBLISHED = "published"
    """Published at once, for those who may."""
