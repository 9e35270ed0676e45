"""The last changes as an Atom feed (RFC 4287), for feed readers."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from registry.namespaces import SITE
from registry.services.revisions import Revision

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_ANONYMOUS = "The registry"


def atom(revisions: Sequence[Revision], address: str) -> bytes:
    """The feed of these revisions, newest first; `address` is where the server is found, without a slash at the end."""
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "id", f"{SITE}changes")
    _text(feed, "title", "Mission Registry: changes")
    _text(feed, "updated", revisions[0].time.isoformat() if revisions else "1970-01-01T00:00:00+00:00")
    SubElement(feed, "link", {"rel": "self", "type": MEDIA_TYPE, "href": f"{address}/changes.atom"})
    SubElement(feed, "link", {"rel": "alternate", "type": "application/json", "href": f"{address}/changes"})
    for revision in revisions:
        _entry(feed, revision, address)
    text: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(feed: Element, revision: Revision, address: str) -> None:
    entry = SubElement(feed, "entry")
    _text(entry, "id", f"{SITE}revision/{revision.number}")
    _text(entry, "title", _readable(revision.message) or f"Revision {revision.number}")
    _text(entry, "updated", revision.time.isoformat())
    _text(SubElement(entry, "author"), "name", _readable(revision.author_name or "") or _ANONYMOUS)
    SubElement(entry, "link", {"rel": "alternate", "href": f"{address}/revision/{revision.number}"})
    _text(entry, "content", _content(revision)).set("type", "text")


def _content(revision: Revision) -> str:
    if revision.records is None:
        return "More records than are listed here."
    return "\n".join(f"{record.kind.value}: {record.iri}" for record in revision.records)


def _text(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = text
    return child


def _readable(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))
