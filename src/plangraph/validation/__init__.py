"""SHACL validation: graphs and shapes in, a report of frozen values out. The one owner of pyshacl.

W3C SHACL, https://www.w3.org/TR/shacl/. Data that break a shape are no error but a result.
"""

from plangraph.validation.engine import validate, validate_ontology
from plangraph.validation.results import Node, Severity, ValidationReport, ValidationResult
from plangraph.validation.shapes import Shapes, read_shapes
from plangraph.validation.text import report_text
from plangraph.validation.triples import report_triples

__all__ = [
    "Node",
    "Severity",
    "Shapes",
    "ValidationReport",
    "ValidationResult",
    "read_shapes",
    "report_text",
    "report_triples",
    "validate",
    "validate_ontology",
]
