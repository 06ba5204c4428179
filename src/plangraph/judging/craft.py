"""The work of those who judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.judging.errors import SubmissionError
from plangraph.judging.submission import judgement_frame, read_submission
from plangraph.layout import Layout
from plangraph.logs import fault, log
from plangraph.workers.framing import Frame

if TYPE_CHECKING:
    from plangraph.judging.judge import Judge


class Judging:
    """The :class:`~plangraph.workers.craft.Craft` of validating.

    The libraries, ontology and shapes are read when the first worker is wanted: a service that nobody asks to
    validate starts as fast and stays as small as without it. Every submission has a worker of its own, so
    that nothing of one is left when the next one comes.
    """

    serves_once = True
    opens_files = False

    def __init__(self, layout: Layout) -> None:
        """Remember where ontology and shapes are; nothing is read yet."""
        self._layout = layout
        self._judge: Judge | None = None
        self._told: dict[str, str] = {}

    def prepare(self) -> None:
        """Read libraries, ontology and shapes; if that fails, every answer tells so and the log why."""
        try:
            from plangraph.judging.judge import Judge

            self._judge = Judge(self._layout)
        except Exception as error:
            self._told = fault(error)
            log("error", "validation cannot begin", problem=str(error), **self._told)

    def warm_up(self) -> None:
        """Do nothing: what was prepared is inherited."""

    def answer(self, asked: Frame) -> Frame:
        """Return the judgement on a submission, or what went wrong."""
        if self._judge is None:
            return {"error": "", "told": self._told}, b""
        try:
            return judgement_frame(self._judge.judge(read_submission(asked)))
        except MemoryError:
            raise
        except SubmissionError as error:
            return {"error": type(error).__name__, "told": error.told()}, b""
        except Exception as error:
            return {"error": "", "told": fault(error)}, b""
