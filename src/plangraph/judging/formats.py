"""What reports are written in, for those who negotiate; :mod:`plangraph.validation` writes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One way to write a report."""

    name: str
    """Value of ``?format=`` here and of ``--format`` on the command line."""
    media_type: str
    suffix: str
    """Of file names, without the dot."""
    also: tuple[str, ...] = ()
    """Other media types that ask for it."""
    by_name_only: bool = False
    """No media type asks for it, because another format has the same one."""

    @property
    def is_file(self) -> bool:
        """Whether people want it saved rather than shown."""
        return self.name in ("csv", "xlsx", "sarif", "junit")

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


REPORT_FORMATS = (
    ReportFormat("json", "application/json", "json"),
    ReportFormat("text", "text/plain", "txt"),
    ReportFormat("html", "text/html", "html", ("application/xhtml+xml",)),
    ReportFormat("turtle", "text/turtle", "ttl", ("application/x-turtle",)),
    ReportFormat("jsonld", "application/ld+json", "jsonld"),
    ReportFormat("csv", "text/csv", "csv"),
    ReportFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ReportFormat("sarif", "application/sarif+json", "sarif"),
    ReportFormat("junit", "application/xml", "xml", ("text/xml",)),
    ReportFormat("github", "text/plain", "log", by_name_only=True),
)
"""All of them, the one for clients that do not care first."""
PAGE = "page"
"""Name of the form that a page of ours holds: HTML without head. Nobody can ask for it by a request."""


def report_format_named(name: str) -> ReportFormat | None:
    """Return the format with this name or suffix, or None."""
    wanted = name.lower()
    return next((form for form in REPORT_FORMATS if wanted in (form.name, form.suffix)), None)
