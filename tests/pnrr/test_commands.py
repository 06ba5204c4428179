"""``plangraph pnrr`` at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from plangraph.cli import main

Places = tuple[tuple[str, ...], tuple[str, ...]]
WriteCsv = Callable[..., Path]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["pnrr", *map(str, arguments)])


def test_inspect_names_table_layout_and_counts_of_every_file_in_a_folder(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    path = write_csv(header, [row, row], name="uno.csv")
    write_csv(header, [row], name="due.csv")
    write_csv(header, [row], name="tre.csv.part")
    result = run("inspect", path.parent)
    assert result.exit_code == 0
    assert "localisation" in result.stdout
    assert "uno.csv" in result.stdout
    assert "2 rows" in result.stdout
    assert "tre.csv" not in result.stdout


def test_inspect_lists_unreadable_rows_up_to_a_limit_and_says_how_many_more(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    path = write_csv(header, [("", *row[1:])] * 5)
    result = run("inspect", path, "--problems", "--limit", "2")
    assert result.exit_code == 1
    assert f"{path}:2: Codice Univoco submisura: «» is missing\n" in result.stdout
    assert f"{path}:3:" in result.stdout
    assert f"{path}:4:" not in result.stdout
    assert "and 3 more" in result.stdout


def test_inspect_reads_the_other_files_when_one_is_no_known_table(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    path = write_csv((*header, "Nuova"), [(*row, "x")], name="nuovo.csv")
    write_csv(header, [row], name="noto.csv")
    result = run("inspect", path.parent)
    assert result.exit_code == 3
    assert "noto.csv" in result.stdout
    assert "nearest is localisation" in result.stderr
    assert "new: Nuova" in result.stderr


def test_a_natural_persons_tax_code_is_not_even_in_the_list_of_problems(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    code = "RSSMRA80A01H501U"
    result = run("inspect", "--problems", write_csv(header, [(row[0], code, *row[2:]), (*row, code)]))
    assert result.exit_code == 1
    assert "is no CUP" in result.stdout
    assert code not in result.output


def test_download_of_a_table_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    result = run("download", tmp_path / "dati", "--only", "gare")
    assert result.exit_code == 2
    assert "There are: measures" in result.stderr


def test_download_names_what_failed_and_where_to_look(tmp_path: Path) -> None:
    catalogue = tmp_path / "downloads.toml"
    catalogue.write_text(
        'licence = "CC BY 4.0"\n[[files]]\ntable = "tags"\n'
        'url = "http://127.0.0.1:1/t.csv"\npage = "https://example.org"\n',
        encoding="utf-8",
    )
    result = run("download", tmp_path / "dati", "--catalogue", catalogue)
    assert result.exit_code == 3
    assert "127.0.0.1:1/t.csv does not answer" in result.stderr
    assert "0 rows" in result.stdout
