"""Laws and resolutions cited by number."""

from __future__ import annotations

from datetime import date

import pytest

from plangraph.extract.recognise.acts import ActRecogniser
from plangraph.records import LegalAct, Mention, Status


def find(text: str) -> list[Mention]:
    return list(ActRecogniser("puglia").find(text))


def act(text: str) -> LegalAct:
    (mention,) = find(text)
    (target,) = mention.targets
    assert isinstance(target, LegalAct)
    return target


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("D.G.C. n. 132/2021", "dgc-132-2021"),
        ("DGC 132/2021", "dgc-132-2021"),
        ("Delibera di Giunta Comunale n. 132 del 5/3/2021", "dgc-132-2021"),
        ("D.C.C. n. 7/2022", "dcc-7-2022"),
        ("Legge 203/1991.", "l-203-1991"),
        ("L. 203/1991", "l-203-1991"),
        ("legge n. 203 del 1991", "l-203-1991"),
        ("Legge 27 Dicembre 2019, n. 160", "l-160-2019"),
        ("L. 27/12/2019 n. 160", "l-160-2019"),
        ("Legge Regionale n 36/2023", "lr-puglia-36-2023"),
        ("L.R. 36/2023", "lr-puglia-36-2023"),
        ("D.Lgs. 36/2023", "dlgs-36-2023"),
        ("d.lgs. n. 36/2023", "dlgs-36-2023"),
        ("D.L. 77/2021", "dl-77-2021"),
        ("Decreto-Legge 31 maggio 2021, n. 77", "dl-77-2021"),
        ("D.P.R. 380/2001", "dpr-380-2001"),
        ("D.M. 2/4/1968, n. 1444", "dm-1444-1968"),
        ("DGC n. 0132/2021", "dgc-132-2021"),
    ],
)
def test_an_act_is_known_by_kind_number_and_year(text: str, slug: str) -> None:
    assert act(text).slug == slug


@pytest.mark.parametrize("text", ["la legge dice", "art. 5", "n. 12/2024", "tutela legale 12/2024", "DGC"])
def test_words_without_kind_or_number_are_no_act(text: str) -> None:
    assert not find(text)


def test_the_date_is_kept_where_the_text_gives_it() -> None:
    assert act("Legge 27 Dicembre 2019, n. 160").dated == date(2019, 12, 27)
    assert act("Legge 160/2019").dated is None


def test_a_date_that_does_not_exist_makes_the_act_ambiguous() -> None:
    (mention,) = find("Legge 31 febbraio 2019, n. 160")
    assert (mention.status, mention.targets) == (Status.AMBIGUOUS, ())


def test_a_year_of_two_digits_makes_the_act_ambiguous() -> None:
    (mention,) = find("Legge 203/91")
    assert (mention.status, mention.targets) == (Status.AMBIGUOUS, ())


@pytest.mark.parametrize(
    ("text", "article", "paragraph"),
    [
        ("di cui all'art. 1 c. 437 della Legge 160/2019", "1", "437"),
        ("art. 1, comma 437, della Legge 160/2019", "1", "437"),
        ("articolo 4 della L. 160/2019", "4", None),
        ("art. 23-bis del D.L. 160/2019", "23-bis", None),
        ("Legge 160/2019", None, None),
        ("art. 3 dello Statuto e la Legge 160/2019", None, None),
    ],
)
def test_article_and_paragraph_belong_to_the_act_they_stand_before(
    text: str, article: str | None, paragraph: str | None
) -> None:
    (mention,) = find(text)
    assert (mention.article, mention.paragraph) == (article, paragraph)
    assert mention.surface in text


def test_two_acts_in_a_row_are_both_read() -> None:
    acts = {
        target.slug
        for m in find("L. 160/2019 e D.G.C. n. 5/2020")
        for target in m.targets
        if isinstance(target, LegalAct)
    }
    assert acts == {"l-160-2019", "dgc-5-2020"}


def test_a_state_act_has_its_urn_type_and_others_have_none() -> None:
    assert act("Legge 203/1991").nir == "stato:legge"
    assert act("D.G.C. n. 132/2021").nir is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("L.R. Puglia n. 36/2023", "lr-puglia-36-2023"),
        ("Legge Regionale Puglia 36/2023", "lr-puglia-36-2023"),
        ("L.R. della Regione Basilicata n. 7/2022", "lr-basilicata-7-2022"),
        ("Legge della Regione Puglia 36/2023", "lr-puglia-36-2023"),
        ("L.R. n. 24/2017 della Regione Emilia Romagna", "lr-emilia-romagna-24-2017"),
        ("D.G.R. Valle d’Aosta n. 5/2020", "dgr-valle-d-aosta-5-2020"),
        ("delibera CIPESS n. 79/2021", "cipess-79-2021"),
        ("Delibera CIPE n. 1/2018", "cipe-1-2018"),
        ("CIPESS n. 79/2021", "cipess-79-2021"),
        ("D.L.vo 36/2023", "dlgs-36-2023"),
        ("Delibera G.C. n. 12/2023", "dgc-12-2023"),
        ("Delibera di C.C. n. 12 del 3/5/2024", "dcc-12-2024"),
        ("Deliberazione Giunta regionale n. 8/2020", "dgr-puglia-8-2020"),
        ("D.D. n. 45/2022", "dd-45-2022"),
        ("DD n. 45/2022", "dd-45-2022"),
        ("Determinazione dirigenziale n. 45 del 2022", "dd-45-2022"),
        ("D.I. 395/2020", "di-395-2020"),
        ("D.L. 160/2019", "dl-160-2019"),
        ("D. L. n. 160/2019", "dl-160-2019"),
        ("DPCM 21 gennaio 2021", "dpcm-2021-01-21"),
        ("D.P.C.M. del 21/01/2021", "dpcm-2021-01-21"),
        ("Reg. (UE) 2021/241", "reg-ue-2021-241"),
        ("Regolamento (UE) n. 2021/241", "reg-ue-2021-241"),
        ("Regolamento UE 2016/679", "reg-ue-2016-679"),
        ("Regolamento (UE) n. 1303/2013", "reg-ue-1303-2013"),
        ("Regolamento (CE) n. 1907/2006", "reg-ce-1907-2006"),
        ("Direttiva (UE) 2019/1024", "dir-ue-2019-1024"),
        ("Direttiva 2014/24/UE", "dir-ue-2014-24"),
    ],
)
def test_regions_committees_decrees_and_european_acts_are_known(text: str, slug: str) -> None:
    mentions = find(f"Attuazione: {text} (avvio)")
    assert [(m.surface, m.status) for m in mentions] == [(text, Status.EXACT)]
    assert act(text).slug == slug


def test_an_act_of_another_region_is_named_after_that_region() -> None:
    assert act("L.R. Emilia-Romagna n. 24/2017").identifier == "L.R. Emilia-Romagna 24/2017"


@pytest.mark.parametrize(
    ("text", "identifier", "label"),
    [
        ("Reg. (UE) n. 2021/241", "Reg. (UE) 2021/241", "Regolamento (UE) 2021/241"),
        ("Reg. UE 1303/2013", "Reg. (UE) n. 1303/2013", "Regolamento (UE) n. 1303/2013"),
        ("Dir. (UE) 2019/1024", "Dir. (UE) 2019/1024", "Direttiva (UE) 2019/1024"),
        ("Direttiva 2014/24/UE", "Dir. 2014/24/UE", "Direttiva 2014/24/UE"),
    ],
)
def test_a_european_act_is_cited_as_the_official_journal_does(text: str, identifier: str, label: str) -> None:
    assert (act(text).identifier, act(text).label) == (identifier, label)


def test_a_european_act_has_its_year_and_number_apart() -> None:
    assert (act("Reg. (UE) 2021/241").year, act("Reg. (UE) 2021/241").number) == (2021, "241")
    assert (act("Reg. (UE) 1303/2013").year, act("Reg. (UE) 1303/2013").number) == (2013, "1303")


def test_a_decree_without_number_is_known_by_its_date() -> None:
    decree = act("DPCM 21 gennaio 2021")
    assert (decree.number, decree.dated) == (None, date(2021, 1, 21))
    assert decree.identifier == "D.P.C.M. 21 gennaio 2021"


@pytest.mark.parametrize(
    ("text", "surfaces", "slugs"),
    [
        (
            "D.G.C. nn. 132 e 133/2021",
            ["D.G.C. nn. 132", "133/2021"],
            ["dgc-132-2021", "dgc-133-2021"],
        ),
        (
            "D.G.C. n. 132/2021, n. 133/2021",
            ["D.G.C. n. 132/2021", "n. 133/2021"],
            ["dgc-132-2021", "dgc-133-2021"],
        ),
        (
            "Delibere di G.C. nn. 7, 8 e 9 del 2020",
            ["Delibere di G.C. nn. 7", "8", "9 del 2020"],
            ["dgc-7-2020", "dgc-8-2020", "dgc-9-2020"],
        ),
        (
            "D.G.C. nn. 132/2021 e 5/2022",
            ["D.G.C. nn. 132/2021", "5/2022"],
            ["dgc-132-2021", "dgc-5-2022"],
        ),
    ],
)
def test_several_numbers_are_several_acts(text: str, surfaces: list[str], slugs: list[str]) -> None:
    mentions = find(text)
    assert [m.surface for m in mentions] == surfaces
    assert [target.slug for m in mentions for target in m.targets if isinstance(target, LegalAct)] == slugs
    assert {m.status for m in mentions} == {Status.EXACT}


@pytest.mark.parametrize(
    "text", ["D.G.C. n. 132/2021 e 12/2024", "D.G.C. 12 e 132/2021", "D.G.C. n. 132/2021 - 133/2021"]
)
def test_a_further_number_without_its_sign_is_only_probable(text: str) -> None:
    assert Status.PROBABLE in {m.status for m in find(text)}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("D.G.C. n. 132 e successivi", "D.G.C. n. 132"),
        ("benefici della legge 104", "legge 104"),
        ("benefici della legge 104 - Settore 05", "legge 104"),
        ("L. n. 160", "L. n. 160"),
        ("D.M. 2 aprile 1968 sugli standard", "D.M. 2 aprile 1968"),
        ("D.M. MIT n. 5/2020", "D.M. MIT n. 5/2020"),
        ("Delibera n. 12/2023", "Delibera n. 12/2023"),
        ("Decreto direttoriale n. 7/2022", "Decreto direttoriale n. 7/2022"),
        ("Legge provinciale n. 3/2020", "Legge provinciale n. 3/2020"),
        ("D.G.C. n. 0/2021", "D.G.C. n. 0/2021"),
        ("Direttiva 92/43/CEE", "Direttiva 92/43/CEE"),
        ("Reg. (UE) 2016/2013", "Reg. (UE) 2016/2013"),
        ("Reg. (UE) n. 241", "Reg. (UE) n. 241"),
        ("R.D.L. n. 5/1923", "R.D.L. n. 5/1923"),
        ("D.D.G. n. 5/2020", "D.D.G. n. 5/2020"),
        ("D.D. nn. 5-8/2020", "D.D. nn. 5-8/2020"),
    ],
)
def test_what_opens_a_citation_and_is_not_read_is_ambiguous(text: str, surface: str) -> None:
    (mention,) = find(text)
    assert (mention.surface, mention.status, mention.targets) == (surface, Status.AMBIGUOUS, ())


@pytest.mark.parametrize(
    "text",
    [
        "acquisto di 395/2020 lotti",
        "alloggi di n. 12",
        "L. 50.000",
        "S.P. n. 12",
        "Via L. 12",
        "Delibera di individuazione di n. 3 aree",
        "Regolamento edilizio entro 12/2024",
        "dd. 5/3/2024",
    ],
)
def test_quantities_dates_and_initials_are_no_act(text: str) -> None:
    assert not find(text)


@pytest.mark.parametrize(
    ("text", "article", "paragraph"),
    [
        ("L. 160/2019, art. 1, comma 437", "1", "437"),
        ("L. 160/2019 (art. 1 c. 437)", "1", "437"),
        ("Legge 27 Dicembre 2019, n. 160 art. 1", "1", None),
        ("art. 1 commi 437 e 438 della L. 160/2019", "1", "437, 438"),
        ("art. 1, cc. 437-443, L. 160/2019", "1", "437-443"),
        ("L. 160/2019, art. 1, commi da 437 a 443", "1", "437-443"),
        ("artt. 1 e 2 della L. 160/2019", "1, 2", None),
        ("articoli 1, 2 e 5-bis della L. 160/2019", "1, 2, 5-bis", None),
        ("commi 437-443 dell'art. 1 della L. 160/2019", "1", "437-443"),
        ("art. 1, comma 437, lett. a), della L. 160/2019", "1", "437"),
        ("art. 6 Reg. (UE) 2021/241", "6", None),
        ("L. 160/2019, art. 3 dello Statuto", None, None),
        ("D.G.C. n. 132, art. 4", "4", None),
    ],
)
def test_articles_and_paragraphs_stand_before_or_after_their_act(
    text: str, article: str | None, paragraph: str | None
) -> None:
    (mention,) = find(text)
    assert (mention.article, mention.paragraph) == (article, paragraph)
    assert text[mention.start : mention.start + len(mention.surface)] == mention.surface


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("L. 160/2019, art. 1, L. 5/2020, art. 2", ["1", "2"]),
        ("art. 1 L. 160/2019, art. 2 L. 5/2020", ["1", "2"]),
        ("L. 160/2019, art. 2 L. 5/2020", [None, "2"]),
        ("L. 160/2019, art. 3 della L. 5/2020", [None, "3"]),
    ],
)
def test_an_article_between_two_acts_belongs_to_one_of_them(text: str, articles: list[str | None]) -> None:
    assert [mention.article for mention in find(text)] == articles


@pytest.mark.parametrize("text", ["Reg. (UE) n. 2021/241 e 2021/523", "DPCM 21/01/2021 e 22/01/2021"])
def test_a_further_european_act_or_dated_decree_is_not_lost(text: str) -> None:
    assert [mention.status for mention in find(text)] == [Status.EXACT, Status.AMBIGUOUS]
