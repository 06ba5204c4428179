"""Plans of municipalities that do not exist, as many triples as wanted, the same for the same seed.

The vocabulary and the shape are those of ``data/plan.ttl``: areas, objectives, activities with their rows,
sectors, projects with a CUP, cited concepts of the PNRR. Titles are made of words that such plans use.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

_ID = "https://w3id.org/plangraph/id/"
_CUP = "https://w3id.org/italia/PublicInvestment/data/CUP/"
_PREFIXES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

"""


def _phrases(text: str) -> list[str]:
    return " ".join(text.split()).split(", ")


_DOING = _phrases("""
    Riqualificazione, Manutenzione straordinaria, Potenziamento, Digitalizzazione, Valorizzazione,
    Realizzazione, Aggiornamento, Promozione, Rigenerazione, Monitoraggio, Sostegno, Gestione
""")
_WHAT = _phrases("""
    del parco urbano, della scuola primaria, delle strade comunali, del verde pubblico, dei servizi
    sociali, della mobilità sostenibile, del centro storico, dei servizi per gli anziani, della
    spiaggia libera, del patrimonio culturale, dello sportello digitale, della rete idrica, del
    turismo lento, del mercato, della biblioteca, degli impianti sportivi, della raccolta
    differenziata, dell'edilizia residenziale
""")
_HOW = _phrases("""
    con i fondi del PNRR, in collaborazione con le associazioni, nel quartiere fieristico, nelle
    marine, per le famiglie, e avvio della progettazione, secondo il piano triennale, nelle
    frazioni, per i giovani
""")
_CONCEPTS = _phrases(
    "programme/PNRR, programme/PINQuA, pnrr/M1C1, pnrr/M2C4, pnrr/M5C2, pnrr/M5C3, pnrr/M1C1I1.03"
)
"""IRIs below the base, all of them in ``ontology/schemes/``."""
_AREAS, _SECTORS = 13, 11


def write_plans(triples: int, seed: int, path: Path) -> int:
    """Write plans to ``path`` (Turtle) until they have at least ``triples``, and return how many they have.

    The last municipality is as whole as the others up to the activity with which the number is reached.
    """
    chance = random.Random(seed)
    written = number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(_PREFIXES)
        while written < triples:
            number += 1
            for subject, pairs in _plan(number, chance):
                file.write(f"<{subject}>\n    " + " ;\n    ".join(f"{p} {o}" for p, o in pairs) + " .\n\n")
                written += len(pairs)
                if written >= triples:
                    break
    return written


_Thing = tuple[str, Sequence[tuple[str, str]]]
"""IRI, and pairs of predicate and object as Turtle; no pair comes twice."""


def _plan(number: int, chance: random.Random) -> Iterator[_Thing]:
    slug = f"comune-{number:04}/2025-2027"
    plan, source = f"{_ID}plan/{slug}", f"{_ID}source/{slug}"
    yield (
        plan,
        [
            ("a", "plan:StrategicPlan"),
            *_named(f"Piano strategico del Comune {number:04}"),
            ("dcterms:identifier", f'"{slug}"'),
        ],
    )
    sectors = [f"{_ID}sector/{slug}/{n + 1:02}" for n in range(_SECTORS)]
    for n, sector in enumerate(sectors, 1):
        yield (
            sector,
            [
                ("a", "plan:MunicipalSector"),
                ("rdfs:label", f'"Settore {n:02}"@it'),
                ("rdfs:label", f'"Sector {n:02}"@en'),
                ("dcterms:identifier", f'"{n:02}"'),
            ],
        )
    line = position = 0
    for area in range(1, _AREAS + 1):
        line += 1
        yield (
            f"{plan}/area/{area}",
            [
                ("a", "plan:StrategicArea"),
                *_named(_title(chance).upper()),
                ("plan:number", str(area)),
                ("dcterms:identifier", f'"{area}"'),
                *_within("plan:ofPlan", plan),
            ],
        )
        for objective in range(1, chance.randint(2, 5) + 1):
            line += 1
            code = f"{area}.{objective}"
            yield (
                f"{plan}/objective/{code}",
                [
                    ("a", "plan:StrategicObjective"),
                    *_named(_title(chance)),
                    ("dcterms:identifier", f'"{code}"'),
                    ("plan:number", str(objective)),
                    *_within("plan:ofArea", f"{plan}/area/{area}"),
                ],
            )
            for _ in range(chance.randint(2, 7)):
                line, position = line + 1, position + 1
                yield from _activity(plan, code, sectors, f"{source}/line/{line}", position, line, chance)


def _activity(
    plan: str, code: str, sectors: list[str], row: str, position: int, line: int, chance: random.Random
) -> Iterator[_Thing]:
    title = _title(chance)
    pairs = [
        ("a", "plan:Activity"),
        *_named(title),
        ("plan:sourceText", f'"{title}"@it'),
        ("plan:position", str(position)),
        ("prov:wasDerivedFrom", f"<{row}>"),
        *_within("plan:ofObjective", f"{plan}/objective/{code}"),
        ("plan:activityType", f"<{_ID}activity-type/{chance.choice(('development', 'improvement'))}>"),
    ]
    if chance.random() < 0.5:
        pairs.append(("plan:responsibleSector", f"<{chance.choice(sectors)}>"))
    if chance.random() < 0.15:
        pairs.append(("plan:citesProgramme", f"<{_ID}{chance.choice(_CONCEPTS)}>"))
    yield row, [("a", "plan:SourceRow"), ("plan:firstLine", str(line)), ("plan:lastLine", str(line))]
    if chance.random() < 0.05:
        cup = f"{chance.choice('BCEFH')}{position % 90 + 10}I{chance.randrange(10**11):011}"
        project = f"{_CUP}{cup}"
        pairs.append(("plan:implementedThrough", f"<{project}>"))
        yield (
            project,
            [
                ("a", "plan:InvestmentProject"),
                ("rdfs:label", f'"{title.upper()}"@it'),
                ("plan:cup", f'"{cup}"'),
            ],
        )
    yield f"{plan}/activity/{code}/{position:08x}", pairs


def _title(chance: random.Random) -> str:
    words = [chance.choice(_DOING), chance.choice(_WHAT), chance.choice(_HOW)]
    return " ".join(words[: chance.choice((2, 3, 3))])


def _named(title: str) -> list[tuple[str, str]]:
    return [("rdfs:label", f'"{title}"@it'), ("dcterms:title", f'"{title}"@it')]


def _within(predicate: str, whole: str) -> list[tuple[str, str]]:
    """Return the step up, and what follows from it by rdfs:subPropertyOf, for paths of any length."""
    return [(predicate, f"<{whole}>"), ("plan:partOf", f"<{whole}>")]
