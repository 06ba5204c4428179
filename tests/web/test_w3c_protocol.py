"""The W3C's tests of the protocols, by the names they have in its manifests (github.com/w3c/rdf-tests).

``sparql11/protocol`` and ``sparql12/protocol`` (SPARQL Protocol), ``sparql11/service-description`` and
``sparql11/http-rdf-update`` (Graph Store Protocol). What would write is refused here: tests of updates become
tests of the refusal, and tests that read what was written before read what is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import FOAF
from werkzeug.test import TestResponse

from plangraph.settings import Settings
from plangraph.store.embedded import open_dataset
from plangraph.web.app import create_app

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA0, DATA1, DATA2, DATA3 = (f"http://kasei.us/2009/09/sparql/data/data{n}.rdf" for n in range(4))
BOTH = f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type }}"
BOTH_NAMED = f"{{ GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }} }}"
ALL_THREE = f"ASK {{ <{DATA3}> a ?type {BOTH_NAMED.strip('{} ')} }} }}"
UPDATE_TEXT = "PREFIX dc: <http://purl.org/dc/terms/> CLEAR ALL ; INSERT DATA { <a:s> a dc:Agent }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a client of a service with the three graphs of the manifest."""
    folder = tmp_path_factory.mktemp("w3c")
    graphs: dict[str, list[Path]] = {}
    for name in (DATA1, DATA2, DATA3):
        path = folder / name.rpartition("/")[2].replace(".rdf", ".ttl")
        path.write_text(f"<{name}> a <{FOAF.Document}> .", encoding="utf-8")
        graphs[name] = [path]
    return create_app(open_dataset(graphs), Settings()).test_client()


class Case(NamedTuple):
    """A request of a manifest."""

    name: str
    method: str = "GET"
    address: dict[str, Any] = {}  # noqa: RUF012
    body: str | bytes = ""
    media_type: str = ""

    def send(self, client: FlaskClient) -> TestResponse:
        return client.open(
            "/sparql",
            method=self.method,
            query_string=urlencode(self.address, doseq=True),
            data=self.body or None,
            content_type=self.media_type or None,
        )


def names(cases: list[Case]) -> list[str]:
    return [case.name for case in cases]


TRUE = [
    Case("query_get", "GET", {"query": "ASK {}", "default-graph-uri": DATA0}),
    Case("query_post_form", "POST", {"default-graph-uri": DATA0}, "query=ASK%20%7B%7D", FORM),
    Case("query_post_direct", "POST", {}, "ASK {}", QUERY),
    Case("query_dataset_default_graphs_get", "GET", {"query": BOTH, "default-graph-uri": [DATA1, DATA2]}),
    Case("query_dataset_default_graphs_post", "POST", {"default-graph-uri": [DATA1, DATA2]}, BOTH, QUERY),
    Case(
        "query_dataset_named_graphs_get",
        "GET",
        {"query": f"ASK {BOTH_NAMED}", "named-graph-uri": [DATA1, DATA2]},
    ),
    Case(
        "query_dataset_named_graphs_post",
        "POST",
        {"named-graph-uri": [DATA1, DATA2]},
        f"ASK {BOTH_NAMED}",
        QUERY,
    ),
    Case(
        "query_dataset_full",
        "POST",
        {"default-graph-uri": DATA3, "named-graph-uri": [DATA1, DATA2]},
        ALL_THREE,
        QUERY,
    ),
    Case(
        "query_multiple_dataset",
        "POST",
        {"named-graph-uri": [DATA1, DATA2]},
        f"ASK FROM <{DATA3}> {BOTH_NAMED}",
        QUERY,
    ),
    Case("query_get_with_version", "GET", {"query": "ASK {}", "version": "1.2"}),
    Case("query_post_direct_with_version_param", "POST", {}, "ASK {}", f"{QUERY}; version=1.2"),
]


@pytest.mark.parametrize("case", TRUE, ids=names(TRUE))
def test_the_query_is_answered_with_true(client: FlaskClient, case: Case) -> None:
    response = case.send(client)
    assert response.status_code == 200
    assert response.mimetype in ("application/sparql-results+json", "application/sparql-results+xml")
    assert response.json["boolean"] is True  # type: ignore[index]


RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")
TABLES = (*RESULTS, "text/csv", "text/tab-separated-values")
RDF_TYPES = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")
CONTENT_TYPES = [
    (Case("query_content_type_select", "POST", {}, "SELECT (1 AS ?value) {}", QUERY), TABLES),
    (Case("query_content_type_ask", "POST", {}, "ASK {}", QUERY), RESULTS),
    (Case("query_content_type_describe", "POST", {}, "DESCRIBE <http://example.org/>", QUERY), RDF_TYPES),
    # The IRIs are relative: the base is the endpoint.
    (
        Case("query_content_type_construct", "POST", {}, "CONSTRUCT { <s> <p> 1 } WHERE {}", QUERY),
        RDF_TYPES,
    ),
]


@pytest.mark.parametrize(
    ("case", "media_types"), CONTENT_TYPES, ids=names([case for case, _ in CONTENT_TYPES])
)
def test_the_answer_has_a_fitting_content_type(
    client: FlaskClient, case: Case, media_types: tuple[str, ...]
) -> None:
    response = case.send(client)
    assert response.status_code == 200
    assert response.mimetype in media_types


BAD = [
    (Case("bad_query_method", "PUT", {"query": "ASK {}"}, "", FORM), 405),
    (Case("bad_multiple_queries", "GET", {"query": ["ASK {}", "SELECT * {}"]}), 400),
    (Case("bad_query_wrong_media_type", "POST", {}, "ASK {}", "text/plain"), 415),
    (Case("bad_query_missing_form_type", "POST", {}, "query=ASK%20%7B%7D"), 415),
    (Case("bad_query_missing_direct_type", "POST", {}, "ASK {}"), 415),
    (Case("bad_query_non_utf8", "POST", {}, "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"), 415),
    (Case("bad_query_syntax", "GET", {"query": "ASK {"}), 400),
    (Case("bad_query_multiple_versions", "GET", {"query": "ASK {}", "version": ["1.1", "1.2"]}), 400),
    (Case("bad_update_get", "GET", {"update": "CLEAR ALL"}), 403),
    (Case("bad_multiple_updates", "POST", {}, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM), 403),
    (Case("bad_update_wrong_media_type", "POST", {}, "CLEAR NAMED", "text/plain"), 415),
    (Case("bad_update_missing_form_type", "POST", {}, "update=CLEAR%20NAMED"), 415),
    (
        Case("bad_update_non_utf8", "POST", {}, "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
        403,
    ),
    (Case("bad_update_syntax", "POST", {}, "update=CLEAR%20XYZ", FORM), 403),
    (Case("bad_update_dataset_conflict", "POST", {"using-named-graph-uri": DATA1}, UPDATE_TEXT, UPDATE), 403),
    (
        Case("bad_update_multiple_versions", "POST", {}, "update=CLEAR%20ALL&version=1.1&version=1.2", FORM),
        403,
    ),
]
REFUSED = [  # tests that would change the data, and be answered with success
    (Case("update_dataset_default_graph", "POST", {"using-graph-uri": DATA1}, UPDATE_TEXT, UPDATE), 403),
    (
        Case(
            "update_dataset_default_graphs", "POST", {"using-graph-uri": [DATA1, DATA2]}, UPDATE_TEXT, UPDATE
        ),
        403,
    ),
    (Case("update_dataset_named_graphs", "POST", {"using-named-graph-uri": DATA1}, UPDATE_TEXT, UPDATE), 403),
    (
        Case(
            "update_dataset_full",
            "POST",
            {"using-graph-uri": DATA1, "using-named-graph-uri": DATA2},
            UPDATE_TEXT,
            UPDATE,
        ),
        403,
    ),
    (Case("update_post_form", "POST", {}, "update=CLEAR+ALL", FORM), 403),
    (Case("update_post_direct", "POST", {}, "CLEAR ALL", UPDATE), 403),
    (Case("update_base_uri", "POST", {}, "INSERT DATA { <test> a <test> }", UPDATE), 403),
    (Case("update_post_form_with_version", "POST", {}, "update=CLEAR+ALL&version=1.2", FORM), 403),
    (Case("update_post_direct_with_version_param", "POST", {}, "CLEAR ALL", f"{UPDATE}; version=1.2"), 403),
]


@pytest.mark.parametrize(("case", "status"), BAD + REFUSED, ids=names([case for case, _ in BAD + REFUSED]))
def test_the_request_is_refused_and_changes_nothing(client: FlaskClient, case: Case, status: int) -> None:
    response = case.send(client)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    count = client.get("/sparql", query_string={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"})
    assert count.json["results"]["bindings"][0]["n"]["value"] == "3"  # type: ignore[index]


def test_no_test_of_the_manifests_is_left_out() -> None:
    encoded = [*TRUE, *(case for case, _ in [*CONTENT_TYPES, *BAD, *REFUSED])]
    assert len(set(names(encoded))) == len(encoded) == 34 + 6  # entries in 1.1 and in 1.2


# Service description


def described(client: FlaskClient) -> Graph:
    response = client.get("/sparql")
    assert response.status_code == 200
    return Graph().parse(data=response.data, format=response.mimetype)


def test_returns_rdf(client: FlaskClient) -> None:
    assert len(described(client)) > 0


def test_has_endpoint_triple(client: FlaskClient) -> None:
    endpoint = URIRef(f"{Settings().origin}/sparql")
    assert set(described(client).subject_objects(SD.endpoint)) == {(endpoint, endpoint)}


FEATURES = {
    SD[name]
    for name in (
        "BasicFederatedQuery",
        "DereferencesURIs",
        "EmptyGraphs",
        "RequiresDataset",
        "UnionDefaultGraph",
    )
}
Range = URIRef | set[URIRef] | str | None
# SPARQL 1.1 Service Description, 3.2 to 3.4: domain and range, None for a value of any kind
SCHEMA: dict[URIRef, tuple[URIRef, Range]] = {
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}),
    SD.feature: (SD.Service, FEATURES),
    SD.defaultEntailmentRegime: (SD.Service, {URIRef("http://www.w3.org/ns/entailment/Simple")}),
    SD.resultFormat: (SD.Service, "http://www.w3.org/ns/formats/"),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}


def violations(graph: Graph) -> Iterator[tuple[Any, ...]]:
    for subject, predicate, value in graph:
        if not str(predicate).startswith(str(SD)):
            continue
        assert predicate in SCHEMA, f"{predicate} is no property of a service description"
        domain, range_ = SCHEMA[URIRef(str(predicate))]
        if (subject, RDF.type, domain) not in graph:
            yield subject, predicate, domain
        if isinstance(range_, set):
            if value not in range_:
                yield predicate, value
        elif isinstance(range_, URIRef):
            if (value, RDF.type, range_) not in graph:
                yield predicate, value
        elif range_ and not str(value).startswith(range_):
            yield predicate, value


def test_conforms_to_schema(client: FlaskClient) -> None:
    graph = described(client)
    assert list(violations(graph)) == []
    assert {str(name) for name in graph.objects(None, SD.name)} == {DATA1, DATA2, DATA3}
    graph.add((URIRef(DATA1), SD.namedGraph, URIRef(DATA1)))
    assert len(list(violations(graph))) == 2


# Graph Store Protocol, http-rdf-update: PUT, POST and DELETE are not offered; GET reads what is there.

EXISTING, MISSING = {"graph": DATA1}, {"graph": f"{DATA1}/none"}


@pytest.mark.parametrize(
    "name",
    [
        "get_of_put__initial_state",
        "get_of_put__graph_already_in_store",
        "get_of_post__existing_graph",
        "get_of_post__multipart_formdata",
        "get_of_post__create__new_graph",
        "get_of_post__after_noop",
        "head_on_an_existing_graph",
    ],
)
def test_a_graph_that_is_there_is_read(client: FlaskClient, name: str) -> None:
    response = client.get("/data", query_string=EXISTING)
    assert response.status_code == 200
    graph = Graph().parse(data=response.data, format=response.mimetype)
    assert set(graph) == {(URIRef(DATA1), RDF.type, FOAF.Document)}
    head = client.head("/data", query_string=EXISTING)
    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(response.headers), name


@pytest.mark.parametrize("name", ["get_of_delete__existing_graph", "head_on_a_nonexisting_graph"])
def test_a_graph_that_is_not_there_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get("/data", query_string=MISSING).status_code == 404, name
    assert client.head("/data", query_string=MISSING).status_code == 404, name


def test_get_of_put__default_graph(client: FlaskClient) -> None:
    response = client.get("/data?default", headers={"Accept": "application/n-triples"})
    assert set(Graph().parse(data=response.data, format="nt").subjects()) == {
        URIRef(DATA1),
        URIRef(DATA2),
        URIRef(DATA3),
    }


@pytest.mark.parametrize(
    ("name", "method", "graph"),
    [
        ("put__initial_state", "PUT", MISSING),
        ("put__graph_already_in_store", "PUT", EXISTING),
        ("put__default_graph", "PUT", {"default": ""}),
        ("put__mismatched_payload", "PUT", EXISTING),
        ("delete__existing_graph", "DELETE", EXISTING),
        ("delete__nonexistent_graph", "DELETE", MISSING),
        ("post__existing_graph", "POST", EXISTING),
        ("post__multipart_formdata", "POST", EXISTING),
        ("post__create__new_graph", "POST", {}),
        ("patch", "PATCH", EXISTING),
    ],
)
def test_writing_is_not_allowed(client: FlaskClient, name: str, method: str, graph: dict[str, str]) -> None:
    response = client.open("/data", method=method, query_string=graph, data="<a:a> <a:b> 1 .")
    assert response.status_code == 405, name
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "only reads" in response.json["detail"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/data", 400),
        ("/data?default&graph=a:b", 400),
        ("/data?graph=a:b&graph=a:c", 400),
        ("/data?graph=x", 400),
    ],
)
def test_a_request_for_no_single_graph_is_answered_with_their_names(
    client: FlaskClient, address: str, status: int
) -> None:
    assert client.get(address).status_code == status
    assert client.get("/data").json["available"] == [DATA1, DATA2, DATA3]  # type: ignore[index]


def test_a_graph_is_read_at_its_own_iri() -> None:
    """Direct identification, 4.1: the graphs of the project are named below the base of its IRIs."""
    project = Path(__file__).parent / "data" / "data" / "plan.ttl"
    name = "https://w3id.org/plangraph/id/graph/plan"
    client = create_app(open_dataset({name: [project]}), Settings()).test_client()
    response = client.get("/id/graph/plan", follow_redirects=True)
    assert response.status_code == 200
    assert len(Graph().parse(data=response.data, format="turtle")) == len(Graph().parse(project))
