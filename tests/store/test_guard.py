"""What a query may not do is refused before the engine sees it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plangraph.errors import QueryError
from plangraph.store import guard
from plangraph.store.errors import QueryRefusedError, QueryTooComplexError, QueryTooLongError
from plangraph.store.guard import DEEPEST, MOST_STEPS, judge

# The engine's HTTP client refuses port 9 before it opens a connection: a call is seen, none is made.
CALL = "<http://127.0.0.1:9/>"


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s ?p '''one ' SERVICE <x>'''@it }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> {}",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
        "SELECT * { ?SERVICE ?p $service }",
        "PREFIX ex: <http://example.org/> SELECT * { ?s ex:SERVICE ex:service.SERVICE }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:x ?o }",
        'SELECT * { ?s ?p "a"@SERVICE }',
        "SELECT * { ?s ?p _:SERVICE }",
    ],
)
def test_the_word_service_is_fine_where_it_is_no_keyword(query: str) -> None:
    judge(query)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {CALL} {{ ?a ?b ?c }} }}",
        f"SELECT * {{ OPTIONAL {{ {{ service silent {CALL} {{ ?a ?b ?c }} }} }} }}",
        f"SELECT * {{ FILTER EXISTS {{ SERVICE {CALL} {{ ?a ?b ?c }} }} }}",
        f"SELECT * {{ #\rSERVICE#\n{CALL} {{ ?a ?b ?c }} }}",
        f"SELECT * {{ SERVICESILENT{CALL}{{ ?a ?b ?c }} }}",
        f"SELECT * {{ ?s ?p trueSERVICE{CALL}{{ ?a ?b ?c }} }}",
        f"SELECT * {{ ?s ?p 1SERVICE{CALL}{{ ?a ?b ?c }} }}",
        f'SELECT * {{ ?s ?p """a"""SERVICE{CALL}{{ ?a ?b ?c }} }}',
        f"PREFIX : {CALL} SELECT * {{ SERVICE:x {{ ?a ?b ?c }} }}",
        f"PREFIX : {CALL} SELECT * {{ SERVICESILENT:x {{ ?a ?b ?c }} }}",
        f"PREFIX ex: {CALL} SELECT * {{ SERVICEex:x {{ ?a ?b ?c }} }}",
        f"PREFIX a: {CALL} SELECT * {{ servicea:bSERVICE:x{{}} }}",
        "SELECT * { SERVICE ?anywhere { ?a ?b ?c } }",
    ],
)
def test_a_call_to_another_endpoint_is_refused_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        judge(query)


FRAGMENTS = [
    *("SERVICE", f"SERVICE{CALL}{{?a ?b ?c}}", f"SERVICE {CALL} {{}}", "SERVICE:x{}", "SILENT", CALL),
    *("{", "}", "?s ?p ?o", "?s ?p ", "true", "1", ".", ";", "a:b", ":", "_:b", "?x", "FILTER(1<2)"),
    *('"', "'", '"""', "'''", "\\", "#", "\n", "\r", " ", "<", ">", "@it", "--ltr", "^^", "/"),
    *("%41", "\\u0022", "OPTIONAL{}", "é"),
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
@example('?s ?p """a""""SERVICE')
@example("?s ?p '\\'SERVICE'")
def test_what_the_guard_lets_pass_never_reaches_the_network(inside: str) -> None:
    query = f"PREFIX : {CALL} PREFIX a: {CALL} SELECT * {{ {inside} }}"
    try:
        judge(query)
    except QueryError:
        return
    with suppress(SyntaxError, RuntimeError):  # an OSError would be the network
        list(pyoxigraph.Store().query(query))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <b:b> 1 }",
        "prefix ex: <http://example.org/> delete where { ?s ?p ?o }",
        "# a comment\nBASE <http://example.org/> LOAD <http://example.org/data>",
        "CLEAR ALL",
        "WITH <http://example.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_as_updates(update: str) -> None:
    with pytest.raises(QueryRefusedError, match="only reads"):
        judge(update)


def test_a_refusal_says_where() -> None:
    with pytest.raises(QueryRefusedError) as refusal:
        judge("SELECT *\n{ SERVICE ?x {} }")
    assert (refusal.value.line, refusal.value.column) == (2, 3)


@pytest.mark.parametrize(
    "query", ["SELECT * FROM <a:g> {}", "ASKFROM<a:g>{}", "select * from named <a:g> {}"]
)
def test_dataset_clauses_are_noticed(query: str) -> None:
    assert judge(query).chooses_graphs


def test_a_graph_named_from_is_no_dataset_clause() -> None:
    assert not judge("SELECT ?FROM { ?FROM <http://example.org/FROM> 'FROM' } # FROM").chooses_graphs


def test_a_query_longer_than_the_limit_is_refused() -> None:
    assert not judge("ASK {}" + " " * 94, longest=100).chooses_graphs
    with pytest.raises(QueryTooLongError, match="101 characters, 100 are allowed"):
        judge("ASK {}" + " " * 95, longest=100)


def test_long_lists_of_values_are_no_effort() -> None:
    many = 5 * MOST_STEPS
    judge(f"SELECT * {{ VALUES (?a ?b) {{ {'(1 2) ' * many} }} ?s ?a ?b }}", longest=10**6)
    judge(f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({', '.join(['<a:a>'] * many)})) }}", longest=10**6)


def test_operators_count_inside_lists_too() -> None:
    with pytest.raises(QueryTooComplexError):
        judge(f"SELECT * {{ FILTER(1 IN (1, {'!' * MOST_STEPS}1)) }}")


AT_THE_LIMIT = {
    "groups": "SELECT * {" + "{" * (DEEPEST - 1) + "?s ?p ?o" + "}" * DEEPEST,
    "EXISTS": "SELECT * {" + "FILTER EXISTS{" * (DEEPEST - 1) + "?s ?p ?o" + "}" * DEEPEST,
    "functions": "SELECT * {FILTER(" + "ABS(" * (DEEPEST - 2) + "1" + ")" * (DEEPEST - 1) + "}",
    "paths": "SELECT * {?s " + "(" * (DEEPEST - 1) + "<a:p>" + ")*" * (DEEPEST - 1) + " ?o}",
    "negations": "SELECT * {FILTER(" + "!" * (MOST_STEPS - 8) + "true)}",
    "sums": "SELECT * {FILTER(1" + "+1" * (MOST_STEPS // 2 - 5) + " = 1)}",
    "descriptions": "DESCRIBE " + "<a:s> " * (MOST_STEPS - 1),
    "bindings": "SELECT * {" + "".join(f"BIND(1 AS ?x{n}) " for n in range(MOST_STEPS // 6 - 1)) + "}",
}


@pytest.mark.parametrize("shape", AT_THE_LIMIT)
def test_the_engine_survives_what_the_guard_just_lets_pass(shape: str) -> None:
    query = AT_THE_LIMIT[shape]
    judge(query)
    # 8 MiB is the stack of a main thread and of the server's threads. A dead engine is a dead process.
    program = (
        "import sys, threading, pyoxigraph as o; threading.stack_size(8 << 20); s = o.Store();"
        "s.add(o.Quad(o.NamedNode('a:s'), o.NamedNode('a:p'), o.NamedNode('a:s')));"
        "t = threading.Thread(target=lambda: list(s.query(sys.stdin.read()))); t.start(); t.join()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=query.encode(), capture_output=True, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * (DEEPEST + 1),
        "SELECT * {FILTER(" + "(" * DEEPEST,
        "SELECT * {FILTER(" + "!" * MOST_STEPS,
        "SELECT * {?s " + "<a:p>/" * MOST_STEPS,
        "DESCRIBE " + "<a:s> " * MOST_STEPS,
    ],
)
def test_what_would_kill_the_engine_is_refused(query: str) -> None:
    with pytest.raises(QueryTooComplexError):
        judge(query)


@given(st.text(), st.integers(min_value=0, max_value=100))
def test_the_guard_judges_every_text(text: str, longest: int) -> None:
    with suppress(QueryError):
        judge(text, longest=longest)


_WORDS = (
    "PREFIX a: <a:>|BASE <a:>|#| |SELECT|ASK|*|{|}|(|)|[|]|?s|<a:b>|FROM|NAMED|a:wasDerivedFrom|SERVICE|NOW()"
    "|RAND|BNODE(|INSERT|'|\\|<|>|\u017f|1|a|.|:"
)
_PIECES = st.sampled_from([*_WORDS.split("|"), '"', "\n", "x" * 300, "1;" * 200])


@given(st.lists(_PIECES, max_size=40).map("".join))
@example("PREFIX a: <a:> SELECT * { ?s a:wasDerivedFrom ?o }")
def test_a_glance_finds_what_the_tokens_would_have_told(text: str) -> None:
    if guard._is_plain(text):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(guard, "_is_plain", lambda _: False)
            assert judge(text) == guard._USUAL


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "rand ( )"])
def test_a_query_that_may_answer_otherwise_the_next_time_is_told_apart(call: str) -> None:
    assert judge(f"SELECT (1+{call} AS ?x) {{}}").is_volatile
    assert not judge("SELECT ?now { ?now <a:knows> ?brand FILTER(?brand = 'NOW() RAND()') }").is_volatile
