"""``/static/theme.css``: the operator's own style sheet, over ours."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, current_app

from plangraph.settings import Settings
from plangraph.web.problems import ProblemError

blueprint = Blueprint("theme", __name__)


@blueprint.get("/static/theme.css")
def theme() -> Response:
    """Return the style sheet; it is read again after a reload of the service, like the data.

    Raises:
        ProblemError: 404, there is none.
    """
    settings: Settings = current_app.extensions["settings"]
    try:
        sheet = settings.theme.read_bytes() if settings.theme else None
    except OSError:
        sheet = None
    if sheet is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "This service has no style sheet of its own.")
    return Response(sheet, content_type="text/css; charset=utf-8")
