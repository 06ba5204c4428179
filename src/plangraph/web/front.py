"""What stands before Flask: kept answers, and queries that need no page.

A query goes from here to the workers and back without touching Flask, whose share of a short one would be a
third. Whatever is no plain success, Flask answers: the error travels there in the environ.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from io import BytesIO
from urllib.parse import parse_qsl

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.errors import StoreError
from plangraph.store.formats import FORMATS
from plangraph.web import headers
from plangraph.web.cache import AnswerCache
from plangraph.web.clients import client_of
from plangraph.web.languages import spoken
from plangraph.web.making import Making
from plangraph.web.metrics import KEPT, Metrics
from plangraph.web.negotiation import preferences
from plangraph.web.problems import ERROR, ProblemError
from plangraph.web.questions import Asked, Environ, Reader, digest
from plangraph.web.representation import Headers, Representation, StartResponse
from plangraph.web.responses import data_headers
from plangraph.web.sources import Sources
from plangraph.web.translations import LANGUAGES
from plangraph.workers.errors import BusyError
from plangraph.workers.evaluation import Asker
from plangraph.workers.messages import Reply

ENDPOINT = "/sparql"
PARAMETERS = frozenset({"default", "format", "graph", "iri", "kind", "lang", "limit", "offset", "q"})
"""Names of those in an address that a document depends on; all others are passed over. Pages may have any."""
_PAGES = [*([tag] for tag in LANGUAGES), ["queries"]]
"""Beginnings of the paths whose documents may depend on any parameter."""
_ASKING = (*(f"/{tag}/query" for tag in LANGUAGES), "/queries/", "/data", "/dumps/")
"""Beginnings of the paths that wait for workers, which are bounded already: nobody else is to wait along."""
_NO_STORE = "no-store"
_OLDEST = 30.0
"""Seconds that an answer is kept of data whose changes go unnoticed."""

_NAMES = sorted(
    {name for form in FORMATS for name in (form.media_type, *form.also)}
    | {"text/html", "application/xhtml+xml"}
)
"""Media types that anything here is offered in."""

Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Front:
    """WSGI middleware: answers from the cache, else from the workers, else from the application."""

    def __init__(
        self,
        application: Application,
        dataset: Dataset,
        settings: Settings,
        asker: Asker,
        cache: AnswerCache,
        metrics: Metrics,
        sources: Sources,
    ) -> None:
        self._application, self._dataset, self._settings, self._asker = application, dataset, settings, asker
        self._reader = Reader(settings)
        self._sources, self._making = sources, Making()
        self._cache, self._metrics = cache, metrics
        self._cache_control = f"public, max-age={settings.max_age}, must-revalidate"

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; see PEP 3333."""
        if environ["PATH_INFO"] == ENDPOINT and environ["REQUEST_METHOD"] in ("GET", "POST", "HEAD", "QUERY"):
            try:
                asked = self._reader.read(environ)
                if asked is not None:
                    return self._answer(asked, environ).respond(environ, start_response)
            except Exception as error:
                environ |= {ERROR: error, "wsgi.input": BytesIO()}
                return self._application(environ, start_response)
        return self._page(environ, start_response)

    def _answer(self, asked: Asked, environ: Environ) -> Representation:
        version = self._version()
        key = (*version, asked.key)
        kept = self._cache.get(key)
        if kept is None:
            with self._metrics.query():
                reply = self._asker.ask(asked.question, client_of(environ, self._settings))
            kept = self._represent(asked, reply)
            # A worker may still have had the version before, of data in another store.
            if not reply.is_volatile and reply.version == version[0]:
                self._cache.keep(key, kept)
        else:
            environ[KEPT] = True
        return kept

    def _represent(self, asked: Asked, reply: Reply) -> Representation:
        if reply.form is None:
            raise asked.not_acceptable(reply.kind)
        question = asked.question
        graphs: tuple[str, ...] | None = (*question.default_graphs, *question.named_graphs)
        told = self._sources.header(graphs or reply.graphs)
        return Representation(
            reply.body,
            [
                *data_headers(reply.form, question.version(reply.kind, reply.form), asked.operation.file),
                *headers.DATA,
                ("Link", told),
            ],
            modified=None if reply.is_volatile else self._dataset.modified,
            cache_control=_NO_STORE if reply.is_volatile else self._cache_control,
        )

    def _page(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with what the application made for the same address before, or makes now."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._application(environ, start_response)
        try:
            key = self._page_key(environ)
        except StoreError:
            return self._application(environ, start_response)  # which will find the same, and tell
        kept = self._cache.get(key)
        if kept is None:
            try:
                with self._turn(environ):
                    status, made, body = _run(self._application, {**environ, "REQUEST_METHOD": "GET"})
            except BusyError as error:
                return self._application(environ | {ERROR: error}, start_response)
            named = {name.lower(): value for name, value in made}
            if status != "200 OK" or named.get("cache-control") == _NO_STORE:
                start_response(status, made)
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
            kept = Representation(
                body, made, modified=self._dataset.modified, cache_control=self._cache_control
            )
            self._cache.keep(key, kept)
        else:
            environ[KEPT] = True
        try:
            return kept.respond(environ, start_response)
        except ProblemError as error:
            return self._application(environ | {ERROR: error}, start_response)

    def _turn(self, environ: Environ) -> AbstractContextManager[None]:
        if environ["PATH_INFO"].startswith(_ASKING):
            return nullcontext()
        return self._making.one_more(client_of(environ, self._settings))

    def _version(self) -> tuple[Hashable, ...]:
        """Return what changes when the data do, or at least now and then.

        Raises:
            StoreError: the data are in another store, which does not answer as it should.
        """
        if self._dataset.has_stable_version:
            return (self._dataset.version,)
        return self._dataset.version, time.monotonic() // _OLDEST

    def _page_key(self, environ: Environ) -> Hashable:
        path, given = environ["PATH_INFO"], parse_qsl(environ.get("QUERY_STRING", ""), True)
        if path.split("/", 2)[1:2] not in _PAGES:
            given = [pair for pair in given if pair[0] in PARAMETERS]
        accepted = _preferences(environ.get("HTTP_ACCEPT", ""))
        language = spoken(path, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        return (*self._version(), digest(path, given, accepted, language))


@lru_cache(maxsize=256)
def _preferences(accept: str) -> tuple[tuple[int, int, str], ...]:
    return preferences(accept, _NAMES)


def _run(application: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    """Return status, headers and the whole body of a response."""
    told: list[tuple[str, Headers]] = []
    pieces = application(environ, lambda status, made, *_: told.append((status, list(made))))
    body = in_one_piece(pieces)  # first: only then is it sure that the head was told
    return (*told[0], body)


def in_one_piece(pieces: Iterable[bytes]) -> bytes:
    """Return a body in one piece: granian sends that without holding a thread, however slowly it is taken."""
    if type(pieces) is list and len(pieces) == 1:
        only: bytes = pieces[0]
        return only
    try:
        return b"".join(pieces)
    finally:
        if (close := getattr(pieces, "close", None)) is not None:
            close()
