"""`newsclean review`: doubtful lines one by one; answers become rows of a rule pack."""

from __future__ import annotations

import os
from time import monotonic, strftime
from typing import Any

import click

from newsclean.cli._click import common, helped, judging, options_of, reading, reading_many
from newsclean.cli._color import is_terminal
from newsclean.cli._documents import Documents
from newsclean.cli._keys import Keys
from newsclean.cli._options import Options
from newsclean.cli._output import ClosedPipe, Output, end_by_exception, open_output
from newsclean.cli._question import HELP, KEYS, Painter, shown
from newsclean.cli._report import divert, report, say
from newsclean.cli._run import Cleaners
from newsclean.errors import NewscleanError, UsageError, cause_of
from newsclean.messages import counted
from newsclean.readers.files import STDIN
from newsclean.reviewing import Review
from newsclean.reviewing.packfile import PackFile
from newsclean.reviewing.question import Question
from newsclean.reviewing.skipped import Skipped
from newsclean.settings import Finder
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DONE, FAILED = 0, 2
_CONTEXT = 3
# The first question comes after so many seconds at the latest, if there is one by then: what most
# posts hold is known, and the rest is read while a person thinks.
_PATIENCE_S = 0.7
_LOOK_S = 0.3  # between looks for a first one after that

SHORT_HELP = """\
newsclean review asks about doubtful lines, one by one, and writes rules.

  newsclean review posts/ --rules mysite.toml     a key an answer; ? tells them
  newsclean review posts/ --rules mysite.toml --removed   also all that goes
  newsclean posts/ --rules mysite.toml -o clean/  and clean with what was said

Usage: newsclean review [OPTIONS] PATH...

  --rules FILE   the pack that answers go to, made if it is not there
  --removed      ask about lines that surely go, too
  --again        ask about lines that were skipped before, too
  --context N    show N lines above and below (default 3)
  --help         all options
"""


@click.command("review", add_help_option=False, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="PATH...")
@click.option("--removed", "asks_removed", is_flag=True,
              help="Ask about every line that goes, not only about what is in doubt.")  # fmt: skip
@click.option("--again", is_flag=True,
              help="Ask about lines that were skipped in sessions before.")  # fmt: skip
@click.option("--context", type=click.IntRange(0), metavar="N", default=_CONTEXT,
              help=f"Show N lines above and below (default {_CONTEXT}).")  # fmt: skip
@judging
@reading
@reading_many
@common
@helped(SHORT_HELP)
def command(asks_removed: bool, again: bool, context: int, **values: Any) -> int:
    """Ask about doubtful lines one by one, with what stands beside them.

    Doubtful is what stays though some filter would nearly take it, what goes though its filter is
    little sure of it, and short lines that stay in three articles and more. Equal lines are one
    question, the most frequent first. Each answer is written to the rule pack at once, with the
    line that caused it; the first --rules is that pack, else the one that the configuration names.
    What stands in the file is not changed. Exit code 2: an input failed.
    """
    if not is_terminal(0):
        raise UsageError(
            "answers are typed at a terminal, and standard input is none; newsclean report tells "
            "what is in doubt without one, newsclean explain each line"
        )
    if STDIN in values["paths"] or STDIN in (values["files_from"], values["files0_from"]):
        raise UsageError("standard input is for the answers; name files or directories")
    if STDIN in (values["rules"] or ()) or STDIN in (values["phrases"] or ()):
        raise UsageError("standard input is for the answers; name the files of rules")
    options = options_of(values)
    if options is None:
        for line in SHORT_HELP.rstrip().split("\n"):
            say(line)
        return FAILED
    options.format = "json"  # what configurations say of texts that are written is not for this
    options.no_progress = True  # it would come between the questions
    path = options.rules[0] if options.rules else _configured(options)
    pack = PackFile(path)
    for one in options.paths:
        if os.path.realpath(one) == os.path.realpath(path):
            raise UsageError(f"{one}: is the rule pack that answers go to, and no text")
    documents = Documents(options, passed=path)
    if pack.pack is None:  # no pack yet, which a cleaner would refuse
        options.rules = [path for path in options.rules or () if path != pack.path]
    documents.cleaners = Cleaners(options, documents.paths())
    skipped = Skipped(pack.path)
    if again:
        skipped.clear()
    review = Review(pack, skipped, asks_removed=asks_removed, date=strftime("%Y-%m-%d"))
    return _Session(options, documents, review, context).run()


def _configured(options: Options) -> str:
    """The rule pack that configurations name, if it is one."""
    finder = Finder(options.config, options.no_config)
    found: dict[str, None] = {}
    for path in Documents(options).paths():
        configuration = finder.of(path)
        if configuration is not None:
            found.update(dict.fromkeys(configuration.values.get("rules", ())))
    if len(found) == 1:
        return next(iter(found))
    told = "no configuration names one" if not found else "the configuration names several"
    raise UsageError(f"which rule pack do answers go to? {told}; say --rules mysite.toml")


class _Session:
    """One review at one terminal."""

    def __init__(
        self, options: Options, documents: Documents, review: Review, context: int
    ) -> None:
        self._options = options
        self._documents = documents
        self._review = review
        self._context = self._usual = context
        self._painter = Painter(is_colored=options.color)
        self._output: Output = open_output(None)
        self._left: Iterator[None] | None = self._read_all()
        self._files = 0  # that were begun
        self._question: Question | None = None
        self._notices: list[str] = []
        self._is_waiting = self._has_asked = self._has_progress = False

    def run(self) -> int:
        """Ask until there is nothing more, or nobody; the exit code."""
        end_by_exception()
        before = divert(self._notice)
        try:
            with Keys(self._show) as keys:
                try:
                    self._ask_all(keys)
                except KeyboardInterrupt:
                    self._print("\n")
                    self._tell_end()
                    raise
            self._tell_end()
        except ClosedPipe:
            pass  # nobody looks on any more
        finally:
            divert(before)
        return FAILED if self._documents.failed else DONE

    # Reading

    def _read_all(self) -> Iterator[None]:
        """Let the documents go by, one a step."""
        documents, cleaners, last = self._documents, self._documents.cleaners, ""
        assert cleaners is not None
        for path, item, doc in documents:
            self._files += path != last
            last = path
            try:
                result = cleaners.of(path).clean_document(doc)
            except Exception as error:  # as of a batch: one document costs only itself
                documents.fail(item.name, cause_of(error, debug=self._options.debug))
            else:
                self._review.add(result, item.name)
            yield

    def _read(self) -> bool:
        """Read one document more; False where there is none."""
        if self._left is None:
            return False
        for _ in self._left:
            return True
        self._left = None
        return False

    def _next(self) -> Question | None:
        """The next question, once enough is read to choose it."""
        if self._has_asked:
            question = self._review.ask()
            if question is not None:
                return question
        wait = monotonic() + (0 if self._has_asked else _PATIENCE_S)
        self._has_asked = True
        while self._read():
            if monotonic() < wait:
                continue
            question = self._review.ask()
            if question is not None:
                break
            self._progress(f"reading: {counted(self._review.documents, 'post')}, none in doubt")
            wait = monotonic() + _LOOK_S
        self._progress("")
        return self._review.ask()

    def _progress(self, text: str) -> None:
        """A line that goes away, where a terminal can do that."""
        if not (text or self._has_progress) or not is_terminal(1):
            return
        if os.environ.get("TERM", "dumb") != "dumb":
            self._has_progress = bool(text)
            self._print(f"\r{self._painter.fit(text)}\x1b[K")

    # Asking

    def _ask_all(self, keys: Keys) -> None:
        while True:
            self._question = question = self._next()
            if question is None:
                return
            keys.forget()
            self._show()
            while self._question is question:
                self._is_waiting = True
                key = keys.read(self._read)
                self._is_waiting = False
                if key in ("", "q"):
                    self._print("\n")
                    return
                if not keys.are_lines:
                    self._print(f"{visible(key)}\n")
                self._press(key, self._review.ask() or question)  # what was read counts, too

    def _press(self, key: str, question: Question) -> None:
        """What a key does. Another question is looked for where `_question` is none."""
        review = self._review
        if key in KEYS:
            self._answer(key, question)
        elif key == "s":
            self._tell([review.skip(question)], is_prompted=False)
            self._ask_next()
        elif key == "u":
            self._undo()
        elif key in ("n", "p"):
            if review.move(question, 1 if key == "n" else -1):
                self._ask_next()
            else:
                self._tell([f"no place {'after' if key == 'n' else 'before'} this one"])
        elif key == "c":
            self._context = max(1, 2 * self._context)
            self._show()
        elif key in ("l", "\x0c"):
            self._show()
        elif key == "?":
            self._print(HELP)
            self._prompt()
        elif key in ("\n", "\r", " "):
            self._prompt()
        else:
            self._tell([f"{visible(key)} is no answer; ? tells the keys"])

    def _answer(self, key: str, question: Question) -> None:
        if KEYS[key] not in question.offers:
            self._tell([f"{key} is no answer here"])
            return
        try:
            told = self._review.answer(question, KEYS[key])
        except NewscleanError as error:
            self._tell([str(error)], is_prompted=True)
            return
        self._tell(told, is_prompted=False)
        self._ask_next()

    def _undo(self) -> None:
        try:
            told = self._review.undo()
        except NewscleanError as error:
            self._tell([str(error)])
            return
        self._tell([told or "nothing to undo in this session"], is_prompted=told is None)
        if told is not None:
            self._ask_next()

    def _ask_next(self) -> None:
        self._question = None
        self._context = self._usual

    # Showing

    def _show(self) -> None:
        """The question as it stands, with what had to be said since the last one."""
        if self._question is None:
            return
        question = self._review.ask() or self._question  # with what was read meanwhile
        self._say_all(self._notices)
        self._notices.clear()
        reading = ""
        if self._left is not None:
            files = len(self._documents.paths())
            reading = f" ({self._files:,} of {files:,} files read so far)"
            if files == 1:
                reading = f" ({counted(self._review.documents, 'document')} read so far)"
        self._print(shown(question, self._painter, self._context, self._review.left(), reading))
        self._prompt()

    def _prompt(self) -> None:
        self._print("> ")

    def _tell(self, lines: list[str], *, is_prompted: bool = True) -> None:
        for line in lines:
            self._print("".join(f"{row}\n" for row in self._painter.wrap(f"  {visible(line)}")))
        if is_prompted:
            self._prompt()

    def _notice(self, line: str) -> None:
        """A message about an input: at once, or where a question stands with the next one."""
        if self._is_waiting:
            self._notices.append(line)
        else:
            self._say_all([line])

    def _say_all(self, lines: list[str]) -> None:
        """Messages where all commands say them: on standard error."""
        sink = divert(None)
        for line in lines:
            say(line)
        divert(sink)

    def _print(self, text: str) -> None:
        self._output.write(text.encode("utf-8", "backslashreplace"))

    def _tell_end(self) -> None:
        """What was done, and what is left."""
        self._say_all(self._notices)
        review = self._review
        done = [counted(count, one) for count, one in
                ((review.rules, "rule"), (review.keeps, "keep row")) if count]  # fmt: skip
        told = [f"{' and '.join(done)} written to {review.pack.path}" if done
                else "nothing written"]  # fmt: skip
        told += [f"{review.passed:,} skipped"] if review.passed else []
        left = review.left()
        told.append(f"{left:,} more to ask" if left else "nothing more to ask")
        read = counted(review.documents, "post")
        more = "" if self._left is None else ", not all"
        self._print(visible(f"{', '.join(told)}; {read} read{more}") + "\n")
        if review.passed and review.skipped.problem is not None:
            report(review.skipped.path, f"{review.skipped.problem}; what was skipped comes again")
