"""``/it/validate``, ``/en/validate``: is a file right, and if not, where and what to do.

Nothing is kept between two requests: a report in another format is made anew, from the same data sent again.
The page carries them along where they are small, and everything on it works without scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, current_app
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from plangraph.errors import PlangraphError
from plangraph.judging.errors import SubmissionError
from plangraph.judging.formats import PAGE, REPORT_FORMATS
from plangraph.judging.submission import Document, Judgement
from plangraph.settings import Settings
from plangraph.web.kinds import Kind
from plangraph.web.languages import language
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.problems import ProblemError, problem_of
from plangraph.web.submissions import available, submit
from plangraph.web.translations import LANGUAGES
from plangraph.web.uploads import PASTED, SYNTAXES, Upload
from plangraph.web.validate import judge, judging

blueprint = page_blueprint("validate")

_CARRIED = 262_144
"""Characters of a document that a page of results takes along for its downloads."""
_AROUND = 2
"""Lines that are shown before and after one that is wrong."""
_WIDEST = 200
"""Characters that are shown of a line."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no report."""

    kind: Kind
    detail: str
    """In English, as programs get it."""
    remedy: str
    document: str = ""
    line: int | None = None
    column: int | None = None
    lines: tuple[tuple[int, str], ...] = ()
    """Of the document, around the place, with their numbers."""
    likely: str = ""
    """What is probably wrong, in the language of the page."""


@blueprint.get("/validate")
def show() -> Response:
    """Return the form."""
    return _page()


@blueprint.post("/validate")
def validate() -> Response:
    """Return the page with the report on what the form sends, or with the reason why there is none."""
    upload, told = Upload(), language()
    try:
        with judging() as read:
            upload = read()
            judgement = judge(submit(upload, PAGE, told))
    except (ProblemError, PlangraphError, HTTPException) as error:
        problem = problem_of(error)
        if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        response = _page(upload, refusal=_refusal(problem, error, upload))
        response.status_code = problem.status
        response.headers.update(problem.headers)
    else:
        response = _page(upload, judgement=judgement)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    upload: Upload | None = None, *, judgement: Judgement | None = None, refusal: Refusal | None = None
) -> Response:
    settings: Settings = current_app.extensions["settings"]
    upload = upload or Upload()
    return render(
        "validate.html",
        judgement=judgement,
        report=Markup(judgement.body.decode()) if judgement else "",
        refusal=refusal,
        index=LANGUAGES.index(language()),
        graphs=[graph.rpartition("/")[2] for graph in available()],
        graph=upload.field("graph"),
        names=[document.name for document in upload.data],
        pasted=_pasted(upload),
        carried=_carried(upload),
        shapes=upload.shapes,
        pasted_name=PASTED,
        formats=[form for form in REPORT_FORMATS if form.name != "html"],
        syntaxes=SYNTAXES,
        most=settings.validation_size,
    )


def _pasted(upload: Upload) -> str:
    """Return what was pasted, so that it can be mended where it stands."""
    texts = [document for document in upload.data if document.name == PASTED]
    return _text(texts[0]) if texts and len(texts[0].content) <= _CARRIED else ""


def _carried(upload: Upload) -> tuple[tuple[str, str], ...]:
    """Return fields that say the same as the form did; none where that would be too much, or too many."""
    if upload.field("graph") and not upload.shapes:
        return (("graph", upload.field("graph")),)
    if len(upload.data) != 1 or len(upload.shapes) > 1:
        return ()
    [data] = upload.data
    if sum(len(document.content) for document in (data, *upload.shapes)) > _CARRIED:
        return ()
    shapes = [("shapes-text", _text(document)) for document in upload.shapes]
    return (("text", _text(data)), ("syntax", data.syntax), ("name", data.name), *shapes)


def _text(document: Document) -> str:
    """Return a document as a field can hold it: HTML drops a line feed at the beginning of one."""
    text = document.content.decode("utf-8", "replace").replace("\r\n", "\n")
    return f"\n{text}" if text.startswith("\n") else text


def _refusal(problem: ProblemError, error: Exception, upload: Upload) -> Refusal:
    line = getattr(error, "line", None) if isinstance(error, SubmissionError) else None
    name = getattr(error, "document", "")
    found = (document for document in (*upload.data, *upload.shapes) if document.name == name)
    document = next(found, None)
    guess = getattr(error, "unended", None)
    return Refusal(
        problem.kind,
        problem.detail,
        problem.remedy,
        name,
        line,
        getattr(error, "column", None),
        _lines(document, line) if document and line else (),
        guess.sentence(language()) if guess else "",
    )


def _lines(document: Document, line: int) -> tuple[tuple[int, str], ...]:
    first = max(1, line - _AROUND)
    lines = document.content.decode("utf-8", "replace").split("\n")[first - 1 : line + _AROUND]
    return tuple((number, text.rstrip("\r")[:_WIDEST]) for number, text in enumerate(lines, first))
