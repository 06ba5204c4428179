"""Places: the line and column of a validated file at which a result can be mended."""

from __future__ import annotations

from plangraph.validation.places.index import FilePlaces, located
from plangraph.validation.places.jsonld import RemoteContextError, jsonld_statements
from plangraph.validation.places.lines import Lines
from plangraph.validation.places.turtle import turtle_statements

__all__ = ["FilePlaces", "Lines", "RemoteContextError", "jsonld_statements", "located", "turtle_statements"]
