"""Files that plangraph has written itself: what is wrong in them is to be mended where they come from."""

from __future__ import annotations

import re

_HEADING = re.compile(rb"(?:\xef\xbb\xbf)?(?:#[^\n]*\n){0,3}?# Written by plangraph [^\n]*; do not edit\.")


def is_generated(content: bytes) -> bool:
    """Say whether a file begins with the heading that ``build``, ``pnrr import`` and ``pnrr link`` write."""
    return _HEADING.match(content) is not None
