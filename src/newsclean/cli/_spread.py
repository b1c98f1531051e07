"""The documents of one dump over several processes."""

from __future__ import annotations

from collections import deque

from newsclean.records.item import Failure, Item, Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclean.cli._records import Mapped
    from newsclean.records.work import Work


def spread(jobs: int, timeout: float | None) -> Mapped:
    """What maps work to chunks of documents: in this process, or in `jobs` others.

    timeout: seconds that a document may take.
    """
    if jobs == 1 and timeout is None:
        return map

    def mapped(work: Work, chunks: Iterable[list[Item | Failure]]) -> Iterator[list[Outcome]]:
        from newsclean.batch import workers

        names: deque[list[str]] = deque()

        def noted() -> Iterator[list[Item | Failure]]:
            for chunk in chunks:
                names.append([item.name for item in chunk])
                yield chunk

        for outcomes in workers.mapped(_cleaned, work, noted(), jobs, timeout):
            yield [
                outcome if isinstance(outcome, Outcome)
                else Outcome(name, None, Failure(name, "clean", outcome.cause))
                for name, outcome in zip(names.popleft(), outcomes, strict=True)
            ]  # fmt: skip

    return mapped


def _cleaned(work: Work, item: Item | Failure) -> Outcome:
    return work([item])[0]
