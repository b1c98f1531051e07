"""The documents of inputs on their way into a heap of copies, cleaned by several processes."""

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
    from collections.abc import Iterable, Iterator
    from typing import Any

    Found = tuple[str, Item, Document]
    # Who cleans, words of a shingle, whether lines are told.
    Tools = tuple[Cleaner | None, int, bool]
    # The features of a text, None for one without words; what is known of it; its lines.
    Measured = tuple[Features | None, dict[str, Any], list[Line] | None]

_CHUNK = 64  # documents that go to a process at once


def gathered(
    documents: Documents, cleaners: Cleaners | None, words: int, jobs: int,
    *, has_lines: bool = False,
) -> Iterator[tuple[str, Item, Measured]]:  # fmt: skip
    """Path, item, features, fields and lines of every document, in order.

    cleaners: None where the texts are clean. words: of a shingle. What kills its process is
    reported, and counted as failed.
    """
    if jobs == 1:
        for path, item, doc in documents:
            tools = (None if cleaners is None else cleaners.of(path), words, has_lines)
            yield path, item, _measured(tools, doc)
        return
    from newsclean.batch.workers import Lost, Pool

    pool = Pool(_measured, jobs)
    of = (lambda found: None) if cleaners is None else (lambda found: cleaners.of(found[0]))
    try:
        for cleaner, group in groupby(documents, of):
            told: deque[tuple[str, Item]] = deque()
            for outcomes in pool.mapped((cleaner, words, has_lines), _chunks(group, told)):
                for outcome in outcomes:
                    path, item = told.popleft()
                    if isinstance(outcome, Lost):
                        documents.fail(item.name, outcome.cause)
                    else:
                        yield path, item, outcome
    finally:
        pool.close()


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
