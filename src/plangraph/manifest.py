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
from plangraph.errors import UsageError
from plangraph.layout import Layout
from plangraph.profile import Profile, read_profile

NAME = "build.json"
BESIDE = ("links.ttl", "pnrr.ttl")
"""Graphs that other commands make, and that may stand beside a plan's own."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one build read and wrote; every digest is a sha256 in lower-case hex."""

    version: str
    """Of plangraph."""
    plan: str
    """Slug of the plan."""
    inputs: Mapping[str, str]
    """Name → digest."""
    outputs: Mapping[str, str]
    """File name → digest."""
    beside: Mapping[str, str]
    """The same of files that other commands wrote into the folder, and that the catalogue describes."""

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON, keys sorted."""
        content = {
            "plangraph": self.version,
            "plan": self.plan,
            "inputs": dict(self.inputs),
            "outputs": dict(self.outputs),
            "beside": dict(self.beside),
        }
        return (json.dumps(content, indent=2, sort_keys=True) + "\n").encode()


def plan_in(folder: Path) -> str | None:
    """Return the slug of the plan whose graphs ``folder`` holds, None if it holds none that a build wrote."""
    try:
        slug = json.loads((folder / NAME).read_bytes())["plan"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return slug if isinstance(slug, str) else None


def default_profile(layout: Layout) -> Path:
    """Return the profile of the plan that comes with this copy of the project.

    With several plans below ``data/source/``, it is the one whose graphs ``data/`` holds.

    Raises:
        UsageError: there is none, or none is the default.
        ProfileError: one of several cannot be read.
    """
    profiles = sorted((layout.data / "source").glob("*/plan.toml"))
    if len(profiles) == 1:
        return profiles[0]
    held = plan_in(layout.data)
    chosen = [path for path in profiles if held is not None and read_profile(path).slug == held]
    if len(chosen) == 1:
        return chosen[0]
    found = ", ".join(str(path) for path in profiles) or "none"
    raise UsageError(
        f"no default plan below {layout.data / 'source'} (found: {found}). "
        "Say which one with --profile PATH/plan.toml."
    )


def require_own(output: Path, profile: Profile) -> None:
    """Refuse to put one plan's graphs over those of another.

    Raises:
        UsageError: the folder of ``output`` holds another plan, or does not exist.
    """
    folder = output.parent
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder} to write to. Create it first.")
    held = plan_in(folder)
    if held not in (None, profile.slug):
        raise UsageError(
            f"{folder} holds the graphs of the plan {held}, and this is {profile.slug}. "
            "Choose another folder (--output FOLDER/plan.ttl; for serve and check, --data FOLDER)."
        )


def input_digests(profile: Profile, layout: Layout) -> dict[str, str]:
    """Return name → digest of every file that a build of ``profile`` reads.

    A file of the project is named from the project's root, one of the plan from its profile's folder.
    """
    plan = (profile.path, profile.source, *profile.gazetteers)
    terms = (path for path in layout.ontology.rglob("*.ttl") if path.parent != layout.figures)
    rules = {*layout.shapes.rglob("*.ttl")} - {*layout.examples.rglob("*.ttl")}
    shared = (*layout.gazetteer.glob("*"), *terms, *rules)
    named = {path.name: path for path in plan}
    named |= {path.relative_to(layout.root).as_posix(): path for path in shared if path.is_file()}
    return {name: digest(named[name].read_bytes()) for name in sorted(named)}


def beside_digests(folder: Path | None) -> dict[str, str]:
    """Return name → digest of what stands beside a plan's own graphs; nothing for None."""
    if folder is None:
        return {}
    return {name: digest((folder / name).read_bytes()) for name in BESIDE if (folder / name).is_file()}


def is_current(output: Path, profile: Profile, layout: Layout) -> bool:
    """Say whether the graph at ``output`` and the files beside it are what a build would write now.

    Judged by digests and plangraph's version; ``build --check`` compares the bytes themselves.
    """
    try:
        content = json.loads((output.parent / NAME).read_bytes())
        version, inputs, outputs = content["plangraph"], content["inputs"], content["outputs"]
        plan, beside = content["plan"], content["beside"]
        written = {name: digest((output.parent / name).read_bytes()) for name in outputs}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    found = version, plan, inputs, beside
    folder = output.parent
    current = __version__, profile.slug, input_digests(profile, layout), beside_digests(folder)
    return output.name in outputs and found == current and written == outputs


def digest(content: bytes) -> str:
    """Return the sha256 of ``content``."""
    return hashlib.sha256(content).hexdigest()
