"""The command line: arguments, one call, one print. Data on stdout, diagnostics on stderr.

Exit codes: 0 done, 1 violations or a stale file, 2 usage, 3 unreadable input. Commands import what
they need when they run, so that ``serve`` does not wait for libraries that only ``build`` uses.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import Any

import click

from plangraph import __version__
from plangraph.cli.asking import query
from plangraph.cli.building import build, infer
from plangraph.cli.checking import check
from plangraph.cli.exporting import export
from plangraph.cli.listing import Listing
from plangraph.cli.pnrr import pnrr
from plangraph.cli.pnrr_import import import_
from plangraph.cli.pnrr_link import evaluate, link
from plangraph.cli.pnrr_scheme import code, scheme
from plangraph.cli.publishing import publish
from plangraph.cli.serving import serve
from plangraph.cli.validating import validate
from plangraph.errors import PlangraphError


class _Commands(Listing):
    """Commands whose errors end in one sentence and the right exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PlangraphError as error:
            click.echo(f"plangraph: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader has gone; without this Python would complain once more when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="plangraph %(version)s")
def main() -> None:
    """Turn a municipal strategic plan into a knowledge graph, validate it, ask it, serve it."""
    # rdflib 7.6 shouts about literals that are ill-typed, with tracebacks; the report says it better.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=UserWarning, module=r"rdflib\.")


for command in (scheme, code, import_, link, evaluate):
    pnrr.add_command(command)
for command in (build, infer, validate, query, serve, publish, export, check, pnrr):
    main.add_command(command)
