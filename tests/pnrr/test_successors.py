"""A code that is gone is said to be replaced only where the tables establish by what."""

from __future__ import annotations

from decimal import Decimal

from plangraph.pnrr.measures import MeasureRow
from plangraph.pnrr.successors import Method, successions
from plangraph.records import PnrrCode


def row(code: str, *, cid: str, name: str = "Un titolo", own_id: str | None = None) -> MeasureRow:
    parsed = PnrrCode(code)
    return MeasureRow(
        code=parsed,
        mission_name="Missione",
        component_name="Componente",
        measure_name="Misura",
        name=name,
        measure_id=parsed.unpadded,
        own_id=own_id or parsed.unpadded,
        cid=cid,
        is_reform=False,
        is_loan=False,
        administration="MINISTERO",
        total=Decimal(1),
        existing=None,
        new=None,
        cohesion_fund=None,
    )


def found(earlier: list[MeasureRow], later: list[MeasureRow]) -> list[tuple[str, str, Method]]:
    return [(one.gone.code, one.successor.code, one.method) for one in successions(earlier, later)]


def test_sub_measures_that_became_one_measure_are_replaced_by_it_for_it_has_their_cid_code() -> None:
    earlier = [row("M1C2I1.01.01", cid="M1C2I1"), row("M1C2I1.01.02", cid="M1C2I1")]
    assert found(earlier, [row("M1C2I1.01", cid="M1C2I1", name="Transizione 4.0")]) == [
        ("M1C2I1.01.01", "M1C2I1.01", Method.CID),
        ("M1C2I1.01.02", "M1C2I1.01", Method.CID),
    ]


def test_a_cid_code_shared_with_an_older_row_establishes_nothing() -> None:
    stays = row("M2C2I5.01.03", cid="M2C2I5.1", name="Batterie")
    gone = row("M2C2I5.01.02", cid="M2C2I5.1", name="Industria eolica")
    new = row("M2C2I5.01.04", cid="M2C2I5.1", name="Capacità produttiva")
    assert found([gone, stays], [stays, new]) == []


def test_an_id_that_goes_on_with_a_number_names_the_parts_of_what_is_gone() -> None:
    gone = row("M2C4I2.01.01", cid="M2C4I2.1", own_id="M2C4I2.1.A", name="Alluvioni")
    later = [
        row("M2C4I2.01.A1", cid="M2C4I2.1.A", name="Alluvioni"),
        row("M2C4I2.01.A2", cid="M2C4I2.1.A", name="Alluvioni - non taggato"),
        row("M2C4I2.01.02", cid="M2C4I2.1.B", own_id="M2C4I2.1.B", name="Alluvioni"),
    ]
    assert found([gone, later[2]], later) == [
        ("M2C4I2.01.01", "M2C4I2.01.A1", Method.ID),
        ("M2C4I2.01.01", "M2C4I2.01.A2", Method.ID),
    ]


def test_an_id_that_goes_on_after_a_number_is_another_id() -> None:
    assert found([row("M1C1I1.01", cid="A")], [row("M1C1I1.10", cid="B", name="Altro")]) == []


def test_one_new_row_with_the_same_title_in_the_component_replaces_and_two_do_not() -> None:
    gone = row("M4C2I2.02", cid="M4C2I2.2", name="Partenariati")
    one = row("M4C2I3.04", cid="M4C2I3.4", name="PARTENARIATI")
    two = row("M4C2I3.05", cid="M4C2I3.5", name="Partenariati")
    elsewhere = row("M4C1I3.05", cid="M4C1I3.5", name="Partenariati")
    assert found([gone], [one, elsewhere]) == [("M4C2I2.02", "M4C2I3.04", Method.TITLE)]
    assert found([gone], [one, two]) == []


def test_a_measure_that_was_divided_is_not_gone() -> None:
    later = [row("M2C2I3.05.01", cid="M2C2I3.5"), row("M2C2I3.05.02", cid="M2C2I3.5")]
    assert found([row("M2C2I3.05", cid="M2C2I3.5")], later) == []
