"""Whether shapes are well-formed SHACL, by the shapes that W3C wrote for shapes (SHACL, appendix C)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from weakref import WeakKeyDictionary

from rdflib import Graph, URIRef
from rdflib.namespace import SH

from plangraph.errors import ShapesError
from plangraph.validation.engines import Engine, Finding
from plangraph.validation.engines.reference import Reference
from plangraph.validation.naming import skolem_iri
from plangraph.validation.shapes import SHAPES

_MOST = 3
"""Faults that an error names; more would be a report, and who mends them runs it again anyway."""
_SIZES: WeakKeyDictionary[Graph, int] = WeakKeyDictionary()


def refuse_ill_formed(shapes: Graph, engine: Engine) -> None:
    """Refuse shapes that an engine may misread: to pyshacl 0.40 ``sh:nodeKind "IRI"`` finds everything right.

    A graph that was found well-formed, and has not grown, is not looked at again. The project's own shapes,
    which a test holds to this, are looked at by the native engine alone: with pyshacl it takes as long as
    validating.

    Raises:
        ShapesError: what is wrong with which shape.
    """
    if (
        not shapes
        or _SIZES.get(shapes) == len(shapes)
        or (isinstance(engine, Reference) and _is_ours(shapes))
    ):
        return
    data = engine.data()
    data.add(shapes)
    faults = sorted({_said(finding, shapes) for finding in data.findings(_shapes_of_shapes())})
    if faults:
        more = f" (and {len(faults) - _MOST} more)" if len(faults) > _MOST else ""
        raise ShapesError(f"not well-formed SHACL: {'; '.join(faults[:_MOST])}{more}")
    _SIZES[shapes] = len(shapes)


def _is_ours(shapes: Graph) -> bool:
    return all(str(node).startswith(SHAPES.rstrip("#")) for node in shapes.subjects())


@cache
def _shapes_of_shapes() -> Graph:
    # pyshacl carries W3C's file.
    text = files("pyshacl").joinpath("assets", "shacl-shacl.ttl").read_text(encoding="utf-8")
    return Graph().parse(data=text, format="turtle")


def _said(found: Finding, shapes: Graph) -> str:
    shape = _called(found, shapes)
    if isinstance(found.path, URIRef):
        return f"{shape} has a wrong or missing {_short(found.path)}"
    constraint = found.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    return f"{shape} is neither a node shape nor a property shape with one sh:path ({constraint})"


def _called(found: Finding, shapes: Graph) -> str:
    if isinstance(found.focus_node, URIRef):
        return f"<{found.focus_node}>"
    path = shapes.value(found.focus_node, SH.path)
    return (
        f"a shape without IRI on the path {_short(path)}"
        if path
        else str(skolem_iri(found.focus_node, shapes))
    )


def _short(node: object) -> str:
    return f"sh:{str(node).removeprefix(str(SH))}" if str(node).startswith(str(SH)) else f"<{node}>"
