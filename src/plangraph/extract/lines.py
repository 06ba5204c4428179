r"""Lines into pieces: headings, table headers, table rows, and paragraphs outside tables.

The layout, as converters print it::

    AREA STRATEGICA : 12 - LECCE BEDDRHA- RIGENERAZIONE E SPAZIO PUBBLICO
    OBIETTIVI STRATEGICI : 1 - Riqualificare e valorizzare immobili …
    \t\t2025\t2026\t2027
    <i>Attività di sviluppo</i>\tBenessere Sociale: PNRR M5C2. Rigenerazione urbana\t\t\t
    \tFruizione delle Mura Urbiche\t■\t\t

Headings may be bold or split over lines; a table may have lost its tabs, and then each cell is a
paragraph of its own. Here lines are only told apart; ``structure`` says what they mean together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plangraph.errors import SourceError
from plangraph.extract.patterns import any_of, collapse
from plangraph.records import Row
from plangraph.source import SourceText
from plangraph.wording import Wording

# The markup that converters add; anything else between angle brackets is the plan's own text.
_MARKUP = re.compile(r"</?(?:i|b|em|strong|u|br|span)(?:\s[^<>]*)?/?>|\*\*", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:(\d+)\.)?(\d+)\s*(?:[-–—:]|\.(?!\d))\s*(\S.*)")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Heading:
    """``AREA STRATEGICA : 1 - TITLE`` or ``OBIETTIVI STRATEGICI : 1 - Title``."""

    row: Row
    is_area: bool
    of_area: int | None
    """The area's number, where an objective is printed with it: ``1.2 - Title``."""
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class YearHeader:
    """The years over the columns of a table: column index → year."""

    row: Row
    columns: dict[int, int]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line with tabs; cells are clean of markup, white space collapsed."""

    row: Row
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Neighbouring lines without tabs that are no heading: a cell of a table that lost its tabs."""

    row: Row


@dataclass(frozen=True, slots=True)
class Ignored:
    """A line that the profile declares to be no part of the plan."""

    row: Row


Piece = Heading | YearHeader | TableRow | Paragraph | Ignored


def plain(text: str) -> str:
    """Return ``text`` without markup, white space collapsed."""
    return collapse(_MARKUP.sub("", text))


def row_of(source: SourceText, first: int, last: int, quote: str | None = None) -> Row:
    """Return lines ``first`` to ``last`` (1-based, inclusive) as a row that quotes ``quote``, or all."""
    verbatim = "\n".join(source.lines[first - 1 : last])
    return Row(first, last, verbatim, plain(verbatim) if quote is None else quote)


def read_pieces(source: SourceText, wording: Wording, ignored_lines: Sequence[str] = ()) -> Iterator[Piece]:
    """Yield every piece of the text in order; blank lines are none.

    Args:
        source: the text.
        wording: of the layout.
        ignored_lines: regular expressions of whole lines to pass over.

    Raises:
        SourceError: a heading has no number or no title.
    """
    opens_heading = re.compile(
        rf"\s*(?:\*\*)?\s*(?:(?P<area>{any_of(wording.area_headings)})"
        rf"|{any_of(wording.objective_headings)})\s*:",
        re.IGNORECASE,
    )
    alone = _cell_alone(wording)
    ignored = re.compile("|".join(f"(?:{pattern})" for pattern in ignored_lines) or r"(?!)")

    def end(index: int) -> int:
        """Return the last of the lines that go on with the heading or paragraph at ``index``."""
        while index + 1 < len(source.lines) and not alone.fullmatch(source.lines[index]):
            line = source.lines[index + 1]
            if "\t" in line or not line.strip() or opens_heading.match(line) or alone.fullmatch(line):
                break
            if ignored.fullmatch(line.strip()):
                break
            index += 1
        return index

    index = 0
    while index < len(source.lines):
        line, last = source.lines[index], index
        if line.strip() and ignored.fullmatch(line.strip()):
            yield Ignored(row_of(source, index + 1, index + 1))
        elif match := opens_heading.match(line):
            last = end(index)
            yield _heading(row_of(source, index + 1, last + 1), source, is_area=bool(match["area"]))
        elif "\t" in line:
            yield from _table_line(row_of(source, index + 1, index + 1))
        elif line.strip():
            last = end(index)
            yield Paragraph(row_of(source, index + 1, last + 1))
        index = last + 1


def _cell_alone(wording: Wording) -> re.Pattern[str]:
    """Return the pattern of a line that is a cell by itself even where no blank line parts it from others.

    Markup counts, but for the tags around a type: in ``2054**`` ends a bold heading, no cell.
    """
    types = any_of(name for names in wording.activity_types.values() for name in names)
    marks = any_of(wording.year_marks)
    return re.compile(rf"\s*(?:\d{{4}}|(?:<i>)?\s*{types}\s*(?:</i>)?|{marks})\s*", re.IGNORECASE)


def _heading(row: Row, source: SourceText, *, is_area: bool) -> Heading:
    _, _, rest = row.quote.partition(":")
    match = _NUMBERED.fullmatch(rest)
    if match is None or (is_area and match[1]):
        raise SourceError(
            f"a heading without number or title: «{row.quote}»",
            path=source.path,
            line=row.first_line,
            remedy="It should read «… : 1 - TITLE»; mend the text (and source.sha256 in the profile).",
        )
    return Heading(row, is_area, int(match[1]) if match[1] else None, int(match[2]), match[3])


def _table_line(row: Row) -> Iterator[YearHeader | TableRow]:
    cells = tuple(plain(cell) for cell in row.verbatim.split("\t"))
    filled = {column: cell for column, cell in enumerate(cells) if cell}
    if filled and all(_YEAR.fullmatch(cell) for cell in filled.values()):
        yield YearHeader(row, {column: int(cell) for column, cell in filled.items()})
    elif filled:
        yield TableRow(row, cells)
