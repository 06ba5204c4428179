"""What an operator can set: by flags of ``plangraph serve``, or by ``PLANGRAPH_…`` variables.

The command line and the documentation are made from :func:`settings_table`; nothing is set anywhere else.
"""

from __future__ import annotations

import re
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from plangraph.errors import UsageError


def _about(meaning: str, *, least: int = 0, most: int | None = None) -> dict[str, Any]:
    return {"help": meaning, "least": least, "most": most}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One consistent set of settings; wrong ones cannot be made."""

    host: str = field(default="127.0.0.1", metadata=_about("Address to listen on; 0.0.0.0 for all."))
    port: int = field(default=8000, metadata=_about("Port to listen on.", least=1, most=65_535))
    data: Path | None = field(
        default=None,
        metadata=_about("Folder of the built graphs; those that come with plangraph if not given."),
    )
    store: str = field(
        default="",
        metadata=_about(
            "SPARQL endpoint, or folder of `pnrr import --store`, to serve from instead of own graphs."
        ),
    )
    store_user: str = field(
        default="",
        metadata=_about("User there; the password comes from PLANGRAPH_STORE_PASSWORD."),
    )
    graphs: str = field(
        default="",
        metadata=_about("IRIs of the graphs there, with blanks between; those published there if not given."),
    )
    services: str = field(
        default="",
        metadata=_about("SPARQL endpoints that queries may call by SERVICE, with blanks between; else none."),
    )
    service_seconds: int = field(
        default=10, metadata=_about("Seconds that such an endpoint may take for an answer.", least=1)
    )
    base: str = field(
        default="https://w3id.org/plangraph/id/",
        metadata=_about("Base of the IRIs that are answered below /id/, with its last slash."),
    )
    public_url: str = field(
        default="",
        metadata=_about("Where the service is seen from outside, for links that must be absolute."),
    )
    theme: Path | None = field(
        default=None, metadata=_about("Style sheet of your own, laid over ours on every page.")
    )
    feedback: str = field(
        default="",
        metadata=_about("E-mail or web address for reports on accessibility; stands in the statement."),
    )
    query_length: int = field(
        default=65_536, metadata=_about("Characters allowed in a SPARQL query.", least=100)
    )
    body_size: int = field(
        default=1_048_576, metadata=_about("Bytes allowed in the body of a request.", least=1_000)
    )
    deadline: int = field(
        default=30,
        metadata=_about("Seconds that a query may take; clients ask for less with timeout=.", least=1),
    )
    memory: int = field(
        default=256, metadata=_about("MiB of memory that a query may take besides the data.", least=16)
    )
    answer_size: int = field(
        default=33_554_432, metadata=_about("Bytes allowed in the answer to a query.", least=1_000)
    )
    workers: int = field(
        default=32,
        metadata=_about("Queries run at the same time, each in a process of its own.", least=1, most=512),
    )
    spares: int = field(default=4, metadata=_about("Workers kept ready at least.", least=1, most=512))
    queue: int = field(
        default=128, metadata=_about("Queries that may wait for a worker; more are refused.", most=2_048)
    )
    client_queries: int = field(
        default=80,
        metadata=_about("Queries that one address may have running or waiting at once; 0 for no limit."),
    )
    validations: int = field(
        default=1, metadata=_about("Validations run at the same time, each in a process of its own.", least=1)
    )
    validation_queue: int = field(
        default=8, metadata=_about("Validations that may wait; more are refused.", most=512)
    )
    client_validations: int = field(
        default=3,
        metadata=_about("Validations that one address may have running or waiting at once; 0 for no limit."),
    )
    validation_size: int = field(
        default=16_777_216, metadata=_about("Bytes allowed in what is sent to be validated.", least=1_000)
    )
    validation_deadline: int = field(
        default=30, metadata=_about("Seconds that a validation may take.", least=1)
    )
    validation_memory: int = field(
        default=768, metadata=_about("MiB of memory that a validation may take.", least=64)
    )
    cache_size: int = field(
        default=67_108_864, metadata=_about("Bytes of memory for answers that are kept; 0 keeps none.")
    )
    max_age: int = field(
        default=0,
        metadata=_about(
            "Seconds that caches outside may use an answer before they ask whether it is current."
        ),
    )
    behind_proxy: bool = field(
        default=False,
        metadata=_about("A proxy of yours adds the client's address to X-Forwarded-For; limits go by that."),
    )
    request_seconds: int = field(
        default=10,
        metadata=_about(
            "Seconds in which the headers of a request must arrive, and again its body.", least=1
        ),
    )
    stop_seconds: int = field(
        default=35,
        metadata=_about("Seconds that answers being made have to end when the service stops.", least=1),
    )
    access_log: bool = field(default=False, metadata=_about("Write one line a request to standard error."))

    def __post_init__(self) -> None:
        """Refuse what cannot be served.

        Raises:
            UsageError: a value is out of its range, or an address is none.
        """
        for entry in fields(self):
            _check_range(entry, getattr(self, entry.name))
        if not self.base.startswith(("http://", "https://")) or not self.base.endswith("/"):
            raise UsageError(f"base «{self.base}» is no http IRI with a slash at its end. Mend --base.")
        if self.services and self.store:
            raise UsageError("--services is for graphs of our own; let the --store allow calls to others.")
        if self.public_url and not self.public_url.startswith(("http://", "https://")):
            raise UsageError(
                f"public URL «{self.public_url}» does not begin with https://. Mend --public-url."
            )

        if self.theme is not None and not self.theme.is_file():
            raise UsageError(f"there is no style sheet «{self.theme}». Mend --theme.")
        if self.feedback and not re.match(r"https?://|mailto:|[^@\s:]+@[^@\s]+$", self.feedback):
            raise UsageError(f"«{self.feedback}» is neither an e-mail nor a web address. Mend --feedback.")

    @property
    def threads(self) -> int:
        """Requests held at once: queries that run or wait, bodies and large answers, and some for pages."""
        validations = self.validations + self.validation_queue
        asking = self.workers + self.queue + self.joined + validations
        return asking + self.bodies + self.waiting_bodies + self.sendings + 16

    @property
    def joined(self) -> int:
        """Requests that may wait for the answer to another's equal query."""
        return self.queue // 2

    @property
    def bodies(self) -> int:
        """Bodies of requests read at the same time; beyond, the slowest makes room."""
        return 64

    @property
    def waiting_bodies(self) -> int:
        """Bodies that may wait until one makes room; more are refused."""
        return 256

    @property
    def sendings(self) -> int:
        """Large answers sent at the same time; more are refused."""
        return 32

    @property
    def origin(self) -> str:
        """Beginning of absolute links: the public URL, else host and port; never what a client says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"


def _check_range(entry: Field[Any], value: Any) -> None:
    least, most = entry.metadata["least"], entry.metadata["most"]
    if isinstance(value, bool) or not isinstance(value, int):
        return
    if value < least or (most is not None and value > most):
        upto = "" if most is None else f" and at most {most:,}"
        raise UsageError(f"{entry.name.replace('_', ' ')} is {value:,}, it must be at least {least:,}{upto}.")
