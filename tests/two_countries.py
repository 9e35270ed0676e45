"""A small registry of two countries for comparing, in Turtle."""

from registry.rdf.parsing import parse
from registry.rdf.terms import Quad, Triple
from registry.services.find import PageLimits

LIMITS = PageLimits(10, 100)
PREFIXES = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix kind: <https://w3id.org/mission-registry/code/place-kind/> .
@prefix role: <https://w3id.org/mission-registry/code/helix-role/> .
@prefix type: <https://w3id.org/mission-registry/code/instrument-type/> .
@prefix reason: <https://w3id.org/mission-registry/code/absence-reason/> .
@prefix skind: <https://w3id.org/mission-registry/code/source-kind/> .
@prefix status: <https://w3id.org/mission-registry/code/claim-status/> .
@prefix function: <https://w3id.org/mission-registry/code/function/> .
@base <https://w3id.org/mission-registry/id/> .
"""
RECORDS = (
    PREFIXES
    + """
<place/sweden> a mr:Place ; mr:title "Sweden"@en, "Sverige"@sv ; mr:isoCode "SE" ; mr:placeKind kind:country ;
  mr:within <place/nordic-countries> .
<place/spain> a mr:Place ; mr:title "Spain"@en ; mr:isoCode "ES" ; mr:placeKind kind:country .
<place/united-kingdom> a mr:Place ; mr:title "United Kingdom"@en ; mr:isoCode "GB" ; mr:placeKind kind:country .
<place/gothenburg> a mr:Place ; mr:title "Gothenburg"@en ; mr:placeKind kind:municipality ; mr:within <place/sweden> .
<place/nordic-countries> a mr:Place ; mr:title "Nordic countries"@en ; mr:placeKind kind:country-group .
<place/georgia> a mr:Place ; mr:title "Georgia"@en ; mr:placeKind kind:country .
<place/georgia-us> a mr:Place ; mr:title "Georgia"@en ; mr:placeKind kind:country .
<place/spain-in-sweden> a mr:Place ; mr:title "Spain"@en ; mr:placeKind kind:settlement ; mr:within <place/sweden> .
<challenge/food> a mr:Challenge ; mr:title "Food"@en, "Mat"@sv .
<challenge/mobility> a mr:Challenge ; mr:title "Mobility"@en .
<source/page> a mr:Source ; mr:title "The page"@en ; mr:sourceKind skind:agency-page .
<actor/vinnova> a mr:Actor ; mr:title "Vinnova"@en ; mr:helixRole role:government .
<mission/school-food> a mr:Mission ; mr:title "School food"@en ; mr:country <place/sweden> ;
  mr:challenge <challenge/food> ; mr:citation <mission/school-food#citation-1>, <mission/school-food#citation-2> ;
  mr:participation <mission/school-food#participation-1> ; mr:startDate "2020" .
<mission/school-food#citation-1> a mr:Citation ; mr:citedProperty mr:challenge ; mr:citedValue <challenge/food> ;
  mr:source <source/page> ; mr:claimStatus status:stated ; mr:locator "p. 3" ; mr:seconds 12 ;
  mr:link "https://example.org/p3" .
<mission/school-food#citation-2> a mr:Citation ; mr:citedProperty mr:title ; mr:source <source/page> .
<mission/school-food#participation-1> a mr:Participation ; mr:actor <actor/vinnova> ; mr:function function:owner .
<mission/streets> a mr:Mission ; mr:title "Streets"@en ; mr:place <place/gothenburg> ;
  mr:challenge <challenge/mobility> ; mr:citation <mission/streets#citation-1> .
<mission/streets#citation-1> a mr:Citation ; mr:citedProperty mr:title ; mr:source <source/page> .
<mission/mobility> a mr:Mission ; mr:title "Moving"@en ; mr:country <place/spain> ; mr:challenge <challenge/mobility> .
<mission/quiet> a mr:Mission ; mr:title "Quiet"@en ; mr:country <place/spain> ; mr:absence <mission/quiet#absence-1> ;
  mr:citation <mission/quiet#citation-1> .
<mission/quiet#absence-1> a mr:Absence ; mr:citedProperty mr:challenge ; mr:absenceReason reason:not-set .
<mission/quiet#citation-1> a mr:Citation ; mr:citedProperty mr:absence ; mr:citedValue <mission/quiet#absence-1> ;
  mr:source <source/page> .
<instrument/grant> a mr:Instrument ; mr:title "Grant"@en ; mr:country <place/sweden> ; mr:mission <mission/streets> ;
  mr:instrumentType type:PI007 ; mr:amount 10, 12 ; mr:currency "SEK" .
"""
)


def statements(text: str) -> list[Triple | Quad]:
    """The statements of a text in Turtle."""
    return [quad.triple for quad in parse(text.encode(), "turtle")]
