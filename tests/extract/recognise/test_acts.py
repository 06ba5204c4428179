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
