"""What a batch did, in numbers and in one line."""

from __future__ import annotations

from newsclean.messages import counted


class Tally:
    """What a run did."""

    def __init__(self) -> None:
        self.done = self.changed = self.emptied = self.failed = self.same = 0
        self.removed: dict[str, int] = {}

    def add(self, removed: dict[str, int], *, is_changed: bool, is_empty: bool) -> None:
        """One more document. removed: how many lines and parts of lines each filter took."""
        self.done += 1
        self.changed += is_changed
        self.emptied += is_changed and is_empty
        for name, count in removed.items():
            self.removed[name] = self.removed.get(name, 0) + count

    def join(self, other: Tally) -> None:
        """What another one counted, too."""
        for name in ("done", "changed", "emptied", "failed", "same"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, count in other.removed.items():
            self.removed[name] = self.removed.get(name, 0) + count

    def told(self, seconds: float) -> str:
        """The summary, one line."""
        parts = [f"{self.changed:,} changed"]
        if self.emptied:
            parts.append(f"{self.emptied:,} emptied")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        if self.same:
            parts.append(f"{self.same:,} done before")
        text = f"{counted(self.done, 'document')} in {seconds:.1f} s: {', '.join(parts)}"
        if self.removed:
            most = sorted(self.removed.items(), key=lambda item: (-item[1], item[0]))
            told = ", ".join(f"{name} {count:,}" for name, count in most)
            text += f"; {counted(sum(self.removed.values()), 'line')} removed ({told})"
        return text
