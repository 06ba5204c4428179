"""Names of the files that answers are saved as: RFC 6266."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80
"""Characters of a name without its suffix."""

# A point stays within a code, M5C2I2.01.
_OTHER = re.compile(r"(?:[^A-Za-z0-9.]|\.(?![A-Za-z0-9])|(?<![A-Za-z0-9])\.)+")


def file_name(*parts: str) -> str:
    """Return a name of letters, digits, ``.`` and ``-`` that says what ``parts`` say."""
    plain = unicodedata.normalize("NFKD", "-".join(filter(None, parts))).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain)[:_LONGEST].strip("-.")


def disposition(name: str, *, is_saved: bool) -> str:
    """Return the header Content-Disposition.

    Args:
        name: made by :func:`file_name`, and a suffix.
        is_saved: browsers save it; else they may show it, and save it under this name.
    """
    return f'{"attachment" if is_saved else "inline"}; filename="{name}"'
