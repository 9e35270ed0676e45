"""What property tests draw from: terms and statements with every character that has ever hurt somebody."""

from hypothesis import strategies as st

from registry.namespaces import XSD
from registry.rdf.terms import Iri, Literal, Term, Triple, text

AWKWARD_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cs",)), max_size=40)
LOCAL_NAMES = st.from_regex(r"[A-Za-z0-9_.~%-]{0,12}", fullmatch=True).filter(lambda name: "%" not in name)
IRIS = st.builds(
    lambda namespace, local: Iri(namespace + local),
    st.sampled_from(["https://w3id.org/mission-registry/id/mission/", "http://example.org/#", "urn:x:"]),
    LOCAL_NAMES,
)
LANGUAGES = st.sampled_from(["en", "nl", "sv", "es", "ar", "ja", "zh-hant", "de-ch"])
LITERALS = st.one_of(
    st.builds(Literal, AWKWARD_TEXT),
    st.builds(text, AWKWARD_TEXT, LANGUAGES),
    st.builds(lambda n: Literal(str(n), XSD + "integer"), st.integers()),
    st.builds(lambda n: Literal(f"{n}.5", XSD + "decimal"), st.integers()),
    st.builds(lambda n: Literal(f"{n:04}", XSD + "gYear"), st.integers(1, 2999)),
)
TERMS: st.SearchStrategy[Term] = st.one_of(IRIS, LITERALS)
TRIPLES = st.builds(Triple, IRIS, IRIS, TERMS)
