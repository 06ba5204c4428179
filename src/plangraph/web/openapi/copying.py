"""The operations that give whole files: dumps, and what crawlers read."""

from __future__ import annotations

from http import HTTPStatus

from plangraph.store.formats import Format
from plangraph.web.dumps import GRAPH_FORMATS, RESULT_FORMATS, WHOLE, WHOLE_FORMATS
from plangraph.web.openapi.operation import Operation
from plangraph.web.openapi.parts import TEXT, Json, content, parameter

_NAME = {"type": "string", "minLength": 1}
_DUMPS = (*GRAPH_FORMATS, *WHOLE_FORMATS)
_PACKED = {"application/gzip": {"schema": {"type": "string", "format": "binary"}}}
_XML = {"application/xml": TEXT}


def copying_operations() -> tuple[Operation, ...]:
    """Return them."""
    number = parameter("number", "Counted from 1.", {"type": "integer", "minimum": 1}, place="path")
    return (
        Operation(
            path="/dumps/{name}",
            name="dumpGraph",
            tag="reading",
            summary=f"A graph as a file, plan.ttl or plan.nt.gz, or all with their names, {WHOLE}.trig.",
            parameters=(parameter("name", "Of the file.", _NAME, place="path"),),
            answers=_file("The file.", _DUMPS),
            problems=("not-found", "answer-too-large", "busy", "store"),
        ),
        Operation(
            path="/dumps/queries/{name}",
            name="dumpAnswer",
            tag="reading",
            summary="The answer of a stored query as a file, without values for its parameters: areas.csv.",
            parameters=(parameter("name", "Of the file.", _NAME, place="path"),),
            answers=_file("The file.", tuple(RESULT_FORMATS.values())),
            problems=("not-found", "answer-too-large", "busy", "deadline", "memory", "store"),
        ),
        Operation(
            path="/sitemap.xml",
            name="sitemap",
            tag="operating",
            summary="The pages, or the parts of their list.",
            answers={HTTPStatus.OK: {"description": "The list.", "content": _XML}},
            problems=("not-found", "busy", "store"),
        ),
        Operation(
            path="/sitemap-{number}.xml",
            name="sitemapPart",
            tag="operating",
            summary="One part of the list of pages.",
            parameters=(number,),
            answers={HTTPStatus.OK: {"description": "The part.", "content": _XML}},
            problems=("not-found", "busy", "store"),
        ),
        Operation(
            path="/robots.txt",
            name="robots",
            tag="operating",
            summary="What crawlers may read.",
            answers={HTTPStatus.OK: {"description": "The rules.", "content": {"text/plain": TEXT}}},
        ),
    )


def _file(told: str, formats: tuple[Format, ...]) -> dict[HTTPStatus, Json]:
    return {
        HTTPStatus.OK: {"description": told, "content": {**content(formats), **_PACKED}},
        HTTPStatus.NOT_MODIFIED: {"description": "As you have it."},
    }
