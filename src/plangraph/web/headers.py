"""Headers that every response carries."""

from __future__ import annotations

from flask import Flask, Response, request

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every response, those without a body too."""
# Fetch standard, 3.3: safe for all, because nothing here depends on who asks.
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Query, Content-Disposition, Content-Location, ETag, Link, Location, Retry-After, "
        "SHACL-Conforms, SHACL-Checked, SHACL-Results"
    ),
}
DATA = (*ALWAYS.items(), *_OPEN.items())
"""Headers of every response that is no page."""


def install(app: Flask) -> None:
    """Add security headers to all responses of ``app``, and CORS to those that are no page."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers.update(ALWAYS)
    if request.method != "OPTIONS" and response.mimetype in ("text/html", "text/css"):
        return response
    response.headers.update(_OPEN)
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        # Fetch standard, 3.3.3: * is for all but Authorization; older browsers need the names.
        response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type, *"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
