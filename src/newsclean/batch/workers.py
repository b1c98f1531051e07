"""Processes that share the work, and a supervisor that loses no document when one of them dies.

`multiprocessing.Pool` waits for ever for a worker that was killed, `ProcessPoolExecutor` then gives
up on everything (python/cpython#96062), and neither stops a document that takes too long. Here each
worker has a pipe and says at which item it is, so that the one that killed it is known: the others
are done again, that one once more and alone, and then it is set aside.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from multiprocessing.connection import wait

from newsclean.errors import NewscleanError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from typing import Any

_AHEAD = 4  # chunks for each worker that may be done before the first of them
_TICK = 0.2  # seconds between looks at the clocks
_GRACE = 1.0  # seconds that a worker gets to end
_SAFE_PATH = "PYTHONSAFEPATH"


class WorkerError(NewscleanError):
    """No worker can be started."""


class Lost:
    """The outcome of an item that killed its worker, or took too long."""

    __slots__ = ("cause",)

    def __init__(self, cause: str) -> None:
        self.cause = cause


class _Chunk:
    """Items and what became of them, None for those that are not done."""

    __slots__ = ("items", "left", "outcomes")

    def __init__(self, items: list[Any]) -> None:
        self.items = items
        self.outcomes: list[Any] = [None] * len(items)
        self.left = len(items)

    def put(self, start: int, outcomes: list[Any]) -> None:
        """What became of the items from `start` on."""
        self.outcomes[start : start + len(outcomes)] = outcomes
        self.left -= len(outcomes)


class _Part:
    """Items of a chunk for one worker. is_suspect: the only one of them killed a worker before."""

    __slots__ = ("chunk", "is_suspect", "start", "stop")

    def __init__(self, chunk: _Chunk, start: int, stop: int, is_suspect: bool = False) -> None:
        self.chunk = chunk
        self.start = start
        self.stop = stop
        self.is_suspect = is_suspect


class _Tools:
    """What comes before the items that it is for."""

    __slots__ = ("tools",)

    def __init__(self, tools: Any) -> None:
        self.tools = tools


_NONE = object()  # no tools so far, which may be None


class _Worker:
    """A process, its pipe, and the counter in which it says how far it is.

    tools: what it was given for its work. is_ready: whether it has them.
    """

    __slots__ = ("counter", "is_ready", "part", "pipe", "process", "seen", "since", "tools")

    def __init__(self, work: Any) -> None:
        # A fresh interpreter, which inherits no locks, threads and open pipes.
        from multiprocessing import get_context

        context = get_context("spawn")
        self.counter = context.RawValue("q", 0)
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, self.counter, work), daemon=True
        )
        _start(self.process)
        theirs.close()
        self.part: _Part | None = None
        self.is_ready = False
        self.tools: Any = _NONE
        self.seen = 0
        self.since = 0.0

    def give(self, part: _Part, tools: Any) -> None:
        """Let it work on a part, with these tools."""
        self.part = part
        self.counter.value = self.seen = 0
        self.since = time.monotonic()
        try:
            if tools is not self.tools:
                self.tools, self.is_ready = tools, False
                self.pipe.send(_Tools(tools))
            self.pipe.send(part.chunk.items[part.start : part.stop])
        except OSError:  # it died meanwhile, which the next look at its pipe tells
            pass

    def is_late(self, timeout: float) -> bool:
        """Whether it has been at one item for so many seconds."""
        now, at = time.monotonic(), self.counter.value
        if at != self.seen or not self.is_ready:
            self.seen, self.since = at, now
        return now - self.since > timeout

    def end(self) -> None:
        """End the process, by force if need be."""
        self.process.join(_GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()


def _start(process: BaseProcess) -> None:
    """Start a process that imports nothing of the current directory.

    A fresh interpreter would: `multiprocessing.py` among somebody's texts is code of a stranger.
    What the parent may import is told it by name.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    signals = _hold_signals()
    try:
        process.start()
    finally:
        _let_signals(signals)
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def _hold_signals() -> set[Any]:
    """Let no signal strike a process that starts, nor us while it is told what to do.

    Both would end in a traceback of it. It inherits what is held, and lets it in when it is ready.
    Those that are held now; none on Windows.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        return set()
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it lets signals in again where it starts itself
    signals = _ending_signals()
    return signals - signal.pthread_sigmask(signal.SIG_BLOCK, signals)


def _let_signals(signals: set[Any]) -> None:
    import signal

    if signals:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)


def _ending_signals() -> set[Any]:
    import signal

    return {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class Pool:
    """Processes for a run: started when there is work, kept for more of it, ended by `close`.

    work: a function of a module, called with tools and an item. jobs: how many processes. timeout:
    seconds that one item may take.
    """

    def __init__(
        self, work: Callable[[Any, Any], Any], jobs: int, timeout: float | None = None
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._timeout = timeout
        self._tools: Any = None
        self._source: Iterator[list[Any]] = iter(())
        self._is_over = True
        self._call = 0
        self._workers: list[_Worker] = []
        self._again: deque[_Part] = deque()  # what a worker that died left undone
        self._chunks: deque[_Chunk] = deque()  # taken and not yet given back, in order

    def mapped(self, tools: Any, chunks: Iterable[list[Any]]) -> Iterator[list[Any]]:
        """`work(tools, item)` for each item of each chunk; chunks in order.

        tools: what the work needs, sent to each worker once. An item that kills its worker or
        takes too long gives `Lost`; an exception of the work ends everything. Chunks are taken as
        they are needed: a long input is never held. One call at a time. WorkerError when no process
        can be started.
        """
        self._forget()
        self._call = call = self._call + 1
        self._tools, self._source, self._is_over = tools, iter(chunks), False
        try:
            while True:
                is_busy = self._feed()
                while self._chunks and not self._chunks[0].left:
                    yield self._chunks.popleft().outcomes
                if is_busy:
                    self._listen()
                elif not self._chunks and not self._feed():
                    return
        finally:
            if call == self._call:
                self._forget()

    def _forget(self) -> None:
        """Where somebody had enough, what is begun is of no use, and who is at it neither."""
        if self._chunks or self._again:
            self.close()

    def _feed(self) -> bool:
        """Give every worker something to do; whether anything is left to wait for."""
        for worker in self._workers:
            if worker.part is None and (part := self._next()) is not None:
                worker.give(part, self._tools)
        while len(self._workers) < self._jobs and (part := self._next()) is not None:
            worker = _Worker(self._work)
            self._workers.append(worker)
            worker.give(part, self._tools)
        return any(worker.part is not None for worker in self._workers)

    def _next(self) -> _Part | None:
        if self._again:
            return self._again.popleft()
        if self._is_over or len(self._chunks) >= self._jobs * _AHEAD:
            return None
        items = next(self._source, None)
        if items is None:
            self._is_over = True
            return None
        chunk = _Chunk(items)
        self._chunks.append(chunk)
        return _Part(chunk, 0, len(items))

    def _listen(self) -> None:
        """Wait a moment for results; see who died, and who takes too long."""
        busy = {worker.pipe: worker for worker in self._workers if worker.part is not None}
        tick = _TICK if self._timeout is None else min(_TICK, self._timeout / 4)
        for pipe in wait(list(busy), tick):
            worker = busy[pipe]  # type: ignore[index]
            try:
                told = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if isinstance(told, BaseException):
                raise told
            if told is None:
                worker.is_ready, worker.since = True, time.monotonic()
            elif worker.part is not None:
                worker.part.chunk.put(worker.part.start, told)
                worker.part = None
        if self._timeout is not None:
            for worker in busy.values():
                if worker.part is not None and worker.is_late(self._timeout):
                    worker.process.kill()
                    self._bury(worker, f"took longer than {self._timeout:g} s")

    def _bury(self, worker: _Worker, cause: str | None = None) -> None:
        """A worker is dead: set its item aside, or try it once more; do the others again.

        cause: why it was killed; None when it died by itself.
        """
        part = worker.part
        worker.end()
        self._workers.remove(worker)
        code = worker.process.exitcode
        if not worker.is_ready:
            raise WorkerError(f"a worker process ended before it began (exit code {code})")
        if part is None:
            return
        chunk, at = part.chunk, part.start + worker.counter.value
        if at > part.start:
            self._again.append(_Part(chunk, part.start, at))
        if cause is not None or part.is_suspect:
            how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
            chunk.put(at, [Lost(cause or f"ended the process that cleaned it, twice ({how})")])
        else:
            self._again.append(_Part(chunk, at, at + 1, is_suspect=True))
        if at + 1 < part.stop:
            self._again.append(_Part(chunk, at + 1, part.stop))

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._again.clear()
        self._chunks.clear()


def mapped(
    work: Callable[[Any, Any], Any],
    tools: Any,
    chunks: Iterable[list[Any]],
    jobs: int,
    timeout: float | None = None,
) -> Iterator[list[Any]]:
    """What `Pool.mapped` gives, of processes for this one call."""
    pool = Pool(work, jobs, timeout)
    try:
        yield from pool.mapped(tools, chunks)
    finally:
        pool.close()


def _serve(pipe: Connection, counter: Any, work: Any) -> None:
    """A worker's life: tools in, then lists of items; None for tools, lists of outcomes out."""
    import signal
    import threading
    from multiprocessing import parent_process

    sys.stdout = sys.stderr  # results go through the pipe; what is printed is no part of them
    # The interrupt of a terminal reaches all of its processes; only the first of them acts on it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # and a terminal that goes away
        _let_signals(_ending_signals())
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    tools = None
    try:
        while True:
            items = pipe.recv()
            if isinstance(items, _Tools):
                tools = items.tools
                pipe.send(None)
                continue
            outcomes = []
            for n, item in enumerate(items):
                counter.value = n
                outcomes.append(work(tools, item))
            pipe.send(outcomes)
    except (EOFError, OSError):  # the parent is gone, or has enough
        pass
    except Exception as error:
        pipe.send(error)


def _stop(number: int, frame: object) -> None:
    """End by an exception, so that a temporary file goes."""
    raise SystemExit(128 + number)


def _follow(parent: Any) -> None:
    """Die with the parent, however that ended."""
    parent.join()
    os._exit(1)
