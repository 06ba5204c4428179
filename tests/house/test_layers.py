"""Which way the data walk: the order of modules, kept over the syntax tree of every import.

Imports inside functions count like any other; an import that would be wrong on top is wrong there too.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

WALK = (
    # Words that everybody speaks
    {
        "contradictions",
        "errors",
        "logs",
        "months",
        "namespaces",
        "vocabulary",
        "records",
        "layout",
        "settings",
        "settings_reading",
    },
    # Files in
    {"iris", "toml_tables", "profile", "wording", "source", "turtle", "sheets", "gazetteer", "manifest"},
    # Text → records → triples
    {"extract"},
    {"graph", "provenance", "pnrr"},
    # Triples → more triples, or a report on them
    {"reasoning", "validation", "linking"},
    {"store", "queries"},
    {"search"},
    {"workers"},
    {"catalog", "findings"},
    {"pipeline", "national"},
    {"validating"},
    {"checks"},
    {"judging"},
    # The edges
    {"web"},
    # What the web makes, as files
    {"export"},
    {"gateway"},
    {"server"},
    {"cli"},
)
"""A component imports from its own row or an earlier one. A new component is given its place here."""

TEXT = {"records", "toml_tables", "profile", "wording", "source", "gazetteer", "extract"}
MAKING = TEXT | {
    "graph",
    "provenance",
    "pnrr",
    "reasoning",
    "validation",
    "linking",
    "catalog",
    "pipeline",
    "validating",
    "checks",
}
BARRED = {
    # Left of graph there is no RDF, right of it there are no records.
    "graph": {"extract"},
    "reasoning": TEXT | {"graph"},
    "validation": TEXT | {"graph"},
    "linking": TEXT | {"pnrr", "reasoning", "validation"},
    # What serves the graph knows nothing of how it was made.
    "store": MAKING,
    "queries": MAKING,
    "search": MAKING,
    "workers": MAKING,
    "judging": MAKING - {"reasoning", "validation"},
    "web": MAKING - {"catalog"},
    "export": MAKING,
    "gateway": MAKING,
    "server": MAKING - {"catalog"},
}
"""What a component must not import although it comes earlier on the walk."""

RDF_LIBRARIES = {"rdflib", "owlrl", "pyshacl", "pyoxigraph"}
WITHOUT_RDF = TEXT - {"gazetteer"} | {"errors", "layout", "settings", "manifest", "workers", "web"}
WITHOUT_RDF |= {"logs", "gateway", "server", "search", "sheets", "export"}
OWNERS = {
    "owlrl": {"reasoning"},
    "pyshacl": {"validation"},
    "shacl": {"validation"},
    "pyoxigraph": {"store"},
    "babel": {"web"},
    "brotli": {"web"},
    "backports": {"web"},
    "cachetools": {"web"},
    "flask": {"web", "server"},
    "prometheus_client": {"web"},
    "werkzeug": {"web"},
    "granian": {"gateway", "server"},
    "click": {"cli"},
    "rich": {"cli"},
    "rapidfuzz": {"extract", "pnrr", "web"},
    "xlsxwriter": {"sheets"},
    "snowballstemmer": {"linking", "search"},
    "urllib3": {"pnrr", "store"},
    "ijson": {"pnrr"},
    "pyarrow": {"pnrr"},
    "python_calamine": {"pnrr"},
}

Imports = Mapping[str, frozenset[str]]


@pytest.fixture(scope="module")
def imports(root: Path) -> Imports:
    """Return each module of the package with the dotted names of all that it imports."""
    source = root / "src"
    names = {_module_name(path.relative_to(source)): path for path in sorted(source.rglob("*.py"))}
    return {name: frozenset(_imported(path, name, names.keys())) for name, path in names.items()}


def test_every_component_has_a_place_on_the_walk(imports: Imports) -> None:
    placed = set().union(*WALK)
    homeless = {_component(module) for module in imports} - placed - {""}
    assert not homeless, f"give {sorted(homeless)} a row in WALK"


def test_components_import_from_their_own_row_or_earlier_ones(imports: Imports) -> None:
    row = {component: number for number, components in enumerate(WALK) for component in components}
    upward = [
        f"{module} imports {other}"
        for module, other in _internal(imports)
        if row.get(_component(other), -1) > row.get(_component(module), len(WALK))
    ]
    assert not upward, upward


def test_components_import_nothing_that_is_barred_to_them(imports: Imports) -> None:
    trespasses = [
        f"{module} imports {other}"
        for module, other in _internal(imports)
        if _component(other) in BARRED.get(_component(module), set())
    ]
    assert not trespasses, trespasses


def test_no_rdf_library_where_there_is_no_rdf(imports: Imports) -> None:
    trespasses = [
        f"{module} imports {library}"
        for module, library in _external(imports)
        if library in RDF_LIBRARIES and _component(module) in WITHOUT_RDF
    ]
    assert not trespasses, trespasses


def test_each_library_is_imported_by_its_owner_only(imports: Imports) -> None:
    strangers = [
        f"{module} imports {library}, which belongs to {' and '.join(sorted(OWNERS[library]))}"
        for module, library in _external(imports)
        if library in OWNERS and _component(module) not in OWNERS[library]
    ]
    assert not strangers, strangers


def test_imports_form_no_cycle(imports: Imports) -> None:
    inner = {module: imported & imports.keys() - {module} for module, imported in imports.items()}
    try:
        TopologicalSorter(inner).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def _module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _component(module: str) -> str:
    """Return the part after ``plangraph.``; empty for the package itself, and for ``__main__``."""
    name = module.partition(".")[2].partition(".")[0]
    return "" if name == "__main__" else name


def _internal(imports: Imports) -> Iterator[tuple[str, str]]:
    for module, imported in imports.items():
        for other in sorted(imported & imports.keys()):
            if _component(module):
                yield module, other


def _external(imports: Imports) -> Iterator[tuple[str, str]]:
    for module, imported in imports.items():
        for library in sorted({name.split(".")[0] for name in imported - imports.keys()}):
            yield module, library


def _imported(path: Path, name: str, known: Collection[str]) -> Iterator[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base]).rstrip(".")
            for alias in node.names:
                # ``from plangraph.store import engine`` names a module, ``import Store`` a thing inside one.
                submodule = f"{base}.{alias.name}"
                yield submodule if submodule in known else base
