"""``/it/problems``, ``/en/problems``: the page that the types of problems point to."""

from __future__ import annotations

from flask import Response

from plangraph.web.kinds import KINDS
from plangraph.web.languages import language
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.translations import LANGUAGES

blueprint = page_blueprint("problems")


@blueprint.get("/problems")
def show() -> Response:
    """Return all kinds of problem, what each means and what to do."""
    return render("problems.html", kinds=KINDS, index=LANGUAGES.index(language()))
