"""Every sentence of the pages is said once, in both languages, and by somebody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from plangraph.web.translations import LANGUAGES, LOCALE, gettext, ngettext, translations

SAID = re.compile(r"""gettext\(\s*(?:spoken,\s*)?"([\w.-]+)"|_\(\s*"([\w.-]+)"(\s*~)?""")
FIELD = re.compile(r"%\((\w+)\)")


def _messages(spoken: str) -> dict[str, tuple[str, Message]]:
    """Return by its key each sentence, and the file that says it."""
    found: dict[str, tuple[str, Message]] = {}
    for path in sorted((LOCALE / spoken / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=spoken, abort_invalid=True):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key:
                    assert key not in found, f"{path.name} says {key} again"
                    found[key] = (path.stem, message)
    return found


def _forms(message: Message) -> list[str]:
    return (
        [message.string] if isinstance(message.string, str) else [str(form) for form in message.string or ()]
    )


def test_both_languages_have_the_same_sentences() -> None:
    italian, english = (_messages(spoken) for spoken in LANGUAGES)
    assert italian.keys() == english.keys()
    for key, (page, message) in italian.items():
        assert key.startswith(f"{page}."), f"{key} stands in {page}.po"
        assert all([*_forms(message), *_forms(english[key][1])]), f"{key} has no words"
        values = [sorted(set(FIELD.findall(" ".join(_forms(each[key][1]))))) for each in (italian, english)]
        assert values[0] == values[1], f"{key} needs other values in the other language"


def test_every_sentence_is_said_somewhere_and_every_key_has_one(root: Path) -> None:
    folders = [root / "src" / "plangraph" / name for name in ("web", "export")]
    files = [path for folder in folders for kind in ("*.html", "*.py") for path in folder.rglob(kind)]
    texts = [path.read_text(encoding="utf-8") for path in files]
    said = {(match[0] or match[1], bool(match[2])) for text in texts for match in SAID.findall(text)}
    whole, beginnings = {key for key, more in said if not more}, {key for key, more in said if more}
    known = set(_messages("it"))
    assert whole <= known, f"without words: {sorted(whole - known)}"
    quoted = {key for key in known if any(f'"{key}"' in text for text in texts)}
    begun = {key for key in known for beginning in beginnings if key.startswith(beginning)}
    assert known <= whole | quoted | begun, f"nobody says {sorted(known - whole - quoted - begun)}"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_values_are_filled_in(spoken: str) -> None:
    assert "3" in gettext(spoken, "resource.inbound_some", shown=3, all=9)
    assert gettext(spoken, "no.such.key") == "no.such.key"
    assert translations(spoken) is translations(spoken), "read once"
    assert ngettext(spoken, "no.such.key", 2) == "no.such.key"
