"""The index made by a process of its own, so that nobody waits for it who does not search."""

from __future__ import annotations

import os
import resource
from typing import NoReturn

from plangraph.logs import fault, log
from plangraph.search.index import Index
from plangraph.store.errors import StoreError

_NICE = 10
"""Queries and pages go first."""
_FIRST = 3
"""Descriptors from here on are not its own: a port would be held by it when the service has ended."""


def make_aside(index: Index) -> None:
    """Begin to make ``index``; this process must have one thread only, for it is forked.

    That process is nobody's child, so that nobody has to wait for its end.
    """
    child = os.fork()
    if child:
        os.waitpid(child, 0)
    elif os.fork():
        os._exit(0)
    else:
        _make(index)


def _make(index: Index) -> NoReturn:
    try:
        os.closerange(_FIRST, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        os.nice(_NICE)
        index.make()
    except StoreError as error:
        if index.has_place:  # else the service has ended meanwhile
            log("warning", "no index of words", problem=error.problem)
    except Exception as error:
        log("error", "no index of words", **fault(error))
    finally:
        os._exit(0)
