"""The reference page of the signs of mission washing, from the rules themselves."""

import re
from typing import Final

from registry.model.spec import Severity
from registry.services.assess.rules import SignRule, packaged_rules

_HEAD: Final = """# Signs of mission washing

Made from `shapes/assessments/mission-washing.ttl`; [assessments](../explanation/assessments.md) tell what they are for.
Each rule answers under its address, such as `/shape/MissionWashing-targetNotSet`, with its query. Any SHACL engine can
run them.
"""
_PARTS: Final = (
    (
        Severity.WARNING,
        "Signs that rest on statements",
        "A source says so, and the answer names it. Severity: warning.",
    ),
    (
        Severity.INFO,
        "Signs that rest on silence",
        "Nobody says otherwise, which may be the mission's silence or the registry's. Severity: info.",
    ),
)


def sign_page() -> str:
    """The page, in Markdown."""
    rules = packaged_rules().signs
    parts = [_part(title, text, [r for r in rules if r.severity is severity]) for severity, title, text in _PARTS]
    works = sorted({work for rule in rules for work in rule.literature})
    literature = ["## Literature", "", *(f"- {_linked(work)}" for work in works), ""]
    return "\n".join([_HEAD, *parts, *literature])


def _part(title: str, text: str, rules: list[SignRule]) -> str:
    rows = [f"| `{rule.name}` | {rule.title} | {rule.reason} | {_sources(rule)} |" for rule in rules]
    return "\n".join([f"## {title}", "", text, "", "| sign | says | because | from |", "|---|---|---|---|", *rows, ""])


def _sources(rule: SignRule) -> str:
    """Who wrote the works and when, each with its address."""
    return "; ".join(f"[{_short(work)}]({work.rpartition(' ')[2]})" for work in rule.literature)


def _short(work: str) -> str:
    """The first author and the year, or who published it where nobody is named."""
    words = work.rpartition(" ")[0]
    found = re.match(r"([^,(]+),.*?\((\d{4})\)", words)
    return f"{found[1]} {found[2]}" if found else words.partition(".")[0]


def _linked(work: str) -> str:
    words, _, address = work.rpartition(" ")
    return f"{words} <{address}>"
