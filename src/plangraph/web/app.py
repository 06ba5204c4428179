"""The Flask application."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from plangraph.judging.craft import Judging
from plangraph.judging.judges import Judges, JudgesHere
from plangraph.layout import project_layout
from plangraph.queries import read_queries
from plangraph.search.index import Index
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web import (
    dereference,
    dumps,
    finding,
    graphstore,
    headers,
    openapi,
    problems,
    sitemap,
    sparql,
    start,
    stored,
    theme,
    validate,
    void,
)
from plangraph.web.asking.choices import Choices
from plangraph.web.cache import AnswerCache
from plangraph.web.examples import Examples
from plangraph.web.finding import Search
from plangraph.web.front import Front
from plangraph.web.links import Links
from plangraph.web.metrics import Metrics
from plangraph.web.pages import PAGES, page
from plangraph.web.pages.site import Site
from plangraph.web.questions import Reader
from plangraph.web.source_text import SourceText
from plangraph.web.sources import Sources
from plangraph.web.suggestions import Suggestions
from plangraph.web.translations import LANGUAGES
from plangraph.web.validation_metrics import ValidationMetrics
from plangraph.workers.evaluation import Asker, InThisProcess

OTHERS = (
    finding,
    start,
    theme,
    sparql,
    stored,
    graphstore,
    validate,
    void,
    dumps,
    sitemap,
    openapi,
    dereference,
)
"""What is no page: each has a ``blueprint``."""


def create_app(
    dataset: Dataset,
    settings: Settings,
    queries: Path | None = None,
    asker: Asker | None = None,
    index: Index | None = None,
    judges: Judges | None = None,
) -> Flask:
    """Return the application over one dataset.

    Args:
        dataset: asked, never changed.
        settings: limits, base of the IRIs, public address.
        queries: folder of stored queries to list on the start page.
        asker: answers the queries of clients; if not given, this process does, within no limits.
        index: of the words of ``dataset``, made by somebody else; if not given, made here when it is needed.
        judges: validate what clients send; the same.
    """
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # werkzeug's redirect would repeat the client's Host header
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.body_size
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["dataset"] = dataset
    app.extensions["asker"] = asker = asker or InThisProcess(dataset)
    app.extensions["judges"] = judges = judges or JudgesHere(Judging(project_layout()))
    app.extensions["reader"] = Reader(settings)
    app.extensions["settings"] = settings
    app.extensions["links"] = links = Links(dataset, settings.base)
    app.extensions["sources"] = sources = Sources(dataset)
    app.extensions["site"] = Site(dataset, links)
    app.extensions["source_text"] = SourceText(dataset)
    app.extensions["examples"] = Examples(project_layout().examples)
    app.extensions["suggestions"] = Suggestions(dataset)
    app.extensions["stored_queries"] = read_queries(queries) if queries else ()
    app.extensions["search"] = Search(index) if index else Search(Index(dataset), patience=None)
    app.extensions["choices"] = Choices()
    app.extensions["metrics"] = metrics = Metrics(dataset, asker, cache := AnswerCache(settings.cache_size))
    app.extensions["validation_metrics"] = figures = ValidationMetrics(judges)
    metrics.add(figures)
    problems.install(app)
    headers.install(app)
    page.install(app)
    for module in (*PAGES, *OTHERS):
        app.register_blueprint(module.blueprint)
    metrics.know([*(rule.rule for rule in app.url_map.iter_rules()), *(f"/{tag}" for tag in LANGUAGES)])
    front = Front(app.wsgi_app, dataset, settings, asker, cache, metrics, sources)  # type: ignore[arg-type]
    app.wsgi_app = front  # type: ignore[method-assign]
    return app
