"""Heads of stored queries are read, and a malformed one is refused with its file, line and remedy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plangraph.errors import InputError, QueryError
from plangraph.queries import Parameter, read_queries, read_query

GOOD = """\
#+ summary: Objectives with their labels.
#+ question: Quali obiettivi? / Which objectives?
#+ audience: citizen
#+ parameter-lang: language - of the label, it or en
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?objective ?lang (COUNT(DISTINCT ?label) AS ?labels)
WHERE { ?objective rdfs:label ?label BIND (LANG(?label) AS ?lang) }
GROUP BY ?objective ?lang
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "objectives.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_head_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    (query,) = read_queries(tmp_path)
    assert (query.name, query.path, query.text) == ("objectives", path, GOOD)
    assert query.summary == "Objectives with their labels."
    assert (query.question_it, query.question_en) == ("Quali obiettivi?", "Which objectives?")
    assert query.audience == "citizen"
    assert query.parameters == (Parameter("lang", "language", "of the label, it or en"),)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("#+ summary: Objectives with their labels.\n", "", 1, "no «summary»"),
        ("#+ audience: citizen\n", "", 1, "no «audience»"),
        ("#+ audience: citizen", "#+ audience: mayor", 3, "«mayor» is unknown. One of citizen, consumer"),
        ("#+ audience", "#+ Audience", 3, "«Audience» is unknown. Keys are summary"),
        ("#+ audience: citizen", "#+ audience:", 3, "not «#+ key: value»"),
        ("#+ audience: citizen", "#+ summary: Again.", 3, "a second «summary». The first is on line 1"),
        (" / Which objectives?", "", 2, "not in two languages"),
        ("language - of", "lingua - of", 4, "TYPE is one of integer, iri, language, string"),
        ("language - of the label, it or en", "language", 4, "TYPE - description"),
        ("parameter-lang", "parameter-label", 4, "«label» is no column"),
        ("SELECT ?objective ?lang", "SELECT ?objective ?language", 4, "«lang» is no column"),
        ("GROUP BY", "#+ audience: citizen\nGROUP BY", 8, "after its end"),
    ],
)
def test_a_malformed_head_is_refused_with_place_and_remedy(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(QueryError) as refused:
        read_queries(tmp_path)
    assert str(refused.value).startswith(f"{path}:{line}:")
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    "clause",
    [
        "DISTINCT ?lang",
        '(GROUP_CONCAT(?a; separator="{ (") AS ?all) ?lang',
        "(IF(?a < ?b, (1 + 2), STR(?c)) AS ?lang)",
        "(MIN(?a) as ?lang)",
        "# SELECT { in a comment\n ?lang",
    ],
)
def test_a_column_is_found_in_any_select(tmp_path: Path, clause: str) -> None:
    write(tmp_path, GOOD.replace("?objective ?lang (COUNT(DISTINCT ?label) AS ?labels)", clause))
    assert read_queries(tmp_path)


@pytest.mark.parametrize("clause", ["(STR(?lang) AS ?tag)", "*", "?label # ?lang", '("?lang" AS ?l)'])
def test_a_variable_that_is_no_column_is_no_parameter(tmp_path: Path, clause: str) -> None:
    write(tmp_path, GOOD.replace("?objective ?lang (COUNT(DISTINCT ?label) AS ?labels)", f"{clause}\n"))
    with pytest.raises(QueryError, match="«lang» is no column"):
        read_queries(tmp_path)


def test_a_query_that_is_no_select_has_no_parameters(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("SELECT ?objective ?lang (COUNT(DISTINCT ?label) AS ?labels)", "ASK"))
    with pytest.raises(QueryError, match="«lang» is no column"):
        read_queries(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.rq"
    path.write_bytes("#+ summary: Città.".encode("latin-1"))
    with pytest.raises(QueryError, match=r"latin\.rq: the file cannot be read as UTF-8"):
        read_queries(tmp_path)


def test_one_file_is_read_by_itself(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert (read_query(path),) == read_queries(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read_queries(tmp_path / "nowhere")


def test_reading_heads_needs_no_rdf_library() -> None:
    code = "import sys, plangraph.queries; print({'rdflib', 'pyoxigraph'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"
