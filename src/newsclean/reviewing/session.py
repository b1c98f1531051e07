"""A review: documents go by, questions come up, answers go to the rule pack at once."""

from __future__ import annotations

from newsclean.errors import RuleError
from newsclean.messages import counted
from newsclean.packs import RulePack, read_packs
from newsclean.packs.force import Rules
from newsclean.packs.matcher import bare
from newsclean.result import Result
from newsclean.reviewing.heap import Heap, Place
from newsclean.reviewing.packfile import PackFile
from newsclean.reviewing.question import (
    DROP_HERE,
    KEEP,
    KEEP_HERE,
    Question,
)
from newsclean.reviewing.row import beginning_of, form_of, id_of, row
from newsclean.reviewing.seen import Seen
from newsclean.reviewing.skipped import Skipped
from newsclean.trial import FAILURE, try_pack
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class _Done:
    """What `undo` takes back: an answer in the pack, or a wording that was skipped.

    key, at: the wording, and which of its places was asked about. before, after: the pack; after is
    None for one that was skipped. article: how it begins, where the answer is for it only.
    """

    __slots__ = ("after", "article", "at", "before", "is_keep", "key", "told")

    def __init__(self, key: bytes, at: int, told: str) -> None:
        self.key = key
        self.at = at
        self.told = told
        self.before: bytes | None = None
        self.after: bytes | None = None
        self.is_keep = False
        self.article: str | None = None


class Review:
    """Everything of a review but the terminal.

    pack: the file that answers go to. skipped: what was passed over before. asks_removed: whether
    what goes surely is asked about, too. date: of today, for the notes in the pack.
    rules, keeps, passed: how many rules and keep rows were written, how many wordings skipped.
    """

    def __init__(
        self, pack: PackFile, skipped: Skipped, *, asks_removed: bool = False, date: str = ""
    ) -> None:
        self.pack = pack
        self.skipped = skipped
        self.rules = self.keeps = self.passed = 0
        self._date = date
        self._heap = Heap(asks_removed=asks_removed, settled=frozenset(skipped.keys))
        self._done: list[_Done] = []
        self._current: tuple[bytes, int] | None = None
        self._packs: dict[int, RulePack] = {}  # those in force, by who they are
        self._rules: dict[tuple[int, ...], Rules] = {}

    @property
    def documents(self) -> int:
        """How many went by."""
        return self._heap.documents

    def add(self, result: Result, name: str) -> None:
        """One cleaned document."""
        self._heap.add(Seen(result, name, self._in_force(result.settings.packs)))

    def _in_force(self, packs: Sequence[RulePack]) -> Rules | None:
        if not packs:
            return None
        key = tuple(map(id, packs))
        if key not in self._rules:
            self._packs.update((id(pack), pack) for pack in packs)
            self._rules[key] = Rules(rule for pack in packs for rule in pack.rules)
        return self._rules[key]

    def left(self) -> int:
        """How many wordings there are to ask about, of the documents that went by."""
        return self._heap.left()

    def ask(self) -> Question | None:
        """The question to ask now; None where nothing is left."""
        if self._current is None:
            wording = self._heap.next()
            if wording is None:
                return None
            self._current = wording.key, 0
        key, at = self._current
        places = self._heap.places(key)
        if not places:  # counted in many, and every place of it beyond what is held
            self._heap.settle(key)
            self._current = None
            return self.ask()
        at = min(at, len(places) - 1)
        question = self._question(key, places[at])
        question.at, question.of = at, len(places)
        return question

    def _question(self, key: bytes, place: Place) -> Question:
        wording = self._heap.get(key)
        name, rows, namers = self._heap.document(place.document)
        form = None if wording.is_cut else form_of(wording.text, wording.varies)
        # The longest line that stays and stands in no other article names this one.
        best: tuple[int, str] | None = None
        for number, namer in namers:
            beginning = beginning_of(rows[number][1:])
            posts = self._heap.posts_of(namer)
            if beginning is not None and number != place.number and (not best or posts < best[0]):
                best = posts, beginning
        copies, article = best or (0, None)
        return Question(wording, place, name, rows, form, article, copies)

    def move(self, question: Question, step: int) -> bool:
        """Look at another place of the wording; whether there is one."""
        at = question.at + step
        if not 0 <= at < question.of:
            return False
        self._current = question.wording.key, at
        return True

    def skip(self, question: Question) -> str:
        """Pass over a wording, in later sessions too; what was done, in words."""
        key = question.wording.key
        self._done.append(_Done(key, question.at, "skipped"))
        self.skipped.add(key)
        self.passed += 1
        self._settle(key)
        return "skipped"

    def answer(self, question: Question, choice: str) -> list[str]:
        """Write an answer into the pack; what was done, and warnings, in words.

        RuleError, PackError when nothing was written: the question stands.
        """
        offer, form = question.offers[choice], question.form
        assert form is not None
        told: list[str] = []
        self.pack.refresh()
        if self.pack.is_changed:
            told.append(f"{self.pack.path} was changed meanwhile; the answer goes below that")
        is_keep, is_here = choice in (KEEP, KEEP_HERE), choice in (DROP_HERE, KEEP_HERE)
        taken = set() if self.pack.pack is None else {one.own_id for one in self.pack.pack.rules}
        # Of one line among many with other numbers the rule for all of them is meant.
        own_id = id_of(form[1] if form[0] == "phrase" else question.text, taken)
        example = question.wording.text
        own = None if question.is_cut else form_of(question.text, varies=False)
        if own is not None and (is_here or form[0] == "phrase"):
            example = question.text  # as it was seen
            form = own if is_here else form
        posts = "" if is_here else f", in {counted(question.wording.posts, 'post')}"
        note = f"review{f' of {self._date}' if self._date else ''}: "
        note += visible(f"{question.name}:{question.place.number + 1}{posts}")
        block = row(own_id, form, example, note, is_keep=is_keep, position=offer.position,
                    article=question.article if is_here else None)  # fmt: skip
        data, pack = self.pack.with_row(block)
        told += self._tried(pack, own_id)
        done = _Done(question.wording.key, question.at, f"{own_id} is out of {self.pack.path}")
        done.is_keep, done.article = is_keep, question.article if is_here else None
        done.before, done.after = self.pack.write(data, pack), data
        self._done.append(done)
        self.keeps += is_keep
        self.rules += not is_keep
        told.append(f"{'keep row' if is_keep else 'rule'} {own_id} written to {self.pack.path}; "
                    f"{'keep' if is_keep else 'drop'} {offer.told}")  # fmt: skip
        if is_here:
            self._go_on(question)
        else:
            self._settle(question.wording.key)
        return told

    def _tried(self, pack: RulePack, own_id: str) -> list[str]:
        """Warnings about a row in its pack, beside the others; RuleError when it fails there."""
        others = [one for one in self._packs.values() if one.path != self.pack.path]
        read_packs([*others, pack])  # their names must differ
        told = []
        for kind, _, finding in try_pack(pack, others, own_id):
            if kind == FAILURE:
                raise RuleError(f"not written: {self._against(pack, own_id, others) or finding}")
            told.append(f"warning: {finding}")
        return told

    def _against(self, pack: RulePack, own_id: str, others: list[RulePack]) -> str | None:
        """Which row of another pack holds against a rule."""
        rule = next(one for one in pack.rules if one.own_id == own_id)
        for other in others:
            for line in rule.removes if not rule.is_keep else ():
                if Rules(other.rules).look(line)[0]:
                    return f"a keep row of the pack {other.name} ({other.path}) protects the line"
        return None

    def _go_on(self, question: Question) -> None:
        """Ask about the wording at its next place that stands in an article without an answer."""
        key = question.wording.key
        places = self._heap.places(key)
        answered = tuple(one.article for one in self._done if one.key == key and one.article)
        for at in (*range(question.at + 1, len(places)), *range(question.at)):
            rows = self._heap.document(places[at].document)[1]
            if not any(bare(line[1:]).startswith(answered) for line in rows):
                self._current = key, at
                return
        self._settle(key)

    def _settle(self, key: bytes) -> None:
        self._heap.settle(key)
        self._current = None

    def undo(self) -> str | None:
        """Take the last answer back and ask again; what was done, None where there is none.

        RuleError, PackError when it cannot be taken back.
        """
        if not self._done:
            return None
        done = self._done[-1]
        if done.after is None:
            self.skipped.remove(done.key)
            self.passed -= 1
        else:
            self.pack.take_back(done.before, done.after)
            self.keeps -= done.is_keep
            self.rules -= not done.is_keep
        self._done.pop()
        self._heap.settle(done.key, False)
        self._current = done.key, done.at
        return f"undone: {done.told}"
