"""Where the project's own files are: in a checkout, or inside an installed wheel.

A wheel holds ``ontology/``, ``shapes/``, ``queries/`` and ``data/`` under ``plangraph/_project/``
(``pyproject.toml``), an editable install holds none of them; this is the one place that knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one copy of the project."""

    root: Path

    @property
    def ontology(self) -> Path:
        """Vocabulary, alignments, SKOS schemes, and the figures below them."""
        return self.root / "ontology"

    @property
    def figures(self) -> Path:
        """Money of the PNRR: part of the vocabulary graph, but no premise of reasoning."""
        return self.ontology / "figures"

    @property
    def shapes(self) -> Path:
        """SHACL shapes, one file a target class."""
        return self.root / "shapes"

    @property
    def examples(self) -> Path:
        """What the shapes find right (``good/``) and wrong (``bad/SHAPE.ttl``, with the results expected)."""
        return self.shapes / "examples"

    @property
    def queries(self) -> Path:
        """Competency questions, one file each."""
        return self.root / "queries"

    @property
    def data(self) -> Path:
        """The graphs built from the default plan."""
        return self.root / "data"

    @property
    def gazetteer(self) -> Path:
        """Names and wordings that hold for every plan."""
        return self.data / "gazetteer"


@cache
def project_layout() -> Layout:
    """Return the layout of this copy of plangraph, wheel or checkout."""
    packed = _PACKAGE / "_project"
    return Layout(packed if packed.is_dir() else _PACKAGE.parent.parent)
