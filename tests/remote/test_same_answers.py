"""A query has the same answer wherever the graphs are: in this process, in Oxigraph, in Virtuoso."""

from __future__ import annotations

from typing import Protocol

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from plangraph.store.answer import Answer
from plangraph.store.embedded import EmbeddedDataset
from plangraph.store.errors import AnswerTooLargeError, QueryRefusedError, QuerySyntaxError
from plangraph.store.formats import CSV, FORMATS, JSON, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format, Kind
from plangraph.store.labels import labelled
from plangraph.store.remote import RemoteDataset

GRAPH = "https://w3id.org/plangraph/id/graph/"
PREFIXES = "PREFIX ex: <http://example.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
SOLUTIONS = {
    "all": "SELECT ?s ?p ?o { ?s ?p ?o FILTER (!isBlank(?s) && !isBlank(?o)) }",
    "named": "SELECT ?g ?s { GRAPH ?g { ?s rdfs:label ?l } }",
    "one named": f"SELECT * {{ GRAPH <{GRAPH}vocabulary> {{ ?s rdfs:label ?l }} }}",
    "from": f"SELECT * FROM <{GRAPH}vocabulary> {{ ?s rdfs:label ?l }}",
    "from is no named graph": f"SELECT * FROM <{GRAPH}plan> {{ GRAPH ?g {{ ?s rdfs:label ?l }} }}",
    "from named": f"SELECT * FROM NAMED <{GRAPH}plan> {{ GRAPH ?g {{ ?s rdfs:label ?l }} }}",
    "from named is no default": f"SELECT * FROM NAMED <{GRAPH}plan> {{ ?s rdfs:label ?l }}",
    "from somebody else": "SELECT * FROM <http://example.org/somebody/else> { ?s ?p ?o }",
    "somebody else's graph": "SELECT * { GRAPH <http://example.org/somebody/else> { ?s ?p ?o } }",
    "optional": "SELECT ?s ?age { ?s a ex:Person OPTIONAL { ?s ex:born ?age } }",
    "union": "SELECT ?x { { ?x ex:age 7 } UNION { ?x ex:age 41 } }",
    "minus": "SELECT ?s { ?s a ex:Person MINUS { ?s ex:born ?d } }",
    "not exists": "SELECT ?s { ?s a ex:Person FILTER NOT EXISTS { ?s ex:born ?d } }",
    "path": "SELECT ?o { ex:bruno ex:knows+ ?o }",
    "alternative path": "SELECT ?o { ex:anna (ex:knows|ex:part) ?o }",
    "inverse path": "SELECT ?o { ex:anna ^ex:knows/ex:age ?o }",
    "group": "SELECT ?c (COUNT(?s) AS ?n) (MAX(?age) AS ?most) { ?s a ?c ; ex:age ?age } GROUP BY ?c",
    "having": "SELECT ?s (COUNT(?o) AS ?n) { ?s ex:knows ?o } GROUP BY ?s HAVING (COUNT(?o) > 1)",
    "subquery": "SELECT ?s ?l { { SELECT ?s { ?s ex:age ?a } ORDER BY ?a LIMIT 1 } ?s rdfs:label ?l }",
    "values": "SELECT ?s ?a { VALUES ?s { ex:anna ex:nobody } ?s ex:age ?a }",
    "bind": "SELECT ?s ?b { ?s ex:age ?a BIND (?a + 1 AS ?b) }",
    "language": 'SELECT ?l { ?s rdfs:label ?l FILTER (langMatches(lang(?l), "it")) }',
    "unicode": 'SELECT ?s { ?s rdfs:label ?l FILTER (CONTAINS(?l, "é 𝄞 €")) }',
    "regex": 'SELECT ?s { ?s rdfs:label ?l FILTER (REGEX(STR(?l), "^ann", "i")) }',
    "text": 'SELECT ?s (CONCAT(UCASE(STR(?l)), "-è") AS ?t) { ?s rdfs:label ?l FILTER (lang(?l) = "en") }',
    "in": "SELECT ?s { ?s ex:age ?a FILTER (?a IN (7, 8)) }",
    "numbers": "SELECT ?s ?h ?w { ?s ex:height ?h ; ex:weight ?w }",
    "dates": "SELECT ?s ?d (YEAR(?d) AS ?y) { ?s ex:born ?d }",
    "nothing": "SELECT ?s { ?s ex:nothing ?o }",
    "unbound": "SELECT ?s ?never { ?s ex:age 7 }",
    "distinct": "SELECT DISTINCT ?p { ?s ?p ?o }",
    "nothing to count": "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/somebody/else> { ?s ?p ?o } }",
    "iri beyond ascii": "SELECT ?l { <http://example.org/café> rdfs:label ?l }",
}
GRAPHS = {
    "construct": "CONSTRUCT { ?s ex:called ?l } WHERE { ?s rdfs:label ?l }",
    "short": "CONSTRUCT WHERE { ?s ex:age ?o }",
    "from": f"CONSTRUCT {{ ?s ?p ?o }} FROM <{GRAPH}vocabulary> WHERE {{ ?s ?p ?o }}",
    "template with blanks": "CONSTRUCT { [] ex:of ?s ; ex:age ?a } WHERE { ?s ex:age ?a }",
    "describe": "DESCRIBE <http://example.org/bruno>",
    "describe some": "DESCRIBE ?s { ?s ex:age 41 }",
    "empty": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ex:nothing ?o ; ?p ?o }",
}
VIRTUOSO_DIFFERS = {
    "all": "55.0 for 5.5e1, 1 for true: lexical forms of doubles and booleans",
    "numbers": "the same",
    "path": "where a path leads back to its start, the start is left out",
    "describe": "what has the thing as object is there too, which SPARQL leaves to the store",
    "describe some": "the same",
}
"""Cases that have another answer there, and why; docs/decisions/0006-remote-store.md lists them."""


class Store(Protocol):
    """A server that runs, see ``conftest.py``."""

    name: str

    def dataset(self, *graphs: str) -> RemoteDataset: ...


@pytest.mark.parametrize("case", SOLUTIONS)
def test_solutions_are_the_same(
    store: Store, embedded: EmbeddedDataset, case: str, request: pytest.FixtureRequest
) -> None:
    _expect_differences(store, case, request)
    query = PREFIXES + SOLUTIONS[case]
    here, there = embedded.query(query), store.dataset().query(query)
    assert set(there.variables) == set(here.variables)
    if "SELECT *" not in query:  # whose order is open (SPARQL 1.1 Query Language, 16.1)
        assert there.variables == here.variables
    assert _rows(there) == _rows(here)


def _expect_differences(store: Store, case: str, request: pytest.FixtureRequest) -> None:
    if store.name == "virtuoso" and case in VIRTUOSO_DIFFERS:
        request.applymarker(pytest.mark.xfail(reason=VIRTUOSO_DIFFERS[case], strict=True))


def _rows(answer: Answer) -> list[list[tuple[str, str]]]:
    return sorted(sorted(zip(answer.variables, map(str, row), strict=True)) for row in answer.rows())


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("ASK { ?s ex:age 7 }", True),
        ("ASK { ?s ex:age 8 }", False),
        ("ASK { GRAPH <http://example.org/somebody/else> { ?s ?p ?o } }", False),
    ],
)
def test_booleans_are_the_same(store: Store, query: str, answer: bool) -> None:
    found = store.dataset().query(PREFIXES + query)
    assert found.kind is Kind.BOOLEAN
    assert bool(found) is answer


@pytest.mark.parametrize("case", GRAPHS)
def test_graphs_are_the_same(
    store: Store, embedded: EmbeddedDataset, case: str, request: pytest.FixtureRequest
) -> None:
    _expect_differences(store, case, request)
    query = PREFIXES + GRAPHS[case]
    here, there = (
        Graph().parse(data=dataset.query(query).write(N_TRIPLES), format="nt")
        for dataset in (embedded, store.dataset())
    )
    assert isomorphic(here, there), f"{sorted(there - here)} instead of {sorted(here - there)}"


@pytest.mark.parametrize(
    ("default", "named"),
    [
        ([f"{GRAPH}plan"], []),
        ([], [f"{GRAPH}plan"]),
        (["http://example.org/somebody/else"], [f"{GRAPH}plan"]),
    ],
)
def test_the_dataset_of_the_request_goes_before_that_of_the_query(
    store: Store, embedded: EmbeddedDataset, default: list[str], named: list[str]
) -> None:
    query = (
        f"SELECT ?s ?g FROM <{GRAPH}vocabulary> "
        "{ { ?s ?p ?o FILTER isIRI(?s) } UNION { GRAPH ?g { ?s ?p ?o } FILTER isIRI(?s) } }"
    )
    here, there = (
        dataset.query(query, default_graphs=default, named_graphs=named)
        for dataset in (embedded, store.dataset())
    )
    assert _rows(there) == _rows(here)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_written_from_every_store(
    store: Store, embedded: EmbeddedDataset, form: Format
) -> None:
    query = PREFIXES + (
        "SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY STR(?l)"
        if Kind.SOLUTIONS in form.kinds
        else "CONSTRUCT { ex:anna ex:age ?a } WHERE { ex:anna ex:age ?a }"
    )
    here, there = (dataset.query(query).write(form) for dataset in (embedded, store.dataset()))
    if form in (TURTLE, TRIG, RDF_XML):  # with the prefixes that there are
        graphs = (
            Graph().parse(data=written, format="turtle" if form is TRIG else form.media_type)
            for written in (here, there)
        )
        assert isomorphic(*graphs)
    else:
        assert there == here


def test_relative_iris_are_resolved_against_the_base(store: Store) -> None:
    answer = store.dataset().query("SELECT ?p { <anna> ?p 41 }", base="http://example.org/x")
    assert [row[0].value for row in answer.rows() if row[0]] == ["http://example.org/age"]


def test_blank_nodes_are_numbered_as_they_appear(store: Store) -> None:
    query = (
        "SELECT ?l ?rest { ?l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ?rest } ORDER BY isIRI(?rest)"
    )
    written = store.dataset().query(query).write(CSV).decode()
    assert written.split("\r\n")[1:3] == [
        "_:b0,_:b1",
        "_:b1,http://www.w3.org/1999/02/22-rdf-syntax-ns#nil",
    ]


def test_columns_of_labels_are_the_same(store: Store, embedded: EmbeddedDataset) -> None:
    query = "SELECT ?s ?o { ?s <http://example.org/knows> ?o } ORDER BY ?s ?o"
    here, there = (
        labelled(dataset.query(query), dataset, "en").write(JSON) for dataset in (embedded, store.dataset())
    )
    assert here == there
    assert b'"Ann"' in here


def test_what_is_looked_up_is_the_same(store: Store, embedded: EmbeddedDataset) -> None:
    remote = store.dataset()
    assert dict(remote.graphs) == dict(embedded.graphs)
    for iri in ("http://example.org/anna", "http://example.org/café", "http://nobody", "no IRI", 'a:"> }'):
        assert remote.knows(iri) == embedded.knows(iri)
        assert remote.describe(iri) == embedded.describe(iri)
        for predicate in ("http://www.w3.org/2000/01/rdf-schema#label", "http://example.org/knows"):
            assert remote.objects(iri, predicate) == embedded.objects(iri, predicate)
    assert remote.graph(f"{GRAPH}plan") == embedded.graph(f"{GRAPH}plan")
    assert remote.dump(f"{GRAPH}plan", N_TRIPLES) == embedded.dump(f"{GRAPH}plan", N_TRIPLES)
    assert remote.graph("http://example.org/somebody/else") == ()


def test_only_chosen_graphs_are_served(store: Store) -> None:
    remote = store.dataset(f"{GRAPH}vocabulary")
    assert list(remote.graphs) == [f"{GRAPH}vocabulary"]
    assert not remote.knows("http://example.org/anna")
    assert not remote.query(f"ASK {{ GRAPH <{GRAPH}plan> {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", QueryRefusedError),
        ("DROP ALL", QueryRefusedError),
        ("SELECT * FROM<a:b>FROM NAMED<a:c>{ ?s ?p ?o ", QuerySyntaxError),
        ("SELECT * FROMNAMED<http://a> {}", QueryRefusedError),
    ],
)
def test_what_is_refused_here_is_not_sent(store: Store, query: str, error: type[Exception]) -> None:
    remote = store.dataset()
    with pytest.raises(error):
        remote.query(query)


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    ["SELECT ?a", "CONSTRUCT { <http://e/s> <http://e/p> 1 }", "DESCRIBE ?a"],
)
def test_rows_that_virtuoso_cuts_off_are_missed(virtuoso: Store, query: str) -> None:
    pattern = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"  # more than its ResultSetMaxRows
    with pytest.raises(AnswerTooLargeError, match="more rows than the store sends, which is 5000"):
        virtuoso.dataset().query(f"{query} {pattern}")
    assert virtuoso.dataset().query(f"{query} {pattern} LIMIT 10")
