"""Validation of a submission: read, infer, validate, explain, write."""

from __future__ import annotations

from dataclasses import replace

from rdflib import Graph

from plangraph.errors import InconsistencyError, ShapesError
from plangraph.judging.errors import ReportTooLargeError, UnfitShapesError
from plangraph.judging.formats import PAGE, REPORT_FORMATS
from plangraph.judging.reading import places_in, read_documents
from plangraph.judging.submission import Document, Judgement, Submission
from plangraph.layout import Layout
from plangraph.reasoning import infer, read_ontology
from plangraph.validation import (
    Shapes,
    ValidationReport,
    completed,
    contradiction_report,
    explained,
    html_fragment,
    read_shapes,
    require_fit,
    validate,
    validate_ontology,
    write_report,
)
from plangraph.validation.generated import is_generated
from plangraph.validation.places import located

# An activity that is a plan too, which contradicts itself, without all that an activity needs.
_SAMPLE = b"""
@prefix plan: <https://w3id.org/plangraph/ontology#> .
<urn:a> a plan:Activity , plan:StrategicPlan ; plan:plannedYear "never" ; plan:ofObjective [] .
"""


class Judge:
    """Validates submissions; holds ontology and shapes, which nobody changes."""

    def __init__(self, layout: Layout) -> None:
        """Read ontology and shapes, and validate a sample in all ways, so that all is loaded that ever is.

        Raises:
            InputError: a file cannot be read.
        """
        self._vocabulary, self._shapes = read_ontology(layout.ontology), read_shapes(layout.shapes)
        sample = Document(name="sample", syntax="turtle", content=_SAMPLE)
        trial = Submission(data=(sample,), form=PAGE, language="it", limit=1, seconds=1.0, largest=10**7)
        report = self._report(trial)
        for form in REPORT_FORMATS:
            _written(report, replace(trial, form=form.name))

    def judge(self, submission: Submission) -> Judgement:
        """Return the report on a submission.

        Raises:
            SubmissionError: it cannot be validated; a subclass says why.
        """
        try:
            report = self._report(submission)
        except ShapesError as error:
            raise UnfitShapesError(error.problem, line=error.line, remedy=error.remedy) from error
        body = _written(report, submission)
        if len(body) > submission.largest:
            raise ReportTooLargeError(
                f"the report has more than {submission.largest:,} bytes",
                remedy="Mend the first findings, or ask for text or HTML, which show some of each rule.",
            )
        counts = {severity.name.lower(): count for severity, count in report.counts.items()}
        unchecked = report.unchecked is not None
        return Judgement(conforms=report.conforms, unchecked=unchecked, counts=counts, body=body)

    def _report(self, submission: Submission) -> ValidationReport:
        shapes, nothing = self._shapes, Graph()
        if submission.is_vocabulary:
            report = validate_ontology(self._vocabulary, shapes)
            return explained(report, shapes=shapes.all, data=nothing, vocabulary=self._vocabulary)
        if submission.shapes:
            foreign = read_documents(submission.shapes)
            require_fit(foreign)
            shapes = Shapes(entailed=foreign, asserted=nothing, ontology=nothing)
        asserted = read_documents(submission.data)
        contradicting, inferred = None, nothing
        if submission.entailed is not None:
            inferred = read_documents(submission.entailed)
        else:
            try:
                inferred = infer(asserted, self._vocabulary)
            except InconsistencyError as error:
                contradicting = error
        report = validate(asserted, inferred, self._vocabulary, shapes)
        report = completed(report, asserted, inferred, self._vocabulary, shapes)
        if contradicting:
            report += contradiction_report(contradicting, asserted, self._vocabulary)
        told = explained(report, shapes=shapes.all, data=asserted, vocabulary=self._vocabulary)
        generated = sorted({each.name for each in submission.data if is_generated(each.content)})
        placed = located(told, [places_in(document) for document in submission.data])
        return replace(placed, generated=tuple(generated))


def _written(report: ValidationReport, submission: Submission) -> bytes:
    language, limit = submission.language, submission.limit
    if submission.form == PAGE:
        return html_fragment(report, language=language, limit=limit, level=3, is_folded=True).encode()
    return write_report(report, submission.form, language=language, limit=limit)
