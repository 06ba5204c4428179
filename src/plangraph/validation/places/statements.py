"""A triple with the places of its three terms in the text of a file."""

from __future__ import annotations

from typing import NamedTuple

from rdflib.term import Node


class Statement(NamedTuple):
    """A triple of a file; offsets count characters from 0."""

    subject: Node
    predicate: Node
    object: Node
    subject_at: int
    """Where the subject is named; of a nested ``[ … ]``, its opening bracket."""
    predicate_at: int
    object_at: int
