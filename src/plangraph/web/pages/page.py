"""What all pages share: their addresses in both languages, their words, their frame."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import flask
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from flask import Blueprint, Flask, Response, current_app, request, url_for

from plangraph.web import translations
from plangraph.web.languages import address_language, language
from plangraph.web.links import Shown
from plangraph.web.pages.dates import spoken_date
from plangraph.web.pages.language_name import language_name
from plangraph.web.pages.site import Site
from plangraph.web.printed import emphasised
from plangraph.web.responses import page_response
from plangraph.web.translations import LANGUAGES

_ANY = f"/<any({', '.join(LANGUAGES)}):lang>"
NAVIGATION = ("overview", "pnrr", "source", "query", "model", "validate")
"""Pages of the menu, in its order; one that this service lacks is left out."""
FOOTER = ("licence", "accessibility", "problems")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu."""

    name: str
    """Of the page, which the sentence ``frame.page.NAME`` names."""
    address: str
    is_here: bool


def page_blueprint(name: str) -> Blueprint:
    """Return a blueprint for the pages called ``name``: each route stands below ``/it`` and ``/en``.

    The view that the menu leads to is called ``show``. Views take no argument for the language:
    :func:`~plangraph.web.languages.language` tells it.
    """
    blueprint = Blueprint(name, __name__, url_prefix=_ANY)
    blueprint.url_value_preprocessor(_forget_language)
    blueprint.url_defaults(_same_language)
    return blueprint


def _forget_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    if values is not None:
        values.pop("lang", None)


def _same_language(_endpoint: str, values: dict[str, object]) -> None:
    values.setdefault("lang", language())


def install(app: Flask) -> None:
    """Give the templates their words, numbers and dates."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda key: translations.translations(language()).gettext(key),
        lambda key, plural, number: translations.translations(language()).ngettext(key, plural, number),
        newstyle=True,
    )
    app.jinja_env.filters |= {
        "number": lambda value: format_decimal(value, locale=_locale()),
        "exact": lambda value: format_decimal(value, locale=_locale(), decimal_quantization=False),
        "euro": lambda value: format_currency(value, "EUR", locale=_locale()),
        "when": lambda text: spoken_date(text, _locale()),
        "language_name": lambda tag: language_name(tag, _locale()),
        "emphasised": emphasised,
        "date": lambda value: format_date(value, format="long", locale=_locale()),
    }
    app.context_processor(_frame)


def _locale() -> str:
    """Return whose numbers and dates are written: in English the British ones."""
    return "en_GB" if language() == "en" else language()


def _frame() -> dict[str, object]:
    """Return what the layout shows around every page."""
    site: Site = current_app.extensions["site"]
    spoken = language()
    return {
        "lang": spoken,
        "owner": site.owner(spoken),
        "site": site.title(spoken) or Shown(translations.gettext(spoken, "frame.site"), "", spoken),
        "navigation": _items(NAVIGATION),
        "footer": _items(FOOTER),
        "has_theme": current_app.extensions["settings"].theme is not None,
        "has_search": "search.show" in current_app.view_functions,
        "languages": _alternates(),
        "origin": current_app.extensions["settings"].origin,
    }


def _items(names: tuple[str, ...]) -> list[Item]:
    here = request.blueprint
    offered = (name for name in names if f"{name}.show" in current_app.view_functions)
    return [Item(name, url_for(f"{name}.show", lang=language()), name == here) for name in offered]


def _alternates() -> dict[str, str]:
    """Return the address of this page in each language; the start pages' where this one has none."""
    if not address_language():
        return {each: f"/{each}/" for each in LANGUAGES}
    rest = [*request.full_path.rstrip("?").split("/", 2), ""][2]
    return {each: f"/{each}/{_safe(rest)}" for each in LANGUAGES}


def _safe(address: str) -> str:
    """Return a path and query that a client sent as part of an address of ours: nothing else gets through."""
    path, mark, query = address.partition("?")
    return quote(path, safe="/-._~!$&'()*+,;=:@") + mark + quote(query, safe="/?-._~!$&'()*+,;=:@%")


def render(template: str, **context: object) -> Response:
    """Return a page; its canonical address and those in other languages are in the header ``Link`` too."""
    response = page_response(flask.render_template(template, **context))
    origin = current_app.extensions["settings"].origin
    addresses = _alternates()
    canonical = f'<{origin}{addresses[language()]}>; rel="canonical"'
    others = [f'<{origin}{there}>; rel="alternate"; hreflang="{each}"' for each, there in addresses.items()]
    if address_language():
        response.headers["Link"] = ", ".join([canonical, *others])
    return response
