"""How alike a text and some titles are: BM25 as SQLite's FTS5 has it, brought to the range 0 to 1.

BM25 weighs a word by its rarity among the titles (idf) and damps titles that are long. Its sum grows with
the length of the question, so that the scores of two activities could not be compared; what is done about
that is explained in ``docs/pnrr-links.md``. https://www.sqlite.org/fts5.html#the_bm25_function
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from plangraph.errors import LinkingError

_GREATEST_TERM_WEIGHT = 2.2
"""k1 + 1 with the k1 that FTS5 has built in: what a word adds at most, in units of its idf."""
_SHORTEST = 12
"""Stems to which a short title is filled up: of two titles with one word in common, that of a single word
(«Digitalizzazione») would always win, and says least."""
_FILLER = "0"
"""No stem, for stems are letters."""


class Ranking:
    """Titles that texts are compared with.

    Args:
        titles: key → stems. All keys with the same stems get the same score.

    Raises:
        LinkingError: this Python's SQLite has no FTS5.
    """

    def __init__(self, titles: Mapping[str, Sequence[str]]) -> None:
        self._titles = len(titles)
        self._containing = Counter(stem for stems in titles.values() for stem in set(stems))
        self._rare = _GREATEST_TERM_WEIGHT * math.log((self._titles + 0.5) / 1.5) or 1.0
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            self._database.execute(
                "CREATE VIRTUAL TABLE title USING fts5"
                "(key UNINDEXED, stems, tokenize='unicode61 remove_diacritics 0')"
            )
        except sqlite3.OperationalError as error:
            raise LinkingError(
                f"SQLite {sqlite3.sqlite_version} of this Python has no full-text search (FTS5): {error}",
                remedy="Use a Python from python.org or of a Linux distribution; theirs have it.",
            ) from error
        rows = ((key, " ".join(_filled(stems))) for key, stems in sorted(titles.items()))
        self._database.executemany("INSERT INTO title VALUES (?, ?)", rows)

    def scores(self, stems: Sequence[str]) -> list[tuple[str, Decimal]]:
        """Return key and score of every title that shares a stem, the best first, equals by key.

        The score is 0 to 1 with four decimals: the geometric mean of the share of the text's weight that is
        found in the title, and of how much that is, where a word that one title alone has makes one half.
        """
        asked = sorted(set(stems))
        if not asked:
            return []
        query = " OR ".join(f'"{stem}"' for stem in asked)
        found = self._database.execute(
            "SELECT key, -bm25(title) FROM title WHERE title MATCH ?", (query,)
        ).fetchall()
        ideal = self._ideal(asked)
        scored = [(key, self._score(weight, ideal)) for key, weight in found]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def _score(self, weight: float, ideal: float) -> Decimal:
        share = min(weight / ideal, 1.0)
        strength = weight / (weight + self._rare)
        return Decimal(str(round(math.sqrt(share * strength), 4)))

    def _ideal(self, stems: Sequence[str]) -> float:
        """Return the weight that no title can exceed: each stem once, in a title of no length."""
        return sum(self._idf(stem) for stem in set(stems)) * _GREATEST_TERM_WEIGHT or 1.0

    def _idf(self, stem: str) -> float:
        containing = self._containing[stem]
        # FTS5 keeps words of more than half of the titles just above nothing.
        return max(math.log((self._titles - containing + 0.5) / (containing + 0.5)), 1e-6)


def _filled(stems: Sequence[str]) -> list[str]:
    return [*stems, *[_FILLER] * (_SHORTEST - len(stems))]
