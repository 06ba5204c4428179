"""Serve the graphs over HTTP with granian, in one process that is replaced if it dies, and its workers."""

from __future__ import annotations

import errno
import http.client
import multiprocessing.util
import os
import socket
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plangraph.errors import UsageError
from plangraph.judging.craft import Judging
from plangraph.judging.judges import Judges, JudgesHere
from plangraph.layout import Layout
from plangraph.logs import log
from plangraph.search.functions import with_search
from plangraph.search.index import Index
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.generations import is_store
from plangraph.store.graphs import graph_files
from plangraph.web.app import create_app
from plangraph.workers.evaluation import Asker, InThisProcess

if TYPE_CHECKING:
    from plangraph.store.federation import Federation

_STACK = 8 * 1024 * 1024
"""Bytes of stack for each thread that answers: the guard's limits on nesting suppose as much."""
_READ_MORE = 3
"""A store's answer may be longer than ours, for its JSON is longer than most that it is turned into."""
_FILES = 8_192
"""Files that the HTTP process may have open: connections, and those to workers."""
_PATIENCE = 30.0
"""Seconds to wait for the own first answer before giving up on saying so."""


def serve(settings: Settings, layout: Layout) -> None:
    """Read the graphs and serve them until SIGINT or SIGTERM; read them anew at SIGHUP.

    Standard error gets one line, with the address, once the service answers.

    Args:
        settings: address, limits and folder of the built graphs.
        layout: ontology, shapes, queries, and the built graphs if the settings name no folder.

    Raises:
        UsageError: the port is taken, or the address is none of this machine.
        RdfSyntaxError: a file is missing or is no Turtle.
        StoreError: the store that the settings name does not answer as it should.
    """
    _require_free(settings)
    _run(settings, layout)


@dataclass(frozen=True, slots=True)
class _Served:
    """What is read anew at SIGHUP."""

    dataset: Dataset
    index: Index
    """Of its words."""


def _read(settings: Settings, layout: Layout) -> _Served:
    """Return the data, with search in their queries."""
    dataset = _dataset(settings, layout)
    index = Index(dataset)
    return _Served(with_search(dataset, index), index)


def _dataset(settings: Settings, layout: Layout) -> Dataset:
    """Return the graphs: of the files, or of the other store, which must answer now."""
    if not settings.store:
        return open_dataset(graph_files(layout, settings.data), _federation(settings))
    if is_store(Path(settings.store)):
        from plangraph.store.ondisk import open_folder

        return open_folder(Path(settings.store))
    from plangraph.store.credentials import read_credentials
    from plangraph.store.remote import open_remote

    credentials = read_credentials(settings.store_user)
    dataset = open_remote(
        settings.store,
        credentials,
        graphs=settings.graphs.split(),
        seconds=settings.deadline,
        most=_READ_MORE * settings.answer_size,
    )
    if not dataset.has_stable_version:
        told = "no complete `plangraph publish` is recorded in the store"
        log("warning", "store without version", reason=told, consequence="changes show after a minute")
    return dataset


def _federation(settings: Settings) -> Federation | None:
    if not settings.services:
        return None
    from plangraph.store.federation import Federation, read_endpoints

    return Federation(
        read_endpoints(settings.services), seconds=settings.service_seconds, most=settings.answer_size
    )


def _require_free(settings: Settings) -> None:
    """Bind once without SO_REUSEPORT, which granian sets: it would share the port of a service that runs."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            place = f"{settings.host}:{settings.port}"
            if error.errno == errno.EADDRINUSE:
                problem = f"{place} is in use by another program. Stop that, or choose another --port."
            else:
                problem = f"{place} cannot be listened on ({error.strerror}). Mend --host or --port."
            raise UsageError(problem) from error


def _run(settings: Settings, layout: Layout) -> None:
    os.environ["RUST_MIN_STACK"] = str(_STACK)  # read by granian when it starts its first thread
    _allow_connections()
    from plangraph.gateway.call import gateway
    from plangraph.gateway.heap import give_memory_back
    from plangraph.gateway.supervisor import Call, Ready, Supervisor

    give_memory_back()

    def start(served: _Served, ready: Ready, leaving: threading.Event) -> Call:  # in the HTTP process
        judges = _judges(layout, settings)  # first: it starts no thread
        dataset, index = served.dataset, served.index
        if hasattr(os, "fork") and dataset.computes_here:
            from plangraph.search.aside import make_aside

            make_aside(index)
        asker = _asker(dataset, settings)
        app = create_app(dataset, settings, layout.queries, asker, index, judges)
        took_over = ready()
        if Path("/proc/self/fd").exists():
            from plangraph.gateway import unread

            unread.watch(settings.port)
        if not took_over:
            threading.Thread(target=_announce, args=(settings,), daemon=True).start()
        return gateway(app.wsgi_app, settings, app.extensions["metrics"], leaving)

    Supervisor(settings, start, lambda: _read(settings, layout)).run()


def _allow_connections() -> None:
    """Let this process have as many files open as the system allows it to, for each connection is one."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        if soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _asker(dataset: Dataset, settings: Settings) -> Asker:
    if not hasattr(os, "fork"):
        log(
            "warning",
            "no fork on this system",
            consequence="queries and validations run without deadline and memory limit",
        )
        return InThisProcess(dataset)
    from plangraph.workers.pool import Pool

    pool = Pool(dataset, settings)
    multiprocessing.util.Finalize(None, pool.close, exitpriority=0)  # atexit is not run in such a process
    return pool


def _judges(layout: Layout, settings: Settings) -> Judges:
    if not hasattr(os, "fork"):
        return JudgesHere(Judging(layout))
    from plangraph.judging.bench import Bench

    bench = Bench(Judging(layout), settings)
    multiprocessing.util.Finalize(None, bench.close, exitpriority=0)
    return bench


def _announce(settings: Settings) -> None:
    """Say where the service is, once it answers."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection(host, settings.port, timeout=5)
            connection.request("GET", "/health")
            answered = connection.getresponse().status == 200
            connection.close()
        except OSError:
            answered = False
        if answered:
            shown = f"[{host}]" if ":" in host else host
            print(f"plangraph serves the plan at http://{shown}:{settings.port}", file=sys.stderr, flush=True)
            return
        time.sleep(0.01)
