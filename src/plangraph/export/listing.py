"""What goes into the files besides pages: documents, dumps, answers, style, and the map of it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plangraph.export.files import Files, absolute, relative
from plangraph.export.making import Thing, put
from plangraph.export.service import Application, Service
from plangraph.queries import StoredQuery
from plangraph.store.dataset import Dataset
from plangraph.web.dereference import DOCUMENT_FORMATS, document_address
from plangraph.web.dumps import GRAPH_FORMATS, RESULT_FORMATS, WHOLE, WHOLE_FORMATS, dump_names
from plangraph.web.sitemap import in_files, index_xml, sitemap_xml
from plangraph.web.translations import LANGUAGES

_DOCUMENTS = {
    "/ontology": "ontology",
    "/shapes": "shapes",
    "/catalog": "catalog",
    "/.well-known/void": ".well-known/void",
}
_STATIC_ADDRESS = re.compile(r"url\((['\"]?)/(static/[^)'\"]+)\1\)")
_PROGRAM = ".js"


def things(app: Application, dataset: Dataset, files: Files, iris: list[str]) -> Iterator[Thing]:
    """Yield what is to be described, with a file for each format; a graph's description is its dump."""
    names = {iri: name for name, iri in dump_names(dataset).items()}
    with app.app_context():
        for iri in iris:
            addresses = [(form, document_address(iri, form)) for form in DOCUMENT_FORMATS]
            if any("?" in address for _, address in addresses):
                continue
            if iri in dataset.graphs:
                for form, address in addresses:
                    dump = f"/dumps/{names[iri]}.{form.suffix}"
                    files.add_file(dump)
                    files.add_name(address, dump)
                continue
            yield Thing(iri, tuple((form, files.add_file(address)) for form, address in addresses))


def documents(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield address and file of ontology, shapes, catalogue, VoID and dumps, in all formats."""
    for path, name in _DOCUMENTS.items():
        for form in DOCUMENT_FORMATS:
            yield f"{path}?format={form.name}", f"{name}.{form.suffix}"
    for name in dump_names(dataset):
        for form in GRAPH_FORMATS:
            yield f"/dumps/{name}.{form.suffix}", ""
        yield f"/dumps/{name}.nt.gz", ""
    for form in WHOLE_FORMATS:
        yield f"/dumps/{WHOLE}.{form.suffix}", ""
        yield f"/dumps/{WHOLE}.{form.suffix}.gz", ""


def answers(stored: tuple[StoredQuery, ...]) -> Iterator[tuple[str, str]]:
    """Yield name of a stored query and address of its answer."""
    for query in stored:
        for suffix in RESULT_FORMATS:
            yield query.name, f"/dumps/queries/{query.name}.{suffix}"


def short_names(files: Files) -> None:
    """Let addresses without format mean the Turtle file."""
    for path in _DOCUMENTS:
        if f"{path}?format=turtle" in files:
            files.add_name(path, f"{path}?format=turtle")


def fetch(service: Service, files: Files, folder: Path, address: str, name: str) -> bool:
    """Write what the service answers at ``address``; say whether there was anything."""
    answer = service.get(address, accept="*/*")
    if answer.status_code != 200:
        return False
    put(folder / files.add_file(address, name), answer.data)
    return True


def static_files(app: Application, files: Files, folder: Path) -> int:
    """Copy style, fonts and pictures; programs need a server to talk to. Return how many."""
    source = Path(app.static_folder or "")
    count = 0
    for path in sorted(source.rglob("*")):
        if not path.is_file() or path.suffix == _PROGRAM:
            continue
        file = files.add_file(f"/static/{path.relative_to(source).as_posix()}")
        content = path.read_bytes()
        if path.suffix == ".css":
            here = file
            content = _STATIC_ADDRESS.sub(
                lambda match: f"url({relative(match[2], here)})",  # noqa: B023
                content.decode(),
            ).encode()
        put(folder / file, content)
        count += 1
    return count


def site_map(files: Files, folder: Path, pages: list[str], origin: str, changed: str) -> int:
    """Write the map of all pages and what points crawlers to it; return how many files."""
    entries = []
    for address in pages:
        if address.startswith(f"/{LANGUAGES[0]}/"):
            rest = address[1 + len(LANGUAGES[0]) :]
            found = {tag: files.get(f"/{tag}{rest}") for tag in LANGUAGES}
            entries.append({tag: absolute(file, origin) for tag, file in found.items() if file})
    parts = in_files(entries)
    for number, part in enumerate(parts, start=1):
        put(folder / f"sitemap-{number}.xml", sitemap_xml(part).encode())
    put(folder / "sitemap.xml", index_xml(origin, len(parts), changed).encode())
    put(folder / "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {origin}/sitemap.xml\n".encode())
    return len(parts) + 2
