"""Links of small plans: what a code states, what follows from it, what wording suggests, what is missed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import URIRef

from plangraph.linking import Finder
from plangraph.linking.values import Link, Method, Search, Status
from plangraph.namespaces import ID

Find = Callable[..., Finder]

CODED = """
act:1 a plan:Activity ; plan:position 1 ; dcterms:title "{title}"@it ; plan:sourceText "{title}"@it ;
    prov:wasDerivedFrom ex:row ; plan:mentions ex:mention ; plan:fundedUnder programme:PNRR, {target} .
ex:mention a plan:Mention ; plan:mentionKind kind:{kind} ; plan:surfaceForm "{surface}" ;
    plan:mappingStatus "{status}" ; plan:resolvesTo {target} .
"""


def coded(title: str, surface: str, kind: str, target: str, status: str = "exact") -> str:
    """Return a plan of one activity with one mention."""
    return CODED.format(title=title, surface=surface, kind=kind, target=target, status=status)


def written(title: str) -> str:
    """Return a plan of one activity without a mention."""
    return f"""act:1 a plan:Activity ; plan:position 1 ; dcterms:title "{title}"@it ;
        plan:sourceText "{title}"@it ; prov:wasDerivedFrom ex:row ."""


def only(finder: Finder) -> Search:
    (search,) = finder.linked().searches
    return search


def shape(link: Link) -> tuple[str, Method, Status]:
    return link.target.code, link.method, link.status


PROJECT = """
cup:{cup} a plan:InvestmentProject ; plan:cup "{cup}" ; plan:underMeasure {measure} ; plan:locatedIn {place} .
ex:tender-{cup} a plan:Tender ; plan:ofProject cup:{cup} ; dcterms:title "{tender}"@it .
"""


def project(
    cup: str, measure: str = "pnrr:M2C2I4.01.02", place: str = "ex:town", tender: str = "Lavori"
) -> str:
    return PROJECT.format(cup=cup, measure=measure, place=place, tender=tender)


def test_a_code_of_a_measure_states_a_link_and_quotes_itself(find: Find) -> None:
    search = only(find(coded("Piste, M2C2 I4.1", "M2C2 I4.1", "pnrr-code", "pnrr:M2C2I4.01")))
    (link,) = search.links
    assert shape(link) == ("M2C2I4.01", Method.MEASURE_CODE, Status.STATED)
    assert (link.quote, str(link.score)) == ("M2C2 I4.1", "1")
    assert set(link.evidence) == {URIRef("https://example.org/row"), URIRef("https://example.org/mention")}
    assert link.alternatives == ()


def test_a_code_that_was_not_read_exactly_makes_a_candidate(find: Find) -> None:
    search = only(find(coded("Piste C2", "C2", "pnrr-code", "pnrr:M2C2", "ambiguous")))
    assert shape(search.links[0]) == ("M2C2", Method.MEASURE_CODE, Status.CANDIDATE)


def test_a_cup_states_the_project_and_its_measure_follows(find: Find) -> None:
    plan = coded("Pista CUP_C83I22000110001", "CUP_C83I22000110001", "cup", "cup:C83I22000110001")
    search = only(find(plan, project("C83I22000110001", "pnrr:M2C2I4.01")))
    assert [shape(link) for link in search.links] == [
        ("C83I22000110001", Method.CUP, Status.STATED),
        ("M2C2I4.01", Method.CUP, Status.DERIVED),
    ]


def test_a_cup_that_open_data_lack_states_the_project_alone(find: Find) -> None:
    plan = coded("Pista CUP_C83I22000110001", "CUP_C83I22000110001", "cup", "cup:C83I22000110001")
    named = 'cup:C83I22000110001 a plan:InvestmentProject ; plan:cup "C83I22000110001" .'
    assert [shape(link) for link in only(find(plan + named)).links] == [
        ("C83I22000110001", Method.CUP, Status.STATED)
    ]


def test_a_local_code_states_the_project(find: Find) -> None:
    plan = coded("Intervento A1_16", "A1_16", "local-code", "ex:a116")
    named = 'ex:a116 a plan:InvestmentProject ; plan:localCode "A1_16" .'
    assert [shape(link) for link in only(find(plan + named)).links] == [
        ("A1_16", Method.LOCAL_CODE, Status.STATED)
    ]


def test_the_only_project_of_the_town_under_a_coded_measure_is_derived(find: Find) -> None:
    plan = coded("Piste, M2C2 I4.1", "M2C2 I4.1", "pnrr-code", "pnrr:M2C2I4.01")
    elsewhere = project("D83I22000110002", place="ex:elsewhere")
    search = only(find(plan, project("C83I22000110001") + elsewhere))
    assert ("C83I22000110001", Method.MEASURE_CODE_AND_PLACE, Status.DERIVED) in map(shape, search.links)
    assert "D83I22000110002" not in {link.target.code for link in search.links}


def test_of_several_projects_under_a_coded_measure_the_likest_is_a_candidate(find: Find) -> None:
    plan = coded("Ciclovia del mare, M2C2 I4.1", "M2C2 I4.1", "pnrr-code", "pnrr:M2C2I4.01")
    data = project("C83I22000110001", tender="Ciclovia del mare") + project(
        "C83I22000110002", tender="Rotatoria"
    )
    found = [shape(link) for link in only(find(plan, data)).links if link.target.is_project]
    assert found == [("C83I22000110001", Method.MEASURE_CODE_AND_PLACE, Status.CANDIDATE)]


def test_a_town_is_known_by_its_istat_code_where_data_have_no_other(find: Find) -> None:
    plan = coded("Piste, M2C2 I4.1", "M2C2 I4.1", "pnrr-code", "pnrr:M2C2I4.01")
    data = project("C83I22000110001", place="ex:istat") + 'ex:istat plan:istatCode "000001" .'
    assert "C83I22000110001" in {link.target.code for link in only(find(plan, data)).links}


def test_wording_alone_makes_a_candidate_with_its_alternatives(find: Find) -> None:
    search = only(find(written("Mobilità ciclistica e ricarica")))
    (link,) = search.links
    assert shape(link) == ("M2C2I4.01", Method.WORDING, Status.CANDIDATE)
    assert [(other.target.code, other.rank) for other in link.alternatives] == [("M2C2I4.03", 2)]
    assert all(other.score <= link.score for other in link.alternatives)


@pytest.mark.parametrize(
    "title", ["Mobilità ciclistica", "Ciclovie urbane", "Infrastrutture di ricarica elettrica"]
)
def test_no_wording_however_like_is_more_than_a_candidate(find: Find, title: str) -> None:
    links = only(find(written(title))).links
    assert links
    assert {link.status for link in links} == {Status.CANDIDATE}


def test_a_measure_answers_for_its_sub_measures(find: Find) -> None:
    assert only(find(written("Ciclovie urbane"))).links[0].target.code == "M2C2I4.01"


def test_reforms_are_not_offered(find: Find) -> None:
    search = only(find(written("Nuove norme per le piste ciclabili")))
    offered = {other.target.code for other in search.alternatives} | {
        link.target.code for link in search.links
    }
    assert "M2C2R1.01" not in offered


def test_a_component_in_the_text_narrows_what_its_wording_may_mean(find: Find) -> None:
    plan = coded("M1C1 Ricarica elettrica nel cloud", "M1C1", "pnrr-code", "pnrr:M1C1")
    codes = [link.target.code for link in only(find(plan)).links]
    assert codes == ["M1C1", "M1C1I1.02"]


def test_the_name_of_a_programme_is_no_likeness(find: Find) -> None:
    plan = coded("Rivoluzione verde: eventi", "Rivoluzione verde", "programme", "programme:PNRR")
    finder = find(plan)
    assert finder.wording.stems(finder.activities[0]) == finder.wording.stems(
        find(written("eventi")).activities[0]
    )


def test_who_only_governs_the_pnrr_is_linked_as_by_wording_alone(find: Find) -> None:
    plan = coded("Governo del PNRR e cloud", "PNRR", "programme", "programme:PNRR")
    governing = plan.replace(
        "plan:fundedUnder programme:PNRR, programme:PNRR", "plan:citesProgramme programme:PNRR"
    )
    assert {link.method for link in only(find(plan)).links} <= {Method.PROGRAMME_AND_WORDING}
    assert {link.method for link in only(find(governing)).links} <= {Method.WORDING}


def test_what_finds_nothing_is_recorded_with_the_data_that_were_searched(find: Find) -> None:
    finder = find(written("Festa del patrono"))
    search = only(finder)
    assert (search.links, search.alternatives) == ((), ())
    assert set(finder.linked().used) == {ID["graph/plan"], ID["graph/vocabulary"], ID["pnrr-table/quadro"]}
    with_data = find(written("Festa del patrono"), project("C83I22000110001"))
    assert ID["graph/pnrr"] in with_data.used
