"""Answers that are kept: as many as fit, those asked for last."""

from __future__ import annotations

import threading
from collections.abc import Hashable

from cachetools import LRUCache

from plangraph.web.representation import Representation

_LARGEST_SHARE = 8
"""No answer takes more than this part of the room, so that one cannot drive out all others."""


class AnswerCache:
    """Representations by what was asked, bounded in bytes. Its methods may be called from any thread."""

    def __init__(self, size: int) -> None:
        """Make room for ``size`` bytes; 0 keeps nothing."""
        self._size = size
        self._lock = threading.Lock()
        self._hits = self._misses = 0
        self._kept: LRUCache[Hashable, Representation] = LRUCache(size, getsizeof=lambda kept: kept.cost)

    def get(self, key: Hashable) -> Representation | None:
        """Return what is kept for ``key``, None if nothing is."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                self._misses += 1
            else:
                self._hits += 1
            return kept

    def keep(self, key: Hashable, answer: Representation) -> None:
        """Keep ``answer``, unless it is too large a part of all."""
        if answer.cost * _LARGEST_SHARE <= self._size:
            with self._lock:
                self._kept[key] = answer

    def figures(self) -> dict[str, int]:
        """Return ``entries`` and ``bytes`` now, ``hits`` and ``misses`` since the beginning."""
        with self._lock:
            return {
                "entries": len(self._kept),
                "bytes": int(self._kept.currsize),
                "hits": self._hits,
                "misses": self._misses,
            }
