"""Whether an output would take the place of what somebody else wrote.

What lies among the inputs is one of them, unless newsclean made it.
"""

from __future__ import annotations

import json
import os
import re

from newsclean.cli._output import is_special
from newsclean.cli._report import display_name
from newsclean.errors import UsageError
from newsclean.readers.files import STDIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.batch.manifest import Manifest

# What stands at the head of a report, of clusters, of a pack that was learned: a second run writes
# them anew.
_OURS = (b"<title>newsclean report: ", b'"schema": "newsclean-report/', b'{"cluster": "',
         b"found by newsclean learn")  # fmt: skip
_RECORD = re.compile(rb'\{"schema":"newsclean/[0-9]+","id":("(?:[^"\\]|\\.)*")')
_HEAD_BYTES = 4096


def is_in(output: str, paths: Iterable[str]) -> bool:
    """Whether a file that is there already stands in a directory that is read."""
    if not os.path.isfile(output):
        return False
    place = os.path.realpath(output)
    folders = (path for path in paths if path != STDIN and os.path.isdir(path))
    return any(place.startswith(os.path.join(os.path.realpath(one), "")) for one in folders)


def is_report(path: str) -> bool:
    """Whether a file is what such a command wrote before, so that no document is lost with it."""
    head = _head(path)
    if head is None:
        return False
    is_audit = head.split(b"\n")[0].endswith(b" with boilerplate")
    return not head or is_audit or any(mark in head for mark in _OURS)


def check_output(output: str | None, inputs: list[str], met: list[str]) -> None:
    """UsageError where one output for all is an input, too, or lies among them.

    inputs: the files that are read, those of directories found. met: what would be one of them if
    it were not the output. One input alone may be its own output: it is whole before that appears.
    """
    if output is None or output == "-" or not os.path.isfile(output) or is_special(output):
        return
    if len(inputs) > 1 and any(path != STDIN and _is_same(path, output) for path in inputs):
        raise UsageError(f"-o {output}: is one of the inputs; name another place")
    if met and not _is_made_of(output, inputs):
        raise UsageError(f"-o {output}: lies among the inputs, and nothing in it says that "
                         "newsclean made it of them; name another place")  # fmt: skip


def check_tree(
    folder: str, tops: Iterable[str], targets: list[str], met: list[str], manifest: Manifest
) -> None:
    """UsageError where results lie in a directory that is read, and would hide or replace others.

    folder: of the results. tops: inputs as they were given. targets: the results. met: the files
    below the folder that would be inputs elsewhere. Those that the manifest knows are newsclean's.
    """
    real = os.path.realpath(folder)
    tops = [os.path.realpath(top) for top in tops if top != STDIN and os.path.isdir(top)]
    if not any(real.startswith(os.path.join(top, "")) for top in tops):
        return
    for path in (*met, *filter(os.path.lexists, targets)):
        if not manifest.lists(_below(path, real)):
            raise UsageError(f"-o {folder}: lies in the input, and newsclean did not write {path}; "
                             "name another place")  # fmt: skip
    manifest.plan([_below(path, real) for path in targets])


def _below(path: str, folder: str) -> str:
    """What a file is called below a folder; where a link at its name leads does not matter."""
    above, name = os.path.split(path)
    return os.path.relpath(os.path.join(os.path.realpath(above), name), folder)


def _is_made_of(path: str, inputs: list[str]) -> bool:
    """Whether a file holds our records of some inputs, so that a second run makes it anew."""
    head = _head(path)
    if not head:
        return head is not None
    found = _RECORD.match(head)
    if found is None:
        return False
    try:
        name = json.loads(found[1])
    except ValueError:
        return False
    return any(name == one or name.startswith(f"{one}:") for one in map(display_name, inputs))


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


def _head(path: str) -> bytes | None:
    """How a file begins; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return None
