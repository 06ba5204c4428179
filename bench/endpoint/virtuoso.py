"""Virtuoso 7, where ``virtuoso-t`` and ``isql-vt`` are installed (Debian: virtuoso-opensource-7-bin)."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from bench.endpoint.processes import free_port
from bench.endpoint.servers import Server, ServerError

# Buffers as its own virtuoso.ini has them for 2 GB of free memory; more HTTP threads than connections.
_CONFIGURATION = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[Parameters]
ServerPort = {sql_port}
DisableUnixSocket = 1
ServerThreads = 100
CheckpointInterval = 0
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 64
MaxClientConnections = 64
MaxKeepAlives = 64
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000
"""
# TTLP_MT's flags: 512 is N-Quads (Virtuoso's documentation of RDF bulk loading).
_LOAD = "DB.DBA.TTLP_MT (file_open ('{quads}'), '', 'urn:none', 512);\n"


@dataclass
class Virtuoso(Server):
    """Virtuoso, database on disk; its default graph is the union of all, with some of its own."""

    name = "virtuoso"
    sql_port: int = field(default_factory=free_port)

    @classmethod
    def missing(cls) -> str:
        """The Debian package with both commands."""
        tools = ("virtuoso-t", "isql-vt")
        return "" if all(map(shutil.which, tools)) else "virtuoso-t (Debian: virtuoso-opensource-7-bin)"

    def command(self) -> list[str]:
        """Write the configuration and return the command that stays in the foreground."""
        text = _CONFIGURATION.format(
            sql_port=self.sql_port, port=self.port, folder=self.graphs.quads.parent.resolve()
        )
        (self.folder / "virtuoso.ini").write_text(text, encoding="utf-8")
        return ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]

    def load(self) -> None:
        """Start it once, load the quads, stop it.

        Raises:
            ServerError: it did not take them.
        """
        self.start(whole=False)
        self._sql(f"log_enable (2);\n{_LOAD.format(quads=self.graphs.quads.resolve())}checkpoint;\n")
        self.stop()

    def stop(self) -> None:
        """Stop it by its own command, which writes the database."""
        if self._process is not None:
            self._sql("shutdown;\n", check=False)
        super().stop()

    def _sql(self, text: str, *, check: bool = True) -> None:
        command = ["isql-vt", str(self.sql_port), "dba", "dba", "VERBOSE=OFF", "ERRORS=STDOUT"]
        finished = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        error = re.search(r"^\*\*\* Error.*", finished.stdout, re.MULTILINE)
        if check and (error or finished.returncode):
            raise ServerError(f"isql-vt: {error[0] if error else finished.stderr.strip()}")


def version(folder: Path) -> str:
    """Return the version as its log has it, after a run in ``folder``."""
    found = re.search(r"Version ([\d.]+)", (folder / "virtuoso.log").read_text(encoding="utf-8"))
    return found[1] if found else "unknown"
