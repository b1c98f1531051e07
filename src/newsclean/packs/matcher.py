"""Which of many rules fits a line.

A phrase is compared by its key, as the tables are, with one difference: a number is that number,
for its author wrote it so; `{n}` is any. Whole wordings are looked up, so that a thousand of them
cost what one costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsclean.fold import fold
from newsclean.lexicon import CLOSE, OPEN, Pattern
from newsclean.packs.rule import Rule
from newsclean.tables import PLACEHOLDERS

# What placeholders or named groups took, in order.
Taken = list[tuple[str, str]]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[k+]?")
_COUNT = "count"  # what `n` is called inside a key: here it may hold marks, as in `1,204`
_SLACK_CHARS = 160
_WIDE = "\u2e80"  # from here on words have no blanks between them


class Matcher:
    """Rules that are asked together, in their order; holds nothing of any line."""

    __slots__ = ("_ends", "_exact", "_longest", "_open", "_open_ends", "_patterns",
                 "_prefix_starts", "_prefixes", "_starts", "_suffix_ends", "_suffixes",
                 "_template_starts", "_templates", "_whole", "rules")  # fmt: skip

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._exact: dict[str, Rule] = {}
        self._whole: dict[str, Rule] = {}
        self._templates: list[tuple[Pattern, Rule]] = []
        self._open: list[tuple[Pattern, Rule]] = []  # those that begin with a placeholder
        self._prefixes: list[tuple[str, Rule]] = []
        self._suffixes: list[tuple[str, Rule]] = []
        self._patterns: list[tuple[re.Pattern[str], Rule]] = []
        for rule in self.rules:
            self._file(rule)
        # One call in C turns away nearly every line.
        self._template_starts = tuple(template.pieces[0] for template, _ in self._templates)
        self._open_ends = tuple(
            "" if template.is_prefix else template.pieces[-1] for template, _ in self._open
        )
        self._prefix_starts = tuple(key for key, _ in self._prefixes)
        self._suffix_ends = tuple(key for key, _ in self._suffixes)
        self._starts = self._template_starts + self._prefix_starts
        self._ends = self._open_ends + self._suffix_ends
        self._longest = max(map(len, (*self._whole, *self._starts, *self._ends)), default=0)

    def _file(self, rule: Rule) -> None:
        if rule.pattern:
            self._patterns.append((re.compile(rule.pattern), rule))
            return
        key = key_of(rule)
        if OPEN in key:
            if rule.match == "prefix":
                key = key if key.endswith(CLOSE) else key + OPEN
            elif rule.match == "suffix" and not key.startswith(OPEN):
                key = f"{OPEN}x{CLOSE}{key}"
            template = Pattern(key)
            (self._templates if template.pieces[0] else self._open).append((template, rule))
        elif not any(map(str.isalnum, key)):
            self._exact.setdefault(bare(rule.phrase), rule)
        elif rule.match == "prefix":
            self._prefixes.append((key, rule))
        elif rule.match == "suffix":
            self._suffixes.append((key, rule))
        else:
            self._whole.setdefault(key, rule)

    def may_fit(self, text: str) -> bool:
        """Whether some phrase may fit a line, so that it pays to fold it.

        Folding a paragraph costs more than all the rest; of a long one both ends say enough.
        """
        # What folding takes away of a wording: blanks, bullets, signs of decoration.
        size = 2 * self._longest + _SLACK_CHARS
        if len(text) <= size:
            return True
        text = bare(text)
        return fold(text[:size]).startswith(self._starts) or (
            bool(self._ends) and fold(text[-size:]).endswith(self._ends)
        )

    def find(self, text: str, key: str) -> tuple[Rule, Taken] | None:
        """The first rule that fits a line, whole wordings before all others.

        text: the line. key: the same, folded; "" when no phrase may fit it (`may_fit`).
        """
        whole = self._whole.get(key) if key else None
        if whole is None and self._exact:
            whole = self._exact.get(bare(text))
        if whole is not None:
            return whole, []
        return (self._find_open(key) if key else None) or self._find_pattern(text)

    def _find_open(self, key: str) -> tuple[Rule, Taken] | None:
        """The first phrase that leaves part of the line open."""
        if not (self._starts or self._ends):
            return None
        for templates, is_near in (
            (self._templates, key.startswith(self._template_starts)),
            (self._open, key.endswith(self._open_ends)),
        ):
            for template, rule in templates if is_near else ():
                taken = _counted(template.match(key))
                if taken is not None:
                    return rule, taken
        if key.startswith(self._prefix_starts):
            for start, rule in self._prefixes:
                rest = key[len(start) :]
                if key.startswith(start) and not _goes_on(start[-1], rest[:1]):
                    return rule, [("x", rest.strip())]
        if key.endswith(self._suffix_ends):
            for end, rule in self._suffixes:
                rest = key[: len(key) - len(end)]
                if key.endswith(end) and not _goes_on(rest[-1:], end[0]):
                    return rule, [("x", rest.strip())]
        return None

    def _find_pattern(self, text: str) -> tuple[Rule, Taken] | None:
        if self._patterns:
            text = bare(text)
            for pattern, rule in self._patterns:
                match = pattern.fullmatch(text)
                if match is not None:
                    named = match.groupdict()
                    return rule, [(name, fold(value)) for name, value in named.items() if value]
        return None


def key_of(rule: Rule) -> str:
    """The folded phrase, with the names of its placeholders between marks that folding keeps."""
    if rule.is_plain:
        return fold(rule.phrase)
    return fold(_PLACEHOLDER.sub(_marked, rule.phrase))


def placeholders_of(phrase: str) -> list[str]:
    """The names in braces, known or not, in order."""
    return _PLACEHOLDER.findall(phrase)


def _marked(match: re.Match[str]) -> str:
    name = _COUNT if match[1] == "n" else match[1]
    return f"{OPEN}{name}{CLOSE}" if match[1] in PLACEHOLDERS else match[0]


def _counted(taken: Taken | None) -> Taken | None:
    """What a template took, unless it took something else for a number."""
    if taken is None or all(name != _COUNT for name, _ in taken):
        return taken
    if not all(_NUMBER.fullmatch(value.strip()) for name, value in taken if name == _COUNT):
        return None
    return [("n" if name == _COUNT else name, value) for name, value in taken]


def bare(text: str) -> str:
    """A line without the blanks around it, and without a byte order mark."""
    return text.strip("\ufeff \t\u00a0").strip()


def _goes_on(before: str, after: str) -> bool:
    """Whether two characters stand in one word, so that a wording must not end between them."""
    if not before or not after:
        return False
    # A vowel sign goes on with the word as a letter does.
    is_inside = ("a" + after).isidentifier() and after != "_"
    return is_inside and before.isalnum() and before < _WIDE and after < _WIDE
