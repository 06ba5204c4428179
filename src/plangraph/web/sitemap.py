"""``/sitemap.xml`` and ``/robots.txt``: every page in both languages, for search engines (sitemaps.org)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Flask, Response, current_app

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri
from plangraph.web.links import Links
from plangraph.web.problems import ProblemError
from plangraph.web.translations import LANGUAGES

blueprint = Blueprint("sitemap", __name__)

LARGEST = 50_000
"""Addresses in one file: the protocol's limit."""
MOST = 500_000
"""Triples above which things are not listed one by one: to name them all takes the memory of naming them."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_MODIFIED = "http://purl.org/dc/terms/modified"
_EVERYTHING = "SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER (isIRI(?s)) } ORDER BY ?s"


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """Return the list of sitemaps."""
    dataset: Dataset = current_app.extensions["dataset"]
    changed = changed_on(dataset, current_app.extensions["links"].base)
    return _xml(index_xml(_origin(), len(_files()), changed))


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap(number: int) -> Response:
    """Return one sitemap, counted from 1."""
    files = _files()
    if not 1 <= number <= len(files):
        raise ProblemError(HTTPStatus.NOT_FOUND, f"There is no sitemap {number}.")
    return _xml(sitemap_xml(files[number - 1]))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Say what crawlers need not walk: questions have no end."""
    lines = ("User-agent: *", "Disallow: /sparql", "Disallow: /data", "Disallow: /metrics", "")
    return Response(
        "\n".join((*lines, f"Sitemap: {_origin()}/sitemap.xml", "")),
        content_type="text/plain; charset=utf-8",
    )


def page_paths(app: Flask) -> list[str]:
    """Return the paths of the pages that every service has, after the language: ``/``, ``/problems``."""
    return sorted(
        rule.rule.partition(">")[2]
        for rule in app.url_map.iter_rules()
        # /doc is nothing without a parameter, and what the editor completes is no page.
        if rule.arguments == {"lang"}
        and "GET" in (rule.methods or ())
        and not rule.rule.endswith(("/doc", "/query/terms"))
    )


def documented(dataset: Dataset, base: str) -> list[str]:
    """Return the IRIs of all things that have a page of their own, sorted; none if there are too many.

    Below ``base`` a document tells of its parts too, whose IRIs have a fragment.
    """
    if sum(dataset.graphs.values()) > MOST:
        return []
    iris = [row[0].value for row in dataset.query(_EVERYTHING).rows() if isinstance(row[0], Iri)]
    return sorted({iri.partition("#")[0] if iri.startswith(base) else iri for iri in iris})


def thing_paths(iris: Sequence[str], links: Links) -> list[str]:
    """Return the paths of the pages about ``iris``, after the language.

    A thing whose page has no path of its own, but stands after a question mark, is left out.
    """
    prefix = f"/{LANGUAGES[0]}"
    addresses = [links.address(iri, LANGUAGES[0]) for iri in iris]
    return [a.removeprefix(prefix) for a in addresses if a.startswith(f"{prefix}/") and "?" not in a]


def index_xml(origin: str, count: int, changed: str) -> str:
    """Return the list of ``count`` sitemaps below ``origin``; ``changed`` is a date or empty."""
    dated = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    entries = (
        f"<sitemap><loc>{escape(origin)}/sitemap-{number}.xml</loc>{dated}</sitemap>\n"
        for number in range(1, count + 1)
    )
    return f"{_HEAD}<sitemapindex {_MAPS}>\n{''.join(entries)}</sitemapindex>\n"


def sitemap_xml(pages: Sequence[Mapping[str, str]]) -> str:
    """Return one sitemap of pages, each its absolute address by language."""
    return f"{_HEAD}<urlset {_MAPS} {_LINKS}>\n{''.join(map(_urls, pages))}</urlset>\n"


def in_files(pages: Sequence[Mapping[str, str]]) -> list[Sequence[Mapping[str, str]]]:
    """Return pages in as many parts as there must be sitemaps."""
    per_file = LARGEST // len(LANGUAGES)
    return [pages[begin : begin + per_file] for begin in range(0, len(pages), per_file)]


def changed_on(dataset: Dataset, base: str) -> str:
    """Return when the data changed last, as their catalogue says: a file's own date is of its copy."""
    return next((value.value for value in dataset.objects(f"{base}catalogue", _MODIFIED)), "")


def _urls(page: Mapping[str, str]) -> str:
    """Return the entries of one page, each with all its languages."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>'
        for tag, address in page.items()
    )
    return "".join(f"<url><loc>{escape(address)}</loc>{others}</url>\n" for address in page.values())


def _files() -> list[Sequence[Mapping[str, str]]]:
    """Return the pages of each sitemap, made once for each version of the data."""
    dataset: Dataset = current_app.extensions["dataset"]
    made: dict[str, list[Sequence[Mapping[str, str]]]] = current_app.extensions.setdefault("sitemap", {})
    if dataset.version not in made:
        made.clear()
        links: Links = current_app.extensions["links"]
        paths = [*page_paths(current_app), *thing_paths(documented(dataset, links.base), links)]
        origin = _origin()
        made[dataset.version] = in_files(
            [{tag: f"{origin}/{tag}{path}" for tag in LANGUAGES} for path in paths]
        )
    return made[dataset.version]


def _origin() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.origin


def _xml(body: str) -> Response:
    return Response(body, content_type="application/xml")
