"""Small tables in the real layouts: the rows are invented, the columns and their spellings are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

WriteCsv = Callable[..., Path]


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    """Return a function that writes rows as the portal does: byte order mark, semicolons, line feeds."""

    def write(
        header: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        encoding: str = "utf-8-sig",
        delimiter: str = ";",
        name: str = "tabella.csv",
    ) -> Path:
        path = tmp_path / name
        lines = [delimiter.join(cells) for cells in (header, *rows)]
        path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
        return path

    return write


@pytest.fixture
def places() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the header of the localisation table of 2022, stray space and all, and one row."""
    header = (
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
    row = ("M5C2I2.01.00", "C81B21000010001", "16", "PUGLIA", "075", "LECCE", "035", "LECCE", "N/D", "73100")
    return header, row


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Return the folder of the real files, which are no part of the project."""
    folder = root.parent / "shared" / "pnrr"
    if not folder.is_dir():
        pytest.skip("the published files are not here: put them into ../shared/pnrr")
    return folder
