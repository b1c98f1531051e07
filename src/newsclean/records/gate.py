"""Whether the text's field is named rightly, before many records are held to lack it."""

from __future__ import annotations

from newsclean.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.records.item import Outcome

# So many records may lack the text's field before it is held to be misnamed.
_MOST_WITHOUT = 1000


class Gate:
    """Holds back what lacks the text's field, until one record shows that the field is there."""

    def __init__(self) -> None:
        self._held: list[Outcome] | None = []

    def passed(self, outcomes: list[Outcome]) -> list[Outcome]:
        """What may go on. InputError when too many records lack the field."""
        if self._held is None:
            return outcomes
        self._held += outcomes
        if any(outcome.failure is None for outcome in outcomes):
            passed, self._held = self._held, None
            return passed
        if len(self._held) > _MOST_WITHOUT:
            rest, problem = self.rest()
            if problem is not None:
                raise problem
            return rest
        return []

    def rest(self) -> tuple[list[Outcome], InputError | None]:
        """What is held at the end, and why that is not to be believed: no record had the field."""
        held, self._held = self._held or [], None
        lacking = [outcome.failure for outcome in held if _lacks(outcome)]
        if not lacking or lacking[0] is None:
            return held, None
        cause = f"{lacking[0].cause}; name the text's with --text-field"
        return [outcome for outcome in held if not _lacks(outcome)], InputError(cause)


def _lacks(outcome: Outcome) -> bool:
    return outcome.failure is not None and outcome.failure.fields is not None
