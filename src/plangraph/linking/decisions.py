"""What a steward decided on links: ``links.toml`` beside the profile of a plan.

Decisions are keyed by what survives a new import: the activity's IRI, and a CUP or the code of a measure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rdflib import URIRef

from plangraph.errors import LinkingError
from plangraph.linking.values import Activity, Decision, Link, Linked, Method, Search, Status, Target

_KEYS = {"activity", "measure", "cup", "status", "by", "on", "why"}
_STATUSES = {"confirmed": Status.CONFIRMED, "rejected": Status.REJECTED}


def read_decisions(path: Path, plan: URIRef) -> tuple[Decision, ...]:
    """Read the decisions on links of one plan; a file that is missing holds none.

    Args:
        path: ``links.toml``.
        plan: the plan's IRI; an activity may be given by what follows ``…/activity/``.

    Raises:
        LinkingError: the file is no TOML, a key is missing, unknown or makes no sense, or two decisions are
            about the same link.
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise LinkingError(f"the decisions cannot be read: {error}", path=path) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise LinkingError(f"no TOML: {error}", path=path, line=int(found[1]) if found else None) from error
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*decision\s*\]\]", line)]
    tables = content.get("decision", [])
    if content.keys() - {"decision"} or not isinstance(tables, list) or len(lines) != len(tables):
        raise LinkingError(
            "something else than [[decision]] tables",
            path=path,
            remedy="Open every decision with [[decision]].",
        )
    decisions = tuple(_decision(table, line, path, plan) for table, line in zip(tables, lines, strict=True))
    _refuse_twice(decisions, path)
    return decisions


def decided(linked: Linked, decisions: Iterable[Decision], targets: Mapping[str, Target]) -> Linked:
    """Return links with the status that a steward gave them.

    A decision on a pair that no method found makes a link of its own. One on an activity or a target that is
    not there is kept in ``lost``.

    Args:
        linked: left unchanged.
        decisions: each on another pair.
        targets: by CUP and by every code of a measure.
    """
    searches = {search.activity.iri: search for search in linked.searches}
    lost = []
    for decision in decisions:
        search, target = searches.get(decision.activity), targets.get(decision.target)
        if search is None or target is None:
            lost.append(decision)
        else:
            searches[decision.activity] = _applied(search, target, decision)
    return replace(linked, searches=tuple(searches.values()), lost=tuple(lost))


def _applied(search: Search, target: Target, decision: Decision) -> Search:
    links = tuple(
        replace(link, status=decision.status, decision=decision) if link.target.iri == target.iri else link
        for link in search.links
    )
    if links == search.links:
        links = (*links, _new(search.activity, target, decision))
    return replace(search, links=links)


def _new(activity: Activity, target: Target, decision: Decision) -> Link:
    return Link(
        activity=activity,
        target=target,
        method=Method.STEWARD,
        status=decision.status,
        score=Decimal(1 if decision.status is Status.CONFIRMED else 0),
        quote=activity.title,
        evidence=activity.rows,
        decision=decision,
    )


def _decision(table: Any, line: int, path: Path, plan: URIRef) -> Decision:
    def refuse(problem: str, remedy: str) -> LinkingError:
        return LinkingError(problem, path=path, line=line, remedy=remedy)

    unknown = sorted(table.keys() - _KEYS)
    if unknown:
        raise refuse(f"the key {unknown[0]} is not known", f"A decision has {', '.join(sorted(_KEYS))}.")
    if ("measure" in table) == ("cup" in table):
        raise refuse("a decision is about a measure or a project", "Give either measure or cup.")
    values = {key: table.get(key) for key in ("activity", "status", "by", "why")}
    values["target"] = table.get("measure", table.get("cup"))
    for key, value in values.items():
        if not isinstance(value, str) or not value.strip():
            name = key if key != "target" else "measure or cup"
            raise refuse(f"{name} is missing or no text", f"Add it: {name} is a text in quotes.")
    on = table.get("on")
    if not isinstance(on, date) or isinstance(on, datetime):
        raise refuse("on is missing or no date", "Write it without quotes: on = 2026-11-23.")
    if values["status"] not in _STATUSES:
        raise refuse(f"status = {values['status']!r} is no decision", "It is confirmed or rejected.")
    activity = values["activity"].strip()
    return Decision(
        activity=URIRef(activity if ":" in activity else f"{plan}/activity/{activity}"),
        target=values["target"].strip(),
        status=_STATUSES[values["status"]],
        by=values["by"].strip(),
        on=on,
        why=values["why"].strip(),
        line=line,
    )


def _refuse_twice(decisions: Iterable[Decision], path: Path) -> None:
    seen: dict[tuple[URIRef, str], int] = {}
    for decision in decisions:
        key = (decision.activity, decision.target)
        if key in seen:
            raise LinkingError(
                f"the same link was decided on in line {seen[key]}",
                path=path,
                line=decision.line,
                remedy="Keep one.",
            )
        seen[key] = decision.line
