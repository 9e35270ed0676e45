"""Signs of mission washing on some records: what each rule finds, gathered by record."""

from collections.abc import Mapping, Sequence

from registry.services.assess.assessment import Sign
from registry.services.assess.evidence import Witnesses, plain
from registry.services.assess.gathering import Surroundings
from registry.services.assess.rules import SignRule
from registry.store.loose import LooseStatements
from registry.store.port import Row


def signs(
    rules: Sequence[SignRule], dataset: LooseStatements, near: Surroundings, witnesses: Witnesses
) -> Mapping[str, tuple[Sign, ...]]:
    """The signs of each asked record in the order of the rules: those that rest on statements first."""
    found: dict[str, list[Sign]] = {iri: [] for iri in near.asked}
    for rule in rules:
        by_record: dict[str, list[Row]] = {}
        for row in dataset.rows(rule.query):
            by_record.setdefault(plain(row.get("this")), []).append(row)
        for record in by_record.keys() & found.keys():
            found[record].append(_sign(rule, record, by_record[record], witnesses))
    return {iri: tuple(each) for iri, each in found.items()}


def _sign(rule: SignRule, record: str, rows: Sequence[Row], witnesses: Witnesses) -> Sign:
    words = {rule.words({name: plain(term) for name, term in row.items()}) for row in rows}
    return Sign(
        rule=rule.iri,
        name=rule.name,
        title=rule.title,
        severity=rule.severity,
        messages=tuple(sorted(words)),
        reason=rule.reason,
        literature=rule.literature,
        evidence=witnesses.of_rows(record, rows),
    )
