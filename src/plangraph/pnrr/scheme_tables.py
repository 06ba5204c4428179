"""The tables that the scheme is made of: which version a file is, and what the scheme needs of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from plangraph.errors import PnrrCodeError, TableError
from plangraph.namespaces import ID, SPDX
from plangraph.pnrr.folders import table_files
from plangraph.pnrr.ledger import Ledger
from plangraph.pnrr.measures import GoalRow, MeasureRow, Row, TagRow, Version
from plangraph.pnrr.records import Measure, SdgAlignment, Tag
from plangraph.pnrr.table import Table, open_table
from plangraph.records import PnrrCode

_TABLES = ID["pnrr-table/"]
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class SchemeTables:
    """All tables that were given, versions of one table oldest first."""

    financial: tuple[Version, ...]
    tags: tuple[Version, ...]
    mapping: Version | None


def read_scheme_tables(paths: Sequence[Path], register: Graph) -> SchemeTables:
    """Read the financial tables, tags and mapping among ``paths``; other tables of the PNRR are passed over.

    Args:
        paths: files, or folders that stand for the files below them.
        register: describes the versions of the tables by checksum (``ontology/figures/pnrr-tables.ttl``).

    Raises:
        TableError: a file is no table, its version is not described, or a row of it cannot be read; there
            is no financial table, or more than one mapping.
    """
    found: dict[str, list[Version]] = {name: [] for name in _CONVERTERS}
    for path in table_files(paths):
        table = open_table(path)
        if table.layout.table in found:
            found[table.layout.table].append(_version(table, register))
    if not found["measures"]:
        raise TableError(
            "there is no financial table of the PNRR among these files",
            remedy="Give OpenData_PNRR_QuadroFin…, in each version that you have.",
        )
    if len(found["sdg-mapping"]) > 1:
        raise TableError("there are two mappings to the 2030 Agenda", remedy="Give the newest one.")
    financial, tags, mapping = (_by_date(found[name]) for name in _CONVERTERS)
    return SchemeTables(financial, tags, mapping[0] if mapping else None)


def _measure_row(row: Measure) -> MeasureRow:
    return MeasureRow(
        code=PnrrCode.parse(row.submeasure_code),
        mission_name=_said(row.mission_title, "mission title"),
        component_name=_said(row.component_title, "component title"),
        measure_name=_said(row.measure_title, "measure title"),
        name=_said(row.submeasure_title, "sub-measure title"),
        measure_id=_said(row.measure_id, "measure ID"),
        own_id=_said(row.submeasure_id, "sub-measure ID"),
        cid=row.cid_code,
        is_reform=_is(row.intervention_type, "Riforma", "Investimento"),
        is_loan=_is(row.support_type, "Prestito", "Sovvenzione"),
        administration=_said(row.owner, "administration"),
        total=_amount(row.total_amount),
        existing=row.existing_projects_amount,
        new=row.new_projects_amount,
        cohesion_fund=row.fsc_amount,
    )


def _tag_row(row: Tag) -> TagRow:
    return TagRow(
        code=PnrrCode.parse(row.submeasure_code),
        amount=_amount(row.total_amount),
        climate_field=row.climate_field,
        climate_percent=row.climate_coefficient,
        climate_amount=row.climate_amount,
        digital_field=row.digital_field,
        digital_percent=row.digital_coefficient,
        digital_amount=row.digital_amount,
    )


def _goal_row(row: SdgAlignment) -> GoalRow:
    return GoalRow(
        code=PnrrCode.parse(row.submeasure_code),
        goal=_said(row.sdg_goal_code, "goal"),
        target=row.sdg_target_code,
        target_text=row.sdg_target,
        prevailing=bool(row.prevailing),
    )


_CONVERTERS: dict[str, Callable[[Any], Row]] = {
    "measures": _measure_row,
    "tags": _tag_row,
    "sdg-mapping": _goal_row,
}
"""Name of a table in ``layouts.toml`` → what makes its rows."""


def _version(table: Table, register: Graph) -> Version:
    """Read a table whole. Nothing of it may be missing from a scheme that replaces another."""
    node = _described(table.path, register)
    ledger = Ledger()
    convert = _CONVERTERS[table.layout.table]
    rows: list[Row] = []
    for number, record in table.rows(ledger):
        try:
            rows.append(convert(record))
        except (PnrrCodeError, _Unsaid) as error:
            raise TableError(f"row cannot be used: {error}", path=table.path, line=number) from error
    if ledger.unreadable:
        raise TableError(
            f"{ledger.unreadable} rows cannot be read: " + "; ".join(list(ledger.lines())[:_SHOWN]),
            path=table.path,
            remedy="Mend them in a copy, and describe that copy in ontology/figures/pnrr-tables.ttl.",
        )
    return Version(
        slug=str(node).removeprefix(_TABLES), date=str(register.value(node, DCTERMS.date)), rows=tuple(rows)
    )


def _described(path: Path, register: Graph) -> URIRef:
    """Return the version of a table that ``register`` describes with the checksum of this file."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for checksum, value in register.subject_objects(SPDX.checksumValue):
        for node in register.subjects(SPDX.checksum, checksum):
            if isinstance(value, Literal) and str(value).lower() == digest and isinstance(node, URIRef):
                return node
    raise TableError(
        "it is not known which version of the table this is",
        path=path,
        remedy=f"Describe it in ontology/figures/pnrr-tables.ttl, with its date and sha256 {digest}.",
    )


class _Unsaid(ValueError):
    """A row lacks what the scheme needs; ``str()`` of it says what."""


def _said(text: str | None, what: str) -> str:
    if text is None:
        raise _Unsaid(f"it has no {what}")
    return text


def _amount(amount: Decimal | None) -> Decimal:
    if amount is None:
        raise _Unsaid("it has no total amount")
    return amount


def _is(text: str | None, yes: str, no: str) -> bool:
    if text not in (yes, no):
        raise _Unsaid(f"«{text}» is neither {yes} nor {no}")
    return text == yes


def _by_date(versions: list[Version]) -> tuple[Version, ...]:
    return tuple(sorted(versions, key=lambda version: (version.date, version.slug)))
