"""A report as workflow commands of GitHub Actions: an annotation a result, at its line."""

from __future__ import annotations

from plangraph.validation.report.wording import WORDS, Said, in_words, notice
from plangraph.validation.results import Severity, ValidationReport

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report_github(report: ValidationReport, *, language: str) -> bytes:
    """Return a line ``::error file=…,line=…,col=…,title=…::…`` for each result.

    GitHub shows ten of each kind a step; the log keeps them all.
    """
    told = [_notice(report, language)] if report.unchecked else []
    commands = [*told, *(_command(said) for said in in_words(report, language))]
    return "".join(command + "\n" for command in commands).encode()


def _notice(report: ValidationReport, language: str) -> str:
    title = _property(WORDS[language]["unchecked"])
    return f"::error title={title}::{_data(notice(report, language))}"


def _command(said: Said) -> str:
    place = said.place
    properties = {
        "file": place.file if place else "",
        "line": str(place.line) if place and place.line else "",
        "col": str(place.column) if place and place.column else "",
        "title": f"{said.name} ({said.severity})",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    about = f" ({said.path}: {said.value})" if said.path and said.value else ""
    message = " ".join(part for part in (f"«{said.thing}»: {said.problem}{about}", said.suggestion) if part)
    return f"::{_COMMANDS[said.result.severity]} {given}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message as the toolkit of GitHub Actions does (``@actions/core``, ``escapeData``)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape the value of a property (``escapeProperty``)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
