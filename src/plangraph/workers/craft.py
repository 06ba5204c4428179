"""What the workers of a pool can do."""

from __future__ import annotations

from typing import Protocol

from plangraph.workers.framing import Frame


class Craft(Protocol):
    """One kind of work. Made before the nursery, inherited by it, and from it by every worker."""

    @property
    def serves_once(self) -> bool:
        """Whether each question gets a worker of its own, so that nothing of it is left for the next."""
        ...

    @property
    def opens_files(self) -> bool:
        """Whether answering may open files and connections; if not, the kernel refuses them."""
        ...

    def prepare(self) -> None:
        """Do once, in the nursery, what all workers need; called when the first of them is wanted."""
        ...

    def warm_up(self) -> None:
        """Do what the first question of a thread would have to do; its memory is not counted."""
        ...

    def answer(self, asked: Frame) -> Frame:
        """Return the answer to a question; what went wrong is an answer as well.

        Raises:
            MemoryError: the answer needs more than there is.
        """
        ...
