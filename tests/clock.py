"""Processor time in tests of growth: a busy machine doubles one run's time, never that of all."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 3


def time_s(run: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def least_s(run: Callable[[], object], most: float) -> float:
    """The least of three calls' seconds; no further call once one took less than `most`."""
    least = float("inf")
    for _ in range(TRIES):
        least = min(least, time_s(run))
        if least < most:
            break
    return least


def growth(
    prepare: Callable[[int], Callable[[], object]], small: int, large: int, most: float
) -> float:
    """How often the seconds for `small` go into those for `large`, each the least of three calls.

    `prepare(size)` makes what is to be timed, untimed. What takes under 10 ms counts as 10 ms.
    No further call of `large` once the answer is below `most`.
    """
    unit = max(0.01, min(time_s(prepare(small)) for _ in range(TRIES)))
    least = float("inf")
    for _ in range(TRIES):
        least = min(least, time_s(prepare(large)) / unit)
        if least < most:
            break
    return least
