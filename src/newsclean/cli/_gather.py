"""The documents of inputs, cleaned by several processes on their way into what counts them all."""

from __future__ import annotations

from collections import deque
from itertools import groupby

from newsclean.cleaner import Cleaner
from newsclean.cli._documents import Documents
from newsclean.cli._run import Cleaners
from newsclean.dedup.best import FIELDS
from newsclean.dedup.features import Features, features
from newsclean.dedup.refining import Line, lines_of
from newsclean.document import Document
from newsclean.records.item import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeVar

    Found = tuple[str, Item, Document]
    # Who cleans, words of a shingle, whether lines are told.
    Tools = tuple[Cleaner | None, int, bool]
    # The features of a text, None for one without words; what is known of it; its lines.
    Measured = tuple[Features | None, dict[str, Any], list[Line] | None]
    T = TypeVar("T")
    Made = TypeVar("Made")

_CHUNK = 64  # documents that go to a process at once


def worked(
    documents: Documents, tools_of: Callable[[str], T], work: Callable[[T, Document], Made],
    jobs: int,
) -> Iterator[tuple[str, Item, Made]]:  # fmt: skip
    """Path, item, and what work makes of each document, in order.

    tools_of: what it needs for the documents of a path. What kills its process is reported, and
    counted as failed.
    """
    if jobs == 1:
        for path, item, doc in documents:
            yield path, item, work(tools_of(path), doc)
        return
    from newsclean.batch.workers import Lost, Pool

    pool = Pool(work, jobs)
    try:
        for tools, group in groupby(documents, lambda found: tools_of(found[0])):
            told: deque[tuple[str, Item]] = deque()
            for outcomes in pool.mapped(tools, _chunks(group, told)):
                for outcome in outcomes:
                    path, item = told.popleft()
                    if isinstance(outcome, Lost):
                        documents.fail(item.name, outcome.cause)
                    else:
                        yield path, item, outcome
    finally:
        pool.close()


def gathered(
    documents: Documents, cleaners: Cleaners | None, words: int, jobs: int,
    *, has_lines: bool = False,
) -> Iterator[tuple[str, Item, Measured]]:  # fmt: skip
    """Path, item, features, fields and lines of every document, in order.

    cleaners: None where the texts are clean. words: of a shingle.
    """

    def tools_of(path: str) -> Tools:
        return None if cleaners is None else cleaners.of(path), words, has_lines

    return worked(documents, tools_of, _measured, jobs)


def _chunks(
    group: Iterable[Found], told: deque[tuple[str, Item]]
) -> Iterator[list[Document]]:  # fmt: skip
    chunk: list[Document] = []
    for path, item, doc in group:
        told.append((path, item))
        chunk.append(doc)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _measured(tools: Tools, doc: Document) -> Measured:
    cleaner, words, has_lines = tools
    text, known, lines = doc.text(), {}, None
    if cleaner is not None:
        result = cleaner.clean_document(doc)
        text = result.text
        known = {name: value for name in FIELDS if (value := getattr(result, name, None))}
        if has_lines:
            lines = lines_of(result)
    return features(text, words) if any(map(str.isalnum, text)) else None, known, lines
