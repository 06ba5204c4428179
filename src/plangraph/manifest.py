"""``build.json``: digests of what a build read and wrote, so that a stale graph is noticed at once.

Reading it costs milliseconds and no RDF library: ``serve`` asks it at every start.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plangraph import __version__
from plangraph.layout import Layout
from plangraph.profile import Profile

NAME = "build.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one build read and wrote; every digest is a sha256 in lower-case hex."""

    version: str
    """Of plangraph."""
    inputs: Mapping[str, str]
    """Name → digest."""
    outputs: Mapping[str, str]
    """File name → digest."""

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON, keys sorted."""
        content = {"plangraph": self.version, "inputs": dict(self.inputs), "outputs": dict(self.outputs)}
        return (json.dumps(content, indent=2, sort_keys=True) + "\n").encode()


def input_digests(profile: Profile, layout: Layout) -> dict[str, str]:
    """Return name → digest of every file that a build of ``profile`` reads.

    A file of the project is named from the project's root, one of the plan from its profile's folder.
    """
    plan = (profile.path, profile.source, *profile.gazetteers)
    shared = (*layout.gazetteer.glob("*"), *layout.ontology.rglob("*.ttl"))
    named = {path.name: path for path in plan}
    named |= {path.relative_to(layout.root).as_posix(): path for path in shared if path.is_file()}
    return {name: digest(named[name].read_bytes()) for name in sorted(named)}


def is_current(output: Path, profile: Profile, layout: Layout) -> bool:
    """Say whether the graph at ``output`` and the files beside it are what a build would write now.

    Judged by digests and plangraph's version; ``build --check`` compares the bytes themselves.
    """
    try:
        content = json.loads((output.parent / NAME).read_bytes())
        version, inputs, outputs = content["plangraph"], content["inputs"], content["outputs"]
        written = {name: digest((output.parent / name).read_bytes()) for name in outputs}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    current = (__version__, input_digests(profile, layout), outputs)
    return output.name in outputs and (version, inputs, written) == current


def digest(content: bytes) -> str:
    """Return the sha256 of ``content``."""
    return hashlib.sha256(content).hexdigest()
