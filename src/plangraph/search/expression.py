"""From terms to an expression of FTS5: https://www.sqlite.org/fts5.html#full_text_query_syntax.

Every string in it is made of keys, which are ASCII letters and digits, so that nothing can be an operator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

from plangraph.search.request import Request, Term

Vocabulary = Callable[[str], list[str]]
"""Keys of the words that begin with a folded text."""


class Matched(StrEnum):
    """How much of a request was found: the next is tried where one finds nothing."""

    ALL = "all"
    """Every term."""
    BEGINNING = "beginning"
    """Every term, the last one as the beginning of a word."""
    ANY = "any"
    """Some term, the last one also as a beginning."""
    NONE = "none"


def expressions(
    request: Request, vocabulary: Vocabulary, *, loosely: bool = False
) -> Iterator[tuple[Matched, str]]:
    """Yield what to look for, in the order to try it; nothing where there is no term.

    Args:
        request: what was typed, understood.
        vocabulary: knows what a beginning may become.
        loosely: some of several terms are enough from the outset.
    """
    exact = [_either(term, term.beginning, vocabulary) for term in request.terms]
    opened = [_either(term, term.beginning or term.may_be_beginning, vocabulary) for term in request.terms]
    if exact and not loosely:
        yield Matched.ALL, " AND ".join(exact)
    if opened != exact and not loosely:
        yield Matched.BEGINNING, " AND ".join(opened)
    if len(exact) > 1:
        yield Matched.ANY, " OR ".join(opened)


def _either(term: Term, beginning: str, vocabulary: Vocabulary) -> str:
    """Return the term in any of its languages, and where it may go on, with all that it may become."""
    alternatives = [f'"{" ".join(keys)}"' for keys in term.keys]
    if beginning and len(term.keys[0]) == 1:
        alternatives += [f'"{key}"' for key in vocabulary(beginning)]
    elif beginning:  # a code that is not at its end
        alternatives += [f"{each} *" for each in alternatives]
    return f"({' OR '.join(dict.fromkeys(alternatives))})"
