"""The documents of dumps over several processes, the same ones for all dumps of a run."""

from __future__ import annotations

from collections import deque

from newsclean.records.item import Failure, Item, Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclean.batch.workers import Pool
    from newsclean.records.work import Work


class Spread:
    """Maps work to chunks of documents: in this process, or in `jobs` others, until it is closed.

    timeout: seconds that a document may take.
    """

    def __init__(self, jobs: int, timeout: float | None) -> None:
        self._pool: Pool | None = None
        if jobs > 1 or timeout is not None:
            from newsclean.batch.workers import Pool

            self._pool = Pool(_cleaned, jobs, timeout)

    def __call__(
        self, work: Work, chunks: Iterable[list[Item | Failure]]
    ) -> Iterator[list[Outcome]]:
        """The outcomes of each chunk, in order."""
        return map(work, chunks) if self._pool is None else self._mapped(self._pool, work, chunks)

    def _mapped(
        self, pool: Pool, work: Work, chunks: Iterable[list[Item | Failure]]
    ) -> Iterator[list[Outcome]]:
        held: deque[list[Item | Failure]] = deque()

        def noted() -> Iterator[list[Item | Failure]]:
            for chunk in chunks:
                held.append(chunk)
                yield chunk

        for outcomes in pool.mapped(work, noted()):
            yield [
                outcome if isinstance(outcome, Outcome)
                else work.given_up(item, outcome.cause)
                for item, outcome in zip(held.popleft(), outcomes, strict=True)
            ]  # fmt: skip

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.close()


def _cleaned(work: Work, item: Item | Failure) -> Outcome:
    return work([item])[0]
