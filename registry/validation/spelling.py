"""Names in short form, the nearest right spelling of a wrong one, and texts in the language preferred."""

import difflib
import re
from collections.abc import Iterable, Sequence

from registry.model.spec import Code, Field, RecordClass, Texts
from registry.namespaces import CODES, PREFIXES, RECORDS

_ENOUGH_ALIKE = 0.7
_MOST_CANDIDATES = 5_000


def nearest(wrong: str, right: Iterable[str]) -> str | None:
    """The right spelling that is most like the wrong one, upper and lower case aside; None when none is near."""
    candidates = {name.casefold(): name for name, _ in zip(right, range(_MOST_CANDIDATES), strict=False)}
    found = difflib.get_close_matches(wrong.casefold(), candidates, n=1, cutoff=_ENOUGH_ALIKE)
    return candidates[found[0]] if found else None


def may_be_near(name: str, word: str) -> bool:
    """Whether two spellings are so nearly of one length that they can be alike; quick to say, before any comparison."""
    return 2 * min(len(name), len(word)) >= _ENOUGH_ALIKE * (len(name) + len(word))


def short(iri: str) -> str:
    """The IRI as people write it: with its prefix where it is a term, in angle brackets where it is anything else."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and namespace not in (CODES, RECORDS) and local.replace("_", "a").replace("-", "a").isalnum():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def last_name(iri: str) -> str:
    """What follows the last slash or hash of an IRI."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]


def preferred(texts: Texts, languages: Sequence[str]) -> str:
    """The text in the first language that there is; then untagged text, then English, then any."""
    for language in (*languages, "", "en"):
        if language in texts:
            return texts[language]
    return texts[min(texts)] if texts else ""


def with_article(noun: str) -> str:
    """The noun with `a` or `an` before it."""
    vowel = noun.rpartition(":")[2].lower().startswith(("a", "e", "i", "o"))
    return f"{'an' if vowel else 'a'} {noun}"


def field_named_like(iri: str, record_class: RecordClass) -> Field | None:
    """The field whose name, or whose property's, is most like the end of the IRI; None when none is near."""
    names = {last_name(f.path): f for f in record_class.fields}
    names |= {f.name: f for f in record_class.fields}
    near = nearest(last_name(iri), names)
    return names[near] if near else None


def fields_of(record_class: RecordClass) -> str:
    """A sentence that lists the properties of a class."""
    article, _, name = with_article(record_class.name).partition(" ")
    return f"{article.capitalize()} {name} has: {', '.join(short(f.path) for f in record_class.fields)}."


def code_meant(wrong: str, codes: Sequence[Code]) -> Code | None:
    """The code with that notation or label, whatever the case and the zeros before a number; else the nearest."""
    by_name = {code.notation: code for code in codes} | {text: code for code in codes for text in code.label.values()}
    bare = {_without_zeros(name): code for name, code in by_name.items()}
    for part in (wrong, re.split(r"[\s:_/]+", wrong.strip())[-1], re.sub(r"^\D+", "", wrong)):
        if _without_zeros(part) in bare:
            return bare[_without_zeros(part)]
    near = nearest(wrong, by_name)
    return by_name[near] if near else None


def _without_zeros(name: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", name.casefold())


def class_named_like(iri: str, classes: Iterable[RecordClass]) -> str | None:
    """The class, with its prefix, whose name is most like the end of the IRI; None when none is near."""
    by_name = {c.name: short(c.iri) for c in classes}
    near = nearest(last_name(iri), by_name)
    return by_name[near] if near else None
