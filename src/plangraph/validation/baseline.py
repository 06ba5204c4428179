"""A baseline: the findings that are known and accepted, so that only new ones count."""

from __future__ import annotations

import json
from pathlib import Path

from plangraph.errors import InputError
from plangraph.validation.report.wording import in_words
from plangraph.validation.results import ValidationReport

_VERSION = 1


def read_baseline(path: Path) -> frozenset[str]:
    """Return the fingerprints in a baseline; see ``ValidationReport.without``.

    Raises:
        InputError: the file cannot be read, or is no baseline.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise KeyError("version")
        return frozenset(str(finding["fingerprint"]) for finding in content["findings"])
    except OSError as error:
        raise InputError(
            f"the baseline cannot be read ({error.strerror})",
            path=path,
            remedy="Write one with --write-baseline.",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "not a baseline of plangraph", path=path, remedy="Write it anew with --write-baseline."
        ) from error


def baseline_bytes(report: ValidationReport) -> bytes:
    """Return a baseline of all findings of ``report``, sorted, with words for whoever reads its history."""
    findings = [
        {
            "fingerprint": said.fingerprint,
            "severity": said.result.severity.name.lower(),
            "rule": said.name,
            "thing": str(said.result.focus_node),
        }
        for said in in_words(report, "en")
    ]
    content = {"version": _VERSION, "findings": sorted(findings, key=lambda finding: finding["fingerprint"])}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
