"""``plangraph validate`` as it is typed: files of any syntax, foreign shapes, baselines, exit codes."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plangraph.cli import main
from plangraph.cli.validating import _SYNTAXES
from plangraph.cli.validating import FORMS as NAMES
from plangraph.cli.watching import changes
from plangraph.validation import FORMS
from plangraph.validation.documents import SYNTAXES

SHAPES = """\
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass ex:School ;
    sh:property [ sh:path ex:name ; sh:name "nome"@it , "name"@en ; sh:minCount 1 ] ,
        [ sh:path ex:pupils ; sh:name "alunni"@it , "pupils"@en ; sh:datatype xsd:integer ;
          sh:severity sh:Warning ] .
"""
SCHOOLS = """\
@prefix ex: <https://example.org/> .

ex:one a ex:School ; ex:name "Uno" ; ex:pupils 12 .

ex:two a ex:School ;
    ex:pupils "many" .
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with schools, shapes for them, and a vocabulary that says nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schools.ttl").write_text(SCHOOLS)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    (tmp_path / "empty.ttl").write_text("")
    return tmp_path


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("somebody asks the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def validate(*arguments: object, stdin: str | None = None) -> Result:
    given = ["validate", "--shapes", "shapes.ttl", "--ontology", "empty.ttl", *map(str, arguments)]
    return CliRunner().invoke(main, given, input=stdin)


def test_the_options_name_every_form_and_syntax_there_is() -> None:
    assert list(NAMES) == list(FORMS)
    assert list(_SYNTAXES) == list(SYNTAXES)


def test_foreign_shapes_without_messages_are_told_in_plain_words_at_their_lines() -> None:
    result = validate("schools.ttl", "--language", "it")
    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
DA CORREGGERE · nome · 1 caso
  Il dato «nome» è obbligatorio.
  Che cosa fare: Aggiungere il valore che manca.
    schools.ttl:5:1  «two»
      <https://example.org/two>

DA VERIFICARE · alunni · 1 caso
  Il dato «alunni» deve essere un numero intero, per esempio 2026.
  Che cosa fare: Scrivere il valore in quella forma.
    schools.ttl:6:15  «two»
      alunni: many
      <https://example.org/two>

da correggere: 1, da verificare: 1, per informazione: 0
"""
    )


def test_what_is_less_grave_than_asked_for_is_not_told() -> None:
    assert "pupils" not in validate("schools.ttl", "--severity", "violation").stdout


def test_annotations_name_file_line_and_column() -> None:
    lines = validate("schools.ttl", "--format", "github").stdout.splitlines()
    assert lines[0].startswith("::error file=schools.ttl,line=5,col=1,title=name (must be mended)::«two»: ")
    assert lines[1].startswith("::warning file=schools.ttl,line=6,col=15,")


@pytest.mark.parametrize(
    ("syntax", "text", "line"),
    [
        ("turtle", SCHOOLS, 5),
        ("trig", SCHOOLS.replace("ex:two", "ex:g { ex:two").replace('"many" .', '"many" }'), 5),
        ("ntriples", "\n<https://example.org/two> a <https://example.org/School> .\n", 2),
        (
            "nquads",
            "\n<https://example.org/two> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
            " <https://example.org/School> <https://example.org/g> .\n",
            2,
        ),
        ("jsonld", '{\n "@id": "https://example.org/two",\n "@type": "https://example.org/School"}', 2),
    ],
)
def test_standard_input_of_every_syntax_is_shown_at_its_line(syntax: str, text: str, line: int) -> None:
    result = validate("-", "--syntax", syntax, "--severity", "violation", stdin=text)
    assert result.exit_code == 1, result.output
    assert f"    -:{line}:" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "place", "why"),
    [
        ("a.ttl", b"@prefix ex: <https://example.org/> .\n\nex:a ex:b no:c .\n", "a.ttl:3:11", "not bound"),
        ("a.ttl", "<a:a> <a:b> 'però' .\n# però\n".encode() + "è".encode("latin-1"), "a.ttl:3:1", "0xe8"),
        ("a.trig", b"<a:g> { <a:a> <a:b> }", "a.trig:1:", "TriG"),
        ("a.nq", b"<a:a> <a:b> <a:c> <a:g> .\n<a:a> nonsense .\n", "a.nq:2", "N-Quads"),
        ("a.jsonld", b'{\n "@id": }', "a.jsonld:2:9", "not JSON"),
        ("a.jsonld", b'{\n "urn:a NaN": [0, NaN]}', "a.jsonld:2:19", "NaN is no number of JSON"),
        ("a.jsonld", b'{"urn:a":\n -Infinity}', "a.jsonld:2:", '"@value": "-INF"'),
        ("a.jsonld", b'{\n "@context": "http://127.0.0.1:9/c"}', "a.jsonld:2:14", "nothing is fetched"),
        ("a.rdf", b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a/>', "a.rdf:2:14", "entities"),
        ("a.rdf", b"<rdf:RDF>", "a.rdf:1:", "RDF/XML"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_place_in_the_report_too(
    name: str, content: bytes, place: str, why: str, folder: Path
) -> None:
    (folder / name).write_bytes(content)
    result = validate("schools.ttl", name)
    assert result.exit_code == 3
    assert f"    {place}" in result.stdout
    assert why in result.stdout
    assert why not in result.stderr  # it is said once, by the report
    assert "genid" not in result.stdout
    elsewhere = validate("schools.ttl", name, "--output", "report.txt")
    assert why in elsewhere.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl", b"<a:a> no:c 1 .", "non è Turtle: «"),
        ("a.ttl", b"<a:a> <a:b>", "non è Turtle: "),
        (
            "a.ttl",
            "<a:a> <a:b> 'però' .\n".encode() + "è".encode("latin-1"),
            "viene da un'altra codifica. Salvare",
        ),
        ("a.trig", b"<a:g> { <a:a> <a:b> }", "non è TriG: "),
        ("a.nq", b"<a:a> nonsense .\n", "non è N-Quads."),
        ("a.jsonld", b'{\n "@id": }', "non è JSON: «Expecting value»."),
        ("a.jsonld", b'{\n "urn:a": [0, NaN]}', "NaN non è un numero di JSON"),
        ("a.jsonld", b'{\n "@context": "http://127.0.0.1:9/c"}', "Mettere il contesto nel file."),
        (
            "a.rdf",
            b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a/>',
            "Scrivere gli IRI per intero",
        ),
        ("a.rdf", b"<rdf:RDF>", "non è RDF/XML: «"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_italian_with_a_parser_s_words_in_quotes(
    name: str, content: bytes, said: str, folder: Path
) -> None:
    (folder / name).write_bytes(content)
    told = validate(name, "--language", "it", "--format", "json").stdout
    [result] = json.loads(told)["rules"][0]["results"]
    assert said in result["problem"]
    assert "not " not in result["problem"].split("«")[0]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "Probabilmente alla fine della riga 4 manca un «;» o un «.» (non è Turtle: «expected '.'"),
        ("en", "Probably a «;» or a «.» is missing at the end of line 4 (not Turtle: expected '.'"),
    ],
)
def test_a_missing_semicolon_is_told_of_the_line_that_lacks_it(
    language: str, said: str, folder: Path
) -> None:
    (folder / "sub").mkdir()
    text = '@prefix ex: <https://example.org/> .\n\nex:a ex:b 1 ;\n  ex:c "d"\n# more\n\n  ex:e 2 .\n'
    (folder / "a.ttl").write_text(text)
    result = validate("sub/../a.ttl", "--language", language)
    assert result.exit_code == 3
    assert said in result.stdout
    assert '           4 |   ex:c "d"\n' in result.stdout
    assert "           7 |   ex:e 2 .\n" in result.stdout
    assert "genid" not in result.stdout + result.stderr
    assert said in validate("a.ttl", "--format", "html", "--language", language).stdout.replace("&#x27;", "'")
    assert "/file/sub/a.ttl" in validate("sub/../a.ttl", "--format", "turtle").stdout


def test_rdf_xml_is_read(folder: Path) -> None:
    text = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/"><e:School/></r:RDF>'
    (folder / "a.rdf").write_text(text)
    assert "“name” is required" in validate("a.rdf").stdout


def test_imports_are_not_fetched(folder: Path) -> None:
    (folder / "a.ttl").write_text("<> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> .")
    assert "no shape applies" in validate("a.ttl").stdout.lower()


def test_a_file_larger_than_the_limit_is_refused(folder: Path) -> None:
    (folder / "a.ttl").write_bytes(b"#" * (2**20 + 1))
    result = validate("a.ttl", "--largest", "1")
    assert result.exit_code == 3
    assert "larger than 1,048,576 bytes" in result.stderr


def test_wrong_usage_exits_2() -> None:
    assert validate("notes.txt").exit_code == 2
    assert validate("-", "--watch").exit_code == 2
    assert validate("schools.ttl", "--format", "pdf").exit_code == 2


def test_a_baseline_lets_known_findings_pass_wherever_they_stand_and_new_ones_fail(folder: Path) -> None:
    assert validate("schools.ttl", "--write-baseline", "known.json").exit_code == 0
    assert len(json.loads((folder / "known.json").read_text())["findings"]) == 2
    (folder / "schools.ttl").write_text("# moved\n\n\n" + SCHOOLS)
    passed = validate("schools.ttl", "--baseline", "known.json")
    assert passed.exit_code == 0
    assert passed.stdout == "Nothing to report.\n"
    (folder / "schools.ttl").write_text(SCHOOLS + "ex:three a ex:School .\n")
    failed = validate("schools.ttl", "--baseline", "known.json")
    assert failed.exit_code == 1
    assert "«three»" in failed.stdout
    assert "«two»" not in failed.stdout


@pytest.mark.parametrize("content", ["", "[]", '{"version": 9, "findings": []}', '{"version": 1}'])
def test_a_baseline_that_is_none_is_refused(content: str, folder: Path) -> None:
    (folder / "known.json").write_text(content)
    assert validate("schools.ttl", "--baseline", "known.json").exit_code == 3
    assert validate("schools.ttl", "--baseline", "missing.json").exit_code == 3


def test_a_report_goes_into_a_file_whole(folder: Path) -> None:
    result = validate("schools.ttl", "--format", "sarif", "--output", "report.sarif")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(json.loads((folder / "report.sarif").read_text())["runs"][0]["results"]) == 2


def test_shapes_of_several_files_and_folders_are_run_together(folder: Path) -> None:
    (folder / "more" / "deep").mkdir(parents=True)
    (folder / "more" / "deep" / "s.ttl").write_text(SHAPES.replace("ex:name", "ex:street"))
    result = validate("schools.ttl", "--shapes", "more", "--format", "json")
    assert json.loads(result.stdout)["counts"] == {"violation": 3, "warning": 1, "info": 0}


def test_ill_formed_shapes_are_never_conformed_to(folder: Path) -> None:
    (folder / "shapes.ttl").write_text(SHAPES.replace("sh:minCount 1", 'sh:minCount "one"'))
    result = validate("schools.ttl")
    assert result.exit_code == 3
    assert "SHACL" in result.stderr


def test_watching_tells_a_change_once_it_has_settled(folder: Path) -> None:
    looks = iter(["", "", "first half", "both halves", "", "", ""])

    def sleep(_: float) -> None:
        if text := next(looks):
            (folder / "schools.ttl").write_text(text)

    seen = changes([folder / "schools.ttl", folder / "missing.ttl"], sleep=sleep)
    next(seen)
    assert (folder / "schools.ttl").read_text() == "both halves"
    assert len(list(looks)) == 2
    with pytest.raises((StopIteration, RuntimeError)):
        next(seen)


def test_a_new_file_in_a_watched_folder_is_a_change(folder: Path) -> None:
    def sleep(_: float) -> None:
        if not (folder / "new.ttl").exists():
            (folder / "new.ttl").touch()

    assert next(changes([folder], sleep=sleep)) is None


def test_a_fault_deep_in_a_long_file_is_told_at_its_line(root: Path, tmp_path: Path) -> None:
    lines = (root / "data" / "plan.ttl").read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(n for n in range(1_000, len(lines)) if lines[n].startswith("    plan:"))
    lines[number] = lines[number].replace("plan:", "nobody:", 1)
    path = tmp_path / "broken.ttl"
    path.write_text("".join(lines), encoding="utf-8")
    result = validate(path)
    assert result.exit_code == 3
    assert f"broken.ttl:{number + 1}:" in result.stdout + result.stderr


@pytest.mark.parametrize("name", ["schools.ttl", "empty.ttl"])
def test_files_that_no_shape_applies_to_do_not_pass(name: str, folder: Path) -> None:
    (folder / "shapes.ttl").write_text(SHAPES.replace("ex:School", "ex:Bridge"))
    result = validate(name, "--severity", "violation")
    assert result.exit_code == 1
    assert "checked" in result.stdout
    assert "Nothing to report" not in result.stdout


def test_a_misspelt_term_of_the_vocabulary_given_is_told_at_its_place(folder: Path) -> None:
    (folder / "words.ttl").write_text(
        "@prefix ex: <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<https://example.org/> a owl:Ontology . ex:School a owl:Class . ex:name a owl:DatatypeProperty .\n"
        "ex:pupil a owl:DatatypeProperty .\n"
    )
    result = validate("schools.ttl", "--ontology", "words.ttl")
    assert "    schools.ttl:6:5  «two»" in result.stdout
    assert "did you mean <https://example.org/pupil>?" in result.stdout


def test_a_value_is_shown_although_it_begins_like_a_word_of_the_sentence(folder: Path) -> None:
    (folder / "shapes.ttl").write_text(
        SHAPES.replace("sh:datatype xsd:integer", 'sh:pattern "^12345$" ; sh:message "As 12345."@en')
    )
    (folder / "schools.ttl").write_text(SCHOOLS.replace('"many"', '"123"'))
    assert "      pupils: 123\n" in validate("schools.ttl").stdout


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "Correggere il testo del piano, il gazetteer o plan.toml"),
        ("en", "Correct the plan's text, the gazetteer or plan.toml"),
    ],
)
@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_generated_file_is_said_once_to_be_mended_where_it_comes_from(
    form: str, language: str, said: str, folder: Path
) -> None:
    heading = "# A plan: asserted triples.\n# Written by plangraph 0.1.0; do not edit.\n\n"
    for content, times in ((heading + SCHOOLS, 1), (heading + "broken", 1), (SCHOOLS, 0)):
        (folder / "schools.ttl").write_text(content)
        result = validate("schools.ttl", "--format", form, "--language", language)
        assert result.stdout.replace("&#x27;", "'").count(said) == times


def test_an_ill_typed_literal_puts_no_traceback_on_standard_error(folder: Path) -> None:
    (folder / "schools.ttl").write_text(
        SCHOOLS.replace('"many"', '"abc"^^<http://www.w3.org/2001/XMLSchema#integer>')
    )
    result = validate("schools.ttl")
    assert "pupils: abc" in result.stdout
    assert "Traceback" not in result.stderr
    assert "Failed to convert" not in result.stderr
