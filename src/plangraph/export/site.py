"""The whole site: what is in it, and in which order it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plangraph import __version__
from plangraph.errors import UsageError
from plangraph.export import listing
from plangraph.export.files import Files
from plangraph.export.folder import replaced_folder
from plangraph.export.making import Maker, Page, Thing, make_all, put
from plangraph.export.pages import found_pages
from plangraph.export.service import Service
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from plangraph.web.sitemap import MOST, changed_on, documented, page_paths, thing_paths
from plangraph.web.translations import LANGUAGES

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    pages: int
    things: int
    """Each described in every format."""
    files: int
    size: int
    """Bytes of all files."""
    left_out: int
    """Pages with parameters that were linked and are in no file."""


def export_site(
    dataset: Dataset, queries: Path, folder: Path, *, origin: str, base: str, progress: Progress
) -> Exported:
    """Write the whole site into ``folder``.

    Args:
        dataset: all that is served.
        queries: folder of stored queries.
        folder: new, or a former export, which is replaced at the end; what others put at its top is kept.
        origin: where the files will be seen, without slash at its end; for what must be absolute.
        base: of the IRIs.
        progress: told how far it is.

    Raises:
        UsageError: there are more triples than a site of files is made for, or see
            :func:`~plangraph.export.folder.replaced_folder`.
        InputError: the folder cannot be written.
    """
    size = sum(dataset.graphs.values())
    if size > MOST:
        raise UsageError(
            f"{size:,} triples are more than a site of files is made for ({MOST:,}). Serve them with "
            "plangraph serve, or export the data of one municipality."
        )
    settings = Settings(public_url=origin, base=base, cache_size=0)
    app = create_app(dataset, settings, queries)
    told = {"plangraph": __version__, "data": dataset.version, "origin": origin}
    with replaced_folder(folder, told) as beside:
        service, files = Service(app, settings.origin), Files()
        iris, links = documented(dataset, base), app.extensions["links"]
        menu = [f"/{tag}{path}" for path in page_paths(app) for tag in LANGUAGES]
        about = [f"/{tag}{path}" for path in thing_paths(iris, links) for tag in LANGUAGES]
        for address in (*menu, *about):
            files.add_page(address)
        things = list(listing.things(app, dataset, files, iris))
        progress("dumps and answers", 0, 1)
        written, results = _documents(service, files, beside)
        written += listing.static_files(app, files, beside)
        pages, left = found_pages(
            service, files, menu, lambda done, known: progress("links between pages", done, known)
        )
        work: list[Page | Thing] = [
            *(Page(each, files.get(each) or "") for each in (*pages, *about)),
            *things,
        ]
        maker = Maker(service, dataset, files, beside, results)
        make_all(maker, work, lambda done: progress("pages and descriptions", done, len(work)))
        put(beside / "index.html", _entrance())
        written += listing.site_map(
            files, beside, [*pages, *about], settings.origin, changed_on(dataset, base)
        )
        written += len(pages) + len(about) + sum(len(thing.files) for thing in things) + 1
        size = sum(path.stat().st_size for path in beside.rglob("*") if path.is_file())
    return Exported(len(pages) + len(about), len(things), written, size, left)


def _documents(service: Service, files: Files, folder: Path) -> tuple[int, frozenset[str]]:
    """Write documents, dumps and answers; return how many files, and the queries that were answered."""
    app = service.application
    fetched = [
        listing.fetch(service, files, folder, *each) for each in listing.documents(app.extensions["dataset"])
    ]
    listing.short_names(files)
    answered = [
        name
        for name, address in listing.answers(app.extensions["stored_queries"])
        if listing.fetch(service, files, folder, address, "")
    ]
    return sum(fetched) + len(answered), frozenset(answered)


def _entrance() -> bytes:
    """Return the page at the very top, which without a server cannot know the reader's language."""
    items = "".join(
        f'<li><a href="{tag}/index.html" lang="{tag}" hreflang="{tag}">{name}</a></li>\n'
        for tag, name in zip(LANGUAGES, ("Italiano", "English"), strict=True)
    )
    return (
        f'<!doctype html>\n<html lang="{LANGUAGES[0]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<title>Italiano / English</title>\n<link rel="icon" href="data:,">\n</head>\n'
        f"<body>\n<main>\n<h1>Italiano / English</h1>\n<ul>\n{items}</ul>\n</main>\n</body>\n</html>\n"
    ).encode()
