"""A page in the words that search engines read: schema.org, as JSON-LD in the page.

The data themselves are in the formats that the page links to; this says what the page is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plangraph.store.formats import Format
from plangraph.web.links import Shown
from plangraph.web.resource import ResourcePage

_CONTEXT = "https://schema.org"
Document = dict[str, Any]


def described(
    page: ResourcePage, origin: str, address: str, spoken: str, formats: Sequence[tuple[Format, str]]
) -> Document:
    """Return what the page about a thing is.

    Args:
        page: the thing.
        origin: where the service is seen from outside.
        address: path of the page.
        spoken: language of the page.
        formats: each with the path of the same data in it.
    """
    url = f"{origin}{address}"
    return {
        "@context": _CONTEXT,
        "@type": "WebPage",
        "@id": url,
        "name": page.title.text,
        "inLanguage": spoken,
        "about": {"@id": page.iri, "@type": "Thing", "name": page.title.text},
        "breadcrumb": _breadcrumb([*page.trail, page.title], origin),
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": form.media_type,
                "contentUrl": f"{origin}{path}",
            }
            for form, path in formats
        ],
    }


def _breadcrumb(trail: Sequence[Shown], origin: str) -> Document:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.text,
                "item": f"{origin}{step.href}" if step.href.startswith("/") else step.href,
            }
            for position, step in enumerate(trail, start=1)
        ],
    }
