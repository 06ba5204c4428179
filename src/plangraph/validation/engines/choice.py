"""Which engine validates: the native one where it is installed, or else the reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec

from plangraph.errors import UsageError
from plangraph.validation.engines.finding import Engine
from plangraph.validation.engines.native import Native
from plangraph.validation.engines.reference import Reference

ENGINES: Mapping[str, Callable[[], Engine]] = {"native": Native, "reference": Reference}
"""By the name that a caller says."""


def chosen_engine(name: str | None = None) -> Engine:
    """Return the engine called ``native`` or ``reference``; None: the native one if it is installed.

    Raises:
        UsageError: there is no engine of that name, or the extra ``native`` is not installed.
    """
    if name is None:
        name = "native" if _native_is_installed() else "reference"
    if name not in ENGINES:
        raise UsageError(f"there is no validation engine «{name}», only {' and '.join(ENGINES)}.")
    if name == "native" and not _native_is_installed():
        raise UsageError("the native engine is not installed. It comes with: pip install 'plangraph[native]'")
    return ENGINES[name]()


@cache
def _native_is_installed() -> bool:
    return find_spec("shacl") is not None
