"""One extractor in a process of its own, over pages in files: for its memory and its start-up.

python benchmarks/peer_child.py NAME PAGE.html ...
"""

from __future__ import annotations

import logging
import sys
import warnings

from extractors import SIDE_BY_SIDE, attempt, go_offline


def peak() -> int:
    """Peak resident bytes of this process since it runs this program."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            told = next(line for line in file if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return 0
    return int(told.split()[1]) * 1024


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    go_offline()
    extract = SIDE_BY_SIDE[sys.argv[1]][1]()
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            attempt(extract, file.read(), "en")
    print(peak())
