"""Small tables in the real layouts: the rows are invented, the columns and their spellings are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from plangraph.pnrr.layouts import TableLayout, known_layouts

WriteTable = Callable[..., Path]

LOCALISATION = (
    "Codice Univoco submisura",
    "CUP ",
    "Regione",
    "Descrizione Regione",
    "Provincia",
    "Descrizione Provincia",
    "Comune",
    "Descrizione Comune",
    "Indirizzo",
    "Cap",
)
LECCE = ("M5C2I2.01.00", "C81B21000010001", "16", "PUGLIA", "075", "LECCE", "035", "LECCE", "N/D", "73100")


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteTable:
    """Return a function that writes rows as the portal does: byte order mark, semicolons, line feeds."""

    def write(
        header: Sequence[str], rows: Iterable[Sequence[str]], *, encoding: str = "utf-8-sig", name: str = "t.csv"
    ) -> Path:
        path = tmp_path / name
        lines = [";".join(cells) for cells in (header, *rows)]
        path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
        return path

    return write


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Return the folder of the real files, which are no part of the project."""
    folder = root.parent / "shared" / "pnrr"
    if not folder.is_dir():
        pytest.skip("the published files are not here: put them into ../shared/pnrr")
    return folder


def layout_of(table: str, name: str) -> TableLayout:
    """Return one known layout."""
    return next(one for one in known_layouts() if (one.table, one.name) == (table, name))
