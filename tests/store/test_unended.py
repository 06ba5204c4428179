"""Which line lacks its last mark, as the parser itself says it: a change of its words is found here."""

from __future__ import annotations

import pytest

from plangraph.store.parsing import DocumentSyntaxError, parse_document

P = "@prefix e: <urn:e:> .\n"


@pytest.mark.parametrize(
    ("syntax", "text", "expected"),
    [
        ("turtle", f"{P}e:a e:b e:c\n\n  e:d e:e .", (2, ".")),
        ("turtle", f"{P}e:a e:b e:c\n# why\n  a e:e .", (2, ".")),
        ("turtle", f"{P}e:a e:b [ e:c e:d\n  e:e e:f ] .", (2, "]")),
        ("turtle", "@prefix e: <urn:e:>\ne:a e:b e:c .", (1, ".")),
        ("trig", f"{P}e:g {{\ne:a e:b e:c\n  e:d e:e .\n}}", (3, ".")),
        ("turtle", f"{P}e:a e:b e:c e:d .", None),
        ("turtle", f"{P}e:a e:b e:c .\n  a e:e .", None),
        ("turtle", f"{P}e:a e:b e:c", None),
        ("turtle", f"{P}e:a e:b .", None),
        ("turtle", f"{P}e:a no:b e:c .", None),
    ],
)
def test_the_line_before_is_named_only_where_it_is_to_blame(
    syntax: str, text: str, expected: tuple[int, str] | None
) -> None:
    with pytest.raises(DocumentSyntaxError) as caught:
        list(parse_document(text.encode(), syntax, base="urn:x"))
    assert caught.value.unended == expected
