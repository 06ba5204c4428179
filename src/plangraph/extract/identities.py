"""One project, one record: a code that one row ties to a CUP means that CUP on every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plangraph.records import Activity, Mention, Project, Target

_Key = tuple[str | None, str]


def unify_projects(activities: Sequence[Activity]) -> tuple[Activity, ...]:
    """Return the activities with each project under one identity, and under its longest title.

    A code that two rows tie to different CUPs is left as each row has it: which is right, the text does
    not say, and the shapes report it.
    """
    projects = [target for a in activities for m in a.mentions for target in m.targets]
    cups: dict[_Key, set[str]] = {}
    titles: dict[tuple[str | None, _Key | None], str] = {}
    for project in projects:
        if isinstance(project, Project) and project.cup and project.local_code:
            cups.setdefault((project.programme, project.local_code), set()).add(project.cup)

    def identify(target: Target) -> Target:
        if not isinstance(target, Project) or target.cup or not target.local_code:
            return target
        known = cups.get((target.programme, target.local_code), set())
        return replace(target, cup=next(iter(known))) if len(known) == 1 else target

    def key(project: Project) -> tuple[str | None, _Key | None]:
        code = (project.programme, project.local_code) if project.local_code else None
        return (project.cup, None) if project.cup else (None, code)

    for target in map(identify, projects):
        if isinstance(target, Project):
            known = titles.get(key(target), "")
            titles[key(target)] = max(known, target.title, key=len)

    def settle(mention: Mention) -> Mention:
        found = (identify(target) for target in mention.targets)
        settled = (replace(t, title=titles[key(t)]) if isinstance(t, Project) else t for t in found)
        return replace(mention, targets=tuple(settled))

    return tuple(replace(a, mentions=tuple(map(settle, a.mentions))) for a in activities)
