"""The survey of a whole dump, made only when somebody asks: the metadata do, a pipe does not."""

from __future__ import annotations

from collections.abc import Callable

from newsclean.survey import Survey


class LateSurvey(Survey):
    """A survey that reads its document at the first question.

    make: gives the survey. Two threads may both call it; they get the same.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], Survey]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        # Called only for slots that are empty, so until the survey is made.
        if name not in Survey.__slots__:
            raise AttributeError(name)
        made = self._make()
        for slot in Survey.__slots__:
            setattr(self, slot, getattr(made, slot))
        return getattr(made, name)
