"""What a language is called in the reader's own."""

from __future__ import annotations

from babel import Locale


def language_name(tag: str, locale: str) -> str:
    """Return the name of the language of a tag (BCP 47) for the reader: «inglese»; the tag where it has none.

    Args:
        tag: of a text, such as ``en`` or ``de-AT``; its language alone is named.
        locale: the reader's, as Babel knows it.
    """
    names = Locale.parse(locale).languages
    return str(names.get(tag.casefold().partition("-")[0], tag))
