"""What the native engine is trusted with: a closed list; everything else is put to the reference.

On the list stands what was compared with the reference: the project's own shapes with mutated data, and the
W3C test suite (decision 0010).
"""

from __future__ import annotations

import re
from collections import Counter

from rdflib import BNode, Graph
from rdflib.namespace import OWL, RDF, SH, XSD
from rdflib.term import Node

from plangraph.validation.engines.asking import projections
from plangraph.validation.querying import bare

_CORE = """
    alternativePath and class closed datatype deactivated declare defaultValue description disjoint equals
    flags
    group hasValue ignoredProperties in inversePath languageIn lessThan lessThanOrEquals maxCount maxExclusive
    maxInclusive maxLength message minCount minExclusive minInclusive minLength name namespace node
    nodeKind not
    oneOrMorePath or order path pattern prefix prefixes property qualifiedMaxCount qualifiedMinCount
    qualifiedValueShape qualifiedValueShapesDisjoint select severity sparql targetClass targetNode
    targetObjectsOf targetSubjectsOf uniqueLang xone zeroOrMorePath zeroOrOnePath
"""
_REPORT = """
    conforms detail focusNode result resultMessage resultPath resultSeverity sourceConstraint
    sourceConstraintComponent sourceShape value
"""
_KNOWN = frozenset(str(SH) + name for name in (_CORE + _REPORT).split())
"""SHACL Core (2 to 4), ``sh:sparql`` with ``sh:select`` (5), and the words of reports (3.6), nothing to an
engine. Not: constraint components, SHACL-AF, SHACL 1.2."""

_DATATYPES = frozenset(
    {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.gYear, XSD.anyURI, RDF.langString}
)
_ODD_PATTERN = re.compile(
    r"\(\?"  # look-around, named groups, flags in the pattern
    r"|\\[^dDsSwWnrt.\-/\\()\[\]{}+*?^$|]"  # back references, classes of Unicode, \b and other escapes
    r"|\[[^\]]*(?:\[|&&|--|~~)"  # classes within classes
)
_FROM_THE_LEFT = re.compile(r"-|[?\d)]\s*/|/\s*[?\d]")
"""Operators for which it matters where a calculation begins; what may be a path instead counts too."""


def reason_for_the_reference(shapes: Graph) -> str | None:
    """Return why ``shapes`` are put to the reference, or None if the native engine finds the same."""
    unknown = sorted({str(p) for p in shapes.predicates() if str(p).startswith(str(SH))} - _KNOWN)
    if unknown:
        return f"not in the list of what was compared: {', '.join(unknown)}"
    datatypes = set(shapes.objects(None, SH.datatype)) - _DATATYPES
    if datatypes:
        return f"the engines judge literals of {', '.join(sorted(map(str, datatypes)))} in different ways"
    for pattern in shapes.objects(None, SH.pattern):
        if _ODD_PATTERN.search(str(pattern)):
            return f"a pattern that two kinds of regular expression may read in two ways: {pattern}"
    if (None, OWL.imports, None) in shapes:
        return "prefixes that come by owl:imports, which pyshacl 0.40 does not follow for them"
    return _reason_in_sparql(shapes)


def _reason_in_sparql(shapes: Graph) -> str | None:
    several = [shape for shape, count in Counter(shapes.subjects(SH.sparql)).items() if count > 1]
    if several:
        return "a shape with several SPARQL constraints: the engine does not say which one a result is of"
    for shape, constraint in shapes.subject_objects(SH.sparql):
        if isinstance(shapes.value(shape, SH.path), BNode):
            return "a SPARQL constraint on a path that is no single property"
        if len(list(shapes.objects(constraint, SH.select))) != 1:
            return "a SPARQL constraint without a SELECT, or with several"
        query = str(shapes.value(constraint, SH.select))
        if any(not re.search(r"[$?]this\b", columns) for columns in projections(query)):
            return "a SPARQL constraint with a SELECT that does not name $this"
        if re.search(r"\bREPLACE\b", query, re.IGNORECASE) and _has_flags(bare(query)):
            return "a SPARQL constraint with flags in REPLACE, which rdflib 7.6 takes for a count"
        if _calculates_in_steps(bare(query)):
            return "a SPARQL constraint in which the engine would take 3 - 2 - 1 for 3 - (2 - 1)"
        if re.search(r"[$?](?:shapesGraph|currentShape)\b", query):
            return "a SPARQL constraint about the shapes graph"
    return None


def _calculates_in_steps(syntax: str) -> bool:
    """Say whether a query may subtract or divide and calculate on: ``shacl`` 0.3.4 begins at the right."""
    return bool(_FROM_THE_LEFT.search(syntax)) and len(re.findall(r"[-+*/]", syntax)) > 1


def _has_flags(syntax: str) -> bool:
    """Say whether a REPLACE has a fourth argument."""
    for call in re.finditer(r"\bREPLACE\s*\(", syntax, re.IGNORECASE):
        depth, commas = 1, 0
        for character in syntax[call.end() :]:
            depth += {"(": 1, ")": -1}.get(character, 0)
            commas += character == "," and depth == 1
            if depth == 0:
                break
        if commas == 3:
            return True
    return False


def path_nodes(shapes: Graph) -> set[Node]:
    """Return the blank nodes that property paths are made of (SHACL, 2.3.1)."""
    found: set[Node] = set()
    open_nodes = [node for node in shapes.objects(None, SH.path) if isinstance(node, BNode)]
    while open_nodes:
        node = open_nodes.pop()
        if node not in found:
            found.add(node)
            open_nodes += [value for value in shapes.objects(node) if isinstance(value, BNode)]
    return found
