"""What a person types finds what is meant: in the real graphs, and in a few made-up things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plangraph.search.answer import Found
from plangraph.search.expression import Matched
from plangraph.search.index import Index

Find = Callable[..., Found]
Names = Callable[[str], list[str]]


def iris(found: Found) -> set[str]:
    return {hit.iri for hit in found.hits}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("parco", "parchi"),
        ("mobilita", "mobilità"),
        ("mobilita", "MOBILITÀ"),
        ("mobilità", "mobilita\u0300"),
        ("citta", "citta'"),
        ("edificio", "edifici"),
        ("quartiere", "quartieri"),
        ("scuola", "scuole"),
        ("acqua", "acque"),
        ("ambiente", "dell'ambiente"),
        ("ambiente", "dell’ambiente"),
        ("tutela ambiente", "la tutela dell'ambiente"),
        ("rigenerazione urbana", "urbana, rigenerazione!"),
    ],
)
def test_forms_of_a_word_find_the_same(find: Find, one: str, other: str) -> None:
    assert iris(find(one))
    assert iris(find(one)) == iris(find(other))


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("parchi", "activity", "Piano del Parco di Rauccio"),
        ("citta", "activity", "Progetto Archivio e la Città"),
        ("mobilita", "area", "LECCE SI MUOVE SMART - MOBILITA'"),
        ("PINQuA", "programme", "Programma innovativo nazionale per la qualità dell'abitare"),
        ("torre chianca", "place", "Torre Chianca"),
        ("legge 160 del 2019", "act", "Legge 27 dicembre 2019, n. 160"),
        ("settore 5", "sector", "Settore 05"),
        ("rigenerazione urbana", "activity", "PNRR M5C2. Rigenerazione urbana"),
    ],
)
def test_the_best_of_a_kind_is_what_was_meant(find: Find, typed: str, kind: str, label: str) -> None:
    assert find(typed, kind).hits[0].label.value == label


def test_english_words_find_english_names_and_italian_words_are_found_on_english_pages(find: Find) -> None:
    [measure] = find("urban regeneration project", language="en").hits
    assert measure.label.value.startswith("Investments in urban regeneration projects")
    assert iris(find("regenerating", language="en")) >= {measure.iri}
    assert find("rigenerazione", language="en").kinds == find("rigenerazione").kinds


@pytest.mark.parametrize(
    "typed", ["M5C2I2.1", "m5c2i2.01", "M5C2 I2.1", "M5-C2-I2.1", "M5C2I2.1 ", "M5C2 Investimento 2.1"]
)
def test_a_measure_is_first_in_any_spelling_of_its_code(find: Find, typed: str) -> None:
    assert find(typed).hits[0].iri == "https://w3id.org/plangraph/id/pnrr/M5C2I2.01"


@pytest.mark.parametrize("typed", ["132/2021", "DGC 132/2021", "dgc n. 132 del 2021", "d.g.c. 132-2021"])
def test_an_act_is_found_by_number_and_year(find: Find, typed: str) -> None:
    assert "https://w3id.org/plangraph/id/act/dgc-132-2021" in iris(find(typed, "act"))


@pytest.mark.parametrize("typed", ["C81B21000040005", "c81 b21 000040005", "C81B21-000040005", "C81B2100"])
def test_a_cup_is_found_in_any_spelling_and_by_its_beginning(names: Names, typed: str) -> None:
    assert names(typed) == ["project"]


@pytest.mark.parametrize("typed", ["riga 415", "Riga 415", "line 416", "righe 415-416", "lines 415–416"])
def test_a_line_finds_its_row_and_what_it_says(find: Find, typed: str) -> None:
    found = find(typed)
    assert {"activity", "line"} <= set(found.kinds)
    assert {hit.line for hit in found.hits if hit.score >= 100} == {415}


def test_an_iri_finds_its_thing(find: Find) -> None:
    iri = "https://w3id.org/plangraph/id/sector/05"
    assert find(iri).hits[0].iri == iri


def test_titles_go_before_quotes_and_quotes_before_others(names: Names) -> None:
    found = names("parco")
    assert found.index("parks") < found.index("quoted") < found.index("told")
    assert "mention" not in found, "a mention is no thing of its own"


def test_a_whole_name_goes_first(names: Names) -> None:
    assert names("quartieri") == ["measure", "below"]
    assert names("bici")[0] == "bikes"


def test_words_are_sought_all_then_as_beginnings_then_any(small_index: Index) -> None:
    def matched(typed: str) -> tuple[Matched, int]:
        found = small_index.find(typed, language="it", limit=10)
        return found.matched, found.total

    assert matched("cura parchi") == (Matched.ALL, 2)
    assert matched("cura cicl") == (Matched.ANY, 3)
    assert matched("piste ciclab") == (Matched.BEGINNING, 1)
    assert matched("cicl* pist*") == (Matched.ALL, 1)
    assert matched("ciclabili zzz") == (Matched.ANY, 1)
    assert matched("zzz") == (Matched.NONE, 0)


def test_a_phrase_stands_together(names: Names) -> None:
    assert names('"parchi e dei laghi"') == names("«parchi e dei laghi»") == ["parks", "row"]
    assert names('"laghi parchi"') == []
    assert names('"cycling route"') == ["bikes"]


def test_words_that_only_build_sentences_count_if_there_are_no_others(names: Names) -> None:
    assert names("dei laghi") == names("laghi")
    assert names("nella") == ["told"]


def test_kinds_are_counted_whichever_is_asked_for(find: Find) -> None:
    whole, one = find("parco"), find("parco", "activity")
    assert one.kinds == whole.kinds
    assert one.total == whole.kinds["activity"] == len(one.hits)
    assert whole.total == sum(whole.kinds.values()) == len(whole.hits)


def test_pages_follow_one_another_and_the_order_is_fixed(small_index: Index) -> None:
    whole = small_index.find("parco", language="it", limit=10).hits
    pieces = [small_index.find("parco", language="it", limit=1, offset=n).hits for n in range(len(whole))]
    assert [hit for piece in pieces for hit in piece] == list(whole)
    first = small_index.find("parco", language="it", limit=10, each=1).hits
    assert len(first) == len({hit.kind for hit in whole}) == len({hit.kind for hit in first})


def test_an_activity_is_found_by_the_acronym_of_a_programme_that_its_words_lack(find: Find) -> None:
    """The text of line 240 says Contratto Istituzionale di Sviluppo, never CIS."""
    hits = find("CIS spiaggia", "activity").hits
    assert {hit.line for hit in hits} >= {240, 241}
    assert not any("CIS " in hit.label.value for hit in hits)


def test_some_of_the_words_are_enough_where_that_is_asked_for(small_index: Index) -> None:
    def found(loosely: bool) -> list[str]:
        hits = small_index.find("parchi diverso", language="it", limit=9, loosely=loosely).hits
        return [hit.iri.rpartition("/")[2] for hit in hits]

    assert found(loosely=False) == ["told"]
    assert set(found(loosely=True)) >= {"told", "parks"}
