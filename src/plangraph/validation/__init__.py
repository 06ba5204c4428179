"""SHACL validation: graphs and shapes in, a report of frozen values out. The one owner of pyshacl.

W3C SHACL, https://www.w3.org/TR/shacl/. Data that break a shape are no error but a result.
"""

from plangraph.validation.engine import validate, validate_ntriples, validate_ontology
from plangraph.validation.explaining import explained
from plangraph.validation.explanation import Explanation, Place, SourceLines
from plangraph.validation.fitness import require_fit
from plangraph.validation.inconsistent import contradiction_report
from plangraph.validation.report import FORMS, Form, write_report
from plangraph.validation.report.html import html_fragment
from plangraph.validation.report.text import report_text
from plangraph.validation.report.triples import report_triples
from plangraph.validation.results import Node, Severity, ValidationReport, ValidationResult
from plangraph.validation.rules import rule_result
from plangraph.validation.shapes import Shapes, read_shapes
from plangraph.validation.unchecked import Unchecked
from plangraph.validation.whole import completed

__all__ = [
    "FORMS",
    "Explanation",
    "Form",
    "Node",
    "Place",
    "Severity",
    "Shapes",
    "SourceLines",
    "Unchecked",
    "ValidationReport",
    "ValidationResult",
    "completed",
    "contradiction_report",
    "explained",
    "html_fragment",
    "read_shapes",
    "report_text",
    "report_triples",
    "require_fit",
    "rule_result",
    "validate",
    "validate_ntriples",
    "validate_ontology",
    "write_report",
]
