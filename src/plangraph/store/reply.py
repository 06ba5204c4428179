"""What another store sends back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete HTTP response."""

    media_type: str
    """Lower case, without parameters."""
    charset: str
    """Lower case; UTF-8 where none is told."""
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes
