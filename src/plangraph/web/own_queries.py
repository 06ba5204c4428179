"""The queries that the service asks itself, ``web/queries/``; readers are offered them beside figures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent / "queries"


@cache
def own_query(name: str) -> str:
    """Return the text of ``web/queries/NAME.rq``, its head included."""
    return (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
