"""``POST /validate``: is what a client sends, or a graph of ours, right, and if not, where and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from flask import Blueprint, Response, current_app, request

from plangraph.judging.formats import REPORT_FORMATS, ReportFormat, report_format_named
from plangraph.judging.judges import Judges
from plangraph.judging.submission import Judgement, Submission
from plangraph.settings import Settings
from plangraph.web.clients import client_of
from plangraph.web.languages import language
from plangraph.web.negotiation import choose
from plangraph.web.problems import ProblemError
from plangraph.web.responses import lead_to
from plangraph.web.submissions import parameter, submit
from plangraph.web.uploads import Upload, read_upload
from plangraph.web.validation_metrics import ValidationMetrics

blueprint = Blueprint("validating", __name__)


@blueprint.post("/validate")
def validate() -> Response:
    """Return the report on what is sent, in the format that is wanted."""
    _form(Upload())  # what is wrong with the address is told before the body is read
    with judging() as read:
        upload = read()
        form = _form(upload)
        submission = submit(upload, form.name)
        judgement = judge(submission)
    return _report_response(judgement, form, submission.language)


@blueprint.get("/validate")
def page() -> Response:
    """Send to the page in the client's language."""
    return lead_to(f"/{language()}/validate", HTTPStatus.FOUND, "Accept-Language")


@contextmanager
def judging() -> Iterator[Callable[[], Upload]]:
    """Take a place among those that wait, and give what reads the request; count how it ends.

    Raises:
        BusyError: there is none; raised on entry, before anything of the body was read.
    """
    settings: Settings = current_app.extensions["settings"]
    judges: Judges = current_app.extensions["judges"]
    metrics: ValidationMetrics = current_app.extensions["validation_metrics"]
    try:
        with judges.place(client_of(request.environ, settings)):
            yield lambda: read_upload(request.environ, settings, request.args.get("name", ""))
    except Exception as error:
        metrics.failure(error)
        raise


def judge(submission: Submission) -> Judgement:
    """Return the judgement on a submission, and count it.

    Raises:
        SubmissionError: it cannot be validated.
        QueryStoppedError: it was fine, and still there is no report.
    """
    settings: Settings = current_app.extensions["settings"]
    judges: Judges = current_app.extensions["judges"]
    metrics: ValidationMetrics = current_app.extensions["validation_metrics"]
    judgement = judges.judge(submission, client_of(request.environ, settings))
    metrics.report(judgement.conforms)
    return judgement


def _form(upload: Upload) -> ReportFormat:
    """Return the format of the report: by its name, else by Accept."""
    asked = parameter(upload, "format")
    if asked:
        form = report_format_named(asked)
        if form is None:
            names = ", ".join(form.name for form in REPORT_FORMATS)
            raise ProblemError(
                HTTPStatus.BAD_REQUEST,
                f"There is no format «{asked[:40]}» of a report.",
                kind="not-acceptable",
                remedy=f"There is: {names}.",
                available=[form.name for form in REPORT_FORMATS],
            )
        return form
    offers = [form for form in REPORT_FORMATS if not form.by_name_only]
    index = choose(request.headers.get("Accept"), [(form.media_type, form.also) for form in offers])
    if index is None:
        types = [form.media_type for form in offers]
        raise ProblemError(
            HTTPStatus.NOT_ACCEPTABLE,
            "None of the media types in Accept is available.",
            remedy=f"There is: {', '.join(types)}.",
            available=types,
        )
    return offers[index]


def _report_response(judgement: Judgement, form: ReportFormat, language: str) -> Response:
    """Return a report; what it says is in its headers too, for those who only want to know that."""
    response = Response(judgement.body, content_type=form.content_type)
    response.headers["SHACL-Conforms"] = f"?{judgement.conforms:d}"  # RFC 9651: a boolean, a dictionary
    response.headers["SHACL-Checked"] = f"?{not judgement.unchecked:d}"
    response.headers["SHACL-Results"] = ", ".join(f"{name}={n}" for name, n in judgement.counts.items())
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    way = "attachment" if form.is_file else "inline"
    response.headers["Content-Disposition"] = f'{way}; filename="report.{form.suffix}"'
    response.vary.update(("Accept", "Accept-Language"))
    return response
