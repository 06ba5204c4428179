"""What the operator reads on standard error: one line an event, in logfmt (``name=value``, quoted if needed).

No line holds an answer, and but for the address in the access log none holds a query. What clients send is
escaped wherever it stands, so that nobody else can write a line.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Level = Literal["info", "warning", "error"]

_PLAIN = re.compile(r"[!#-<>-\[\]-~]+")
"""ASCII without blank, quotation mark, equals sign and backslash."""
_MOST_FRAMES = 12


def log(level: Level, event: str, **fields: object) -> None:
    """Write one line.

    Args:
        level: of the event.
        event: what happened, in words that stay the same, for machines to look for.
        fields: particulars, in this order.
    """
    with suppress(OSError, ValueError):  # nobody reads it any more, and nothing else may fail for that
        sys.stderr.write(line(level, event, **fields) + "\n")
        sys.stderr.flush()


def line(level: Level, event: str, **fields: object) -> str:
    """Return the line of an event, without its end; see :func:`log`."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    told = {"time": moment, "level": level, "event": event, **fields}
    return " ".join(f"{name}={quoted(str(value))}" for name, value in told.items())


def quoted(text: str) -> str:
    """Return ``text`` as it can stand in a line: in quotation marks and escaped unless it is a plain word."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.encode("unicode_escape").decode("ascii").replace('"', '\\"')
    return f'"{escaped}"'


def fault(error: BaseException) -> dict[str, str]:
    """Return what a line may tell of an exception: its class and place, never its message or values."""
    told = {"error": type(error).__name__, "at": frames(error)}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told if cause is None else {**told, "cause": type(cause).__name__, "cause_at": frames(cause)}


def frames(error: BaseException) -> str:
    """Return the places that led to an exception as ``file:line:function``, the innermost last."""
    last = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    return " ".join(f"{_short(frame.filename)}:{frame.lineno}:{frame.name}" for frame in last)


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-2:])


class LogfmtFormatter(logging.Formatter):
    """Writes the records of libraries as lines of ours."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; an exception that comes with it is told without its message."""
        level: Level = (
            "error"
            if record.levelno >= logging.ERROR
            else "warning"
            if record.levelno >= logging.WARNING
            else "info"
        )
        error = record.exc_info[1] if record.exc_info else None
        told = {} if error is None else fault(error)
        return line(level, "library", logger=record.name, message=record.getMessage(), **told)
