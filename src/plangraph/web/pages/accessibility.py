"""``/it/accessibility``, ``/en/accessibility``: the statement that L. 4/2004, art. 3-quater wants.

It follows the model of Implementing Decision (EU) 2018/1523 as AgID's guidelines have it: commitment,
conformance, what is not accessible, how it was drawn up, feedback, enforcement.
"""

from __future__ import annotations

from datetime import date

from flask import Response, current_app

from plangraph import __version__
from plangraph.settings import Settings
from plangraph.web.pages.page import page_blueprint, render

blueprint = page_blueprint("accessibility")

REVIEWED = date(2026, 11, 23)
"""When somebody last held pages and tests against this statement; the law wants it once a year at least."""


@blueprint.get("/accessibility")
def show() -> Response:
    """Return the statement, with the operator's address for feedback if there is one."""
    settings: Settings = current_app.extensions["settings"]
    feedback = settings.feedback
    is_mail = bool(feedback) and not feedback.startswith(("http://", "https://"))
    address = f"mailto:{feedback.removeprefix('mailto:')}" if is_mail else feedback
    return render(
        "accessibility.html",
        feedback=feedback.removeprefix("mailto:"),
        address=address,
        reviewed=REVIEWED,
        version=__version__,
        origin_shown=settings.origin,
    )
