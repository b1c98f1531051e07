"""Fields that are named and that no record has: typos, which would else come to nothing unseen."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.records.item import Item, Outcome
    from newsclean.records.wanted import Wanted

_ENOUGH = 1000  # records without a field: a long run does not wait for its end to tell


class Sought:
    """The fields of one input that are named and were not seen so far; those of the text aside."""

    def __init__(self, wanted: Wanted) -> None:
        self._left = dict(wanted.hints)
        self._names: list[str] = []  # of the fields of a record that lacks some
        self._count = 0

    def see(self, outcomes: Iterable[Outcome | Item]) -> list[tuple[str, str]]:
        """Look at records. What is not among the first of them: option and what to say."""
        if not self._left:
            return []
        for outcome in outcomes:
            if outcome.fields is None:
                continue
            self._count += 1
            self._names = self._names or outcome.fields
            for name in self._left.keys() & outcome.fields:
                del self._left[name]
        return self._told() if self._count >= _ENOUGH else []

    def rest(self) -> list[tuple[str, str]]:
        """The same of an input that has ended."""
        return self._told() if self._count else []

    def _told(self) -> list[tuple[str, str]]:
        where = "any record" if self._count < _ENOUGH else f"the first {_ENOUGH:,} records"
        there = ", ".join(dict.fromkeys(self._names)) or "none"
        left, self._left = self._left, {}
        return [
            (flag, f"no field {name!r} ({flag}) in {where}; there are: {there}")
            for name, flag in left.items()
        ]
