"""Links between the activities of a plan and the PNRR, each by the surest method that finds it.

What the text states by a code is stated; what follows from that and from open data is derived; what only
the wording suggests is a candidate, whatever its score (issue: cross-reference with the PNRR).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from plangraph.linking.links import (
    SHOWN,
    is_measure,
    left_over,
    link_by,
    resting_on,
    surest,
    with_alternatives,
)
from plangraph.linking.reading import (
    aligned,
    measures,
    projects_in,
    read_activities,
    read_concepts,
    read_projects,
    tables,
)
from plangraph.linking.values import (
    Activity,
    Alternative,
    Link,
    Linked,
    Mention,
    Method,
    Search,
    Status,
)
from plangraph.linking.wording import Wording
from plangraph.linking.words import Words
from plangraph.namespaces import ID, PLAN

PNRR = ID["programme/PNRR"]
_SURE = Decimal(1)


class Finder:
    """All that links are looked for in.

    Args:
        plan: its asserted graph.
        scheme: the PNRR as SKOS, with the programmes.
        open_data: projects of the municipality, or of more; empty where none were imported.
        words: which words count.
        istat_code: of the municipality.
    """

    def __init__(self, plan: Graph, scheme: Graph, open_data: Graph, words: Words, istat_code: str) -> None:
        self.activities = read_activities(plan)
        self.concepts = read_concepts(scheme)
        self.projects = read_projects(plan, open_data, self.concepts)
        self.wording = Wording(
            measures(scheme, self.concepts), words, lambda item: self._match(item) is not None
        )
        self.scheme, self._words = scheme, words
        self._local = projects_in(_territory(plan), istat_code, open_data, self.concepts)
        self._project_wording = Wording(self._local.values(), words) if self._local else None
        self.is_of_elsewhere = not self._local and any(open_data.subjects(RDF.type, PLAN.InvestmentProject))
        """There are projects in open data, but none in the plan's municipality."""
        imported = (ID["graph/pnrr"],) if open_data else ()
        graphs = (ID["graph/plan"], ID["graph/vocabulary"], *imported)
        self.used = (*graphs, *tables(scheme, open_data))

    def linked(self) -> Linked:
        """Look for links of every activity."""
        return Linked(
            searches=tuple(self.search(activity) for activity in self.activities),
            used=self.used,
            threshold=self._words.threshold,
        )

    def search(self, activity: Activity) -> Search:
        """Look for the links of one activity."""
        named = list(self._named(activity))
        found = [*named, *self._from_place(activity, named), *self._by_wording(activity)]
        links = surest(found)
        left = self._left(activity, {link.target.iri for link in links})
        return Search(
            activity=activity,
            links=tuple(with_alternatives(link, left) for link in links),
            alternatives=left,
        )

    def names_nothing(self, activity: Activity) -> bool:
        """Say whether only its wording can link an activity: no code, no programme that funds it."""
        return not self._naming(activity) and next(self._named(activity), None) is None

    def _named(self, activity: Activity) -> Iterator[Link]:
        """Yield what codes in the text state, and what follows from a CUP."""
        for mention in activity.mentions:
            if mention.target is None:
                continue
            project, concept = self.projects.get(mention.target), self.concepts.get(mention.target)
            status = Status.STATED if mention.exact else Status.CANDIDATE
            score = _SURE if mention.exact else Decimal("0.5")
            if mention.kind == "cup" and project is not None:
                yield link_by(activity, project, Method.CUP, status, score, mention)
                for measure in sorted(project.within, key=str) if mention.exact else ():
                    if not any(measure in self.concepts[other].within for other in project.within):
                        target = self.concepts[measure]
                        yield link_by(activity, target, Method.CUP, Status.DERIVED, score, mention)
            elif mention.kind == "local-code" and project is not None:
                yield link_by(activity, project, Method.LOCAL_CODE, status, score, mention)
            elif mention.kind == "pnrr-code" and concept is not None:
                yield link_by(activity, concept, Method.MEASURE_CODE, status, score, mention)

    def _from_place(self, activity: Activity, named: Sequence[Link]) -> Iterator[Link]:
        """Yield the municipality's projects under a measure that the text names by its code.

        One project alone is derived. Of several the text does not say which: they are candidates in the
        order of their wording.
        """
        for stated in named:
            if stated.method is not Method.MEASURE_CODE or not is_measure(stated.target):
                continue
            measure = stated.target.iri
            under = {project.iri: project for project in self._local.values() if measure in project.within}
            if len(under) == 1:
                (project,) = under.values()
                yield resting_on(stated, project, Method.MEASURE_CODE_AND_PLACE, Status.DERIVED, _SURE)
            elif under and self._project_wording is not None:
                ranked = self._project_wording.ranked(activity, frozenset({measure}))[:SHOWN]
                for project, score in ranked:
                    yield resting_on(stated, project, Method.MEASURE_CODE_AND_PLACE, Status.CANDIDATE, score)

    def _by_wording(self, activity: Activity) -> Iterator[Link]:
        """Yield candidates: measures, then projects; at most one of a method."""
        naming, scope = self._naming(activity), self.scope(activity)
        ranked = self.wording.ranked(activity, scope)
        for mention in naming:
            match = mention.target and self._match(mention.target)
            for target, score in ranked:
                if target.iri == match:
                    yield link_by(
                        activity, target, Method.PROGRAMME_AND_WORDING, Status.CANDIDATE, score, mention
                    )
        for target, score in ranked[:1]:
            # Within a component that the text names there are few measures to choose from.
            if naming and (scope or score >= self._words.threshold):
                yield link_by(
                    activity, target, Method.PROGRAMME_AND_WORDING, Status.CANDIDATE, score, naming[0]
                )
            elif score >= self._words.threshold:
                yield link_by(activity, target, Method.WORDING, Status.CANDIDATE, score)
        yield from self._projects_by_wording(activity, naming)

    def _projects_by_wording(self, activity: Activity, naming: Sequence[Mention]) -> Iterator[Link]:
        """Yield the municipality's project that the wording is most like, if it is like enough."""
        ranked = self._project_wording.ranked(activity) if self._project_wording else []
        for project, score in ranked[:1]:
            if score >= self._words.threshold:
                method = Method.PROGRAMME_AND_WORDING if naming else Method.WORDING
                mention = naming[0] if naming else None
                link = link_by(activity, project, method, Status.CANDIDATE, score, mention)
                yield replace(link, alternatives=left_over(ranked, {project.iri}))

    def _naming(self, activity: Activity) -> list[Mention]:
        """Return the mentions that put an activity under the PNRR: of it, an item, a programme that is one.

        None, if the plan does not state it as funding: who governs the PNRR works for all of it.
        """
        return [
            mention
            for mention in activity.mentions
            if mention.target is not None
            and mention.target in activity.funded_under
            and (mention.target in self.concepts or self._match(mention.target))
        ]

    def scope(self, activity: Activity) -> frozenset[URIRef]:
        """Return the narrowest items that the text names exactly: what it means is one of them, or below."""
        named = {
            mention.target
            for mention in activity.mentions
            if mention.exact and mention.target in self.concepts and mention.target != PNRR
        }
        above = {broader for item in named if item for broader in self.concepts[item].within}
        return frozenset(item for item in named if item is not None and item not in above)

    def _left(self, activity: Activity, taken: set[URIRef]) -> tuple[Alternative, ...]:
        return left_over(self.wording.ranked(activity, self.scope(activity)), taken)

    def _match(self, programme: URIRef) -> URIRef | None:
        return aligned(self.scheme, programme, self.concepts)


def _territory(plan: Graph) -> URIRef | None:
    node = plan.value(None, RDF.type, PLAN.StrategicPlan)
    place = plan.value(node, DCTERMS.spatial) if node is not None else None
    return place if isinstance(place, URIRef) else None
