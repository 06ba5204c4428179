"""The libraries of the extra ``pnrr``: loaded when a file needs them, so that CSV is read without."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from plangraph.errors import TableError


def library(module: str, format_name: str, path: Path) -> Any:
    """Return a module of an optional library.

    Raises:
        TableError: it is not installed; says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise TableError(
            f"reading {format_name} needs {module.partition('.')[0]}, which is not installed",
            path=path,
            remedy="Install it: pip install 'plangraph[pnrr]'. Or take the CSV file.",
        ) from error
