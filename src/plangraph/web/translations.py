"""The sentences of the pages: gettext catalogues of ``locale/``, one file a page, read when first spoken."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("it", "en")
ENGLISH = LANGUAGES.index("en")
"""Where pairs of sentences have the English one: what programs get."""
LOCALE = Path(__file__).parent / "locale"


@cache
def translations(spoken: str) -> Translations:
    """Return all sentences in one of :data:`LANGUAGES`.

    The sentences have keys, ``overview.areas``: a page's name and what it says there, so that neither
    language stands in the templates. They are compiled here because a compiled catalogue beside its source
    would be a second copy that somebody forgets.

    Raises:
        ValueError: a file is no catalogue.
    """
    whole = Catalog(locale=spoken, fuzzy=False)
    for path in sorted((LOCALE / spoken / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=spoken, abort_invalid=True):
                if message.id:
                    whole.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return Translations(compiled)


def gettext(spoken: str, key: str, /, **values: object) -> str:
    """Return the sentence ``key``, ``%(name)s`` in it replaced by the values.

    A key without sentence is returned as it is; a test finds it.
    """
    sentence = translations(spoken).gettext(key)
    return sentence % values if values else sentence


def ngettext(spoken: str, key: str, number: int, /, **values: object) -> str:
    """Return the sentence ``key`` in the form for ``number``, which is ``%(num)s`` in it."""
    return translations(spoken).ngettext(key, key, number) % {"num": number, **values}
