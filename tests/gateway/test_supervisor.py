"""The main process while an HTTP process takes over from another: real processes, no requests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
# The first HTTP process is ready at once, the second never: it is forked from the same main process.
SCRIPT = """
import sys, time
from plangraph.gateway.supervisor import Supervisor
from plangraph.settings import Settings

def start(data, ready, leaving):
    print("started", data, file=sys.stderr, flush=True)
    if data:
        time.sleep(600)
    ready()
    return lambda exchange, environ: 200

data = iter((0, 1))
Supervisor(Settings(port=int(sys.argv[1]), stop_seconds=1), start, lambda: next(data)).run()
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no reload on this system")
def test_a_stop_does_not_wait_for_a_new_process_that_never_gets_ready() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SCRIPT, str(port)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "started 0\n"
        process.send_signal(signal.SIGHUP)
        assert process.stderr.readline() == "started 1\n"
        process.terminate()
        try:
            assert process.wait(timeout=30) == 0
        finally:
            process.kill()
