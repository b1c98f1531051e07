"""A rule pack from its TOML, checked: whatever is wrong is said in one line, with its place."""

from __future__ import annotations

import re
from typing import Any

from newsclean.errors import RuleError
from newsclean.fold import fold
from newsclean.lexicon import CLOSE, OPEN, POSITIONS, RISKS
from newsclean.messages import meant
from newsclean.packs.matcher import Matcher, bare, placeholders_of
from newsclean.packs.reading import ID, Reader, shown, stem, toml_message
from newsclean.packs.rule import FAMILIES, Rule
from newsclean.packs.safety import why_unsafe
from newsclean.tables import PLACEHOLDERS

PACK_KEYS = ("name", "about", "rule", "keep")
KEEP_KEYS = ("id", "phrase", "pattern", "match", "article", "language", "note", "keeps",
             "removes")  # fmt: skip
LEARNED_KEYS = ("count", "share", "last_matched")
BESIDE_KEYS = ("below", "above")
RULE_KEYS = (*KEEP_KEYS, "position", "standalone", "risk", "family", "captures", "platform",
             *BESIDE_KEYS, "through", *LEARNED_KEYS)  # fmt: skip
MATCHES = ("full-line", "prefix", "suffix")
# What placeholders can take into the record.
CAPTURES = ("author", "date", "feed", "publisher", "site", "tag", "tags", "time", "title", "url")
_SETTINGS = ("select", "extend-select", "ignore", "rules", "phrases", "confidence", "format")
_PHRASE_CHARS = 2000
# A beginning that is shorter names no article, not even in Chinese.
_ARTICLE_CHARS = range(8, 201)
_MOST_BESIDE = 50  # lines that one rule takes along
# As `newsclean learn` writes what may be the articles'.
_COMMENTED = re.compile(r"^#[ \t]*\[\[(?:rule|keep)\]\]", re.M)


def parse_pack(text: str, file: str) -> tuple[str, str, list[Rule]]:
    """Name, description and rows of a pack.

    file: its path as the user knows it, for messages; its name without ending is the pack's
    when the pack does not say. RuleError for the first thing that is wrong, which a pack without
    rows is, unless it holds some in comments.
    """
    data = _read_toml(text, file)
    return _Parser(text, file, data).parse()


def commented(text: str) -> int:
    """How many rows of a pack stand in comments, where they do nothing."""
    return len(_COMMENTED.findall(text))


def _read_toml(text: str, file: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = "" if "[[" in text else "; a plain list of lines goes with --phrases"
        raise RuleError(toml_message(file, error) + hint) from None
    except RecursionError:
        raise RuleError(f"{file}: not TOML: nested too deeply") from None


class _Parser(Reader):
    """One file on its way in."""

    def parse(self) -> tuple[str, str, list[Rule]]:
        """Name, description, rows."""
        for key in self.data:
            if key in _SETTINGS:
                self.fail(key, "is a key of newsclean.toml, not of a rule pack")
            if key not in PACK_KEYS:
                self.fail(key, f"unknown key{meant(key, PACK_KEYS)}")
        name = self.string(self.data, "name") or stem(self.file)
        if not ID.fullmatch(name):
            self.fail("name", f"{name!r}: letters, digits, - _ and . are wanted")
        about = self.string(self.data, "about") or ""
        rules: list[Rule] = []
        places: dict[str, str] = {}
        for kind in ("rule", "keep"):
            rows = self.data.get(kind, [])
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self.fail(kind, f"write each {kind} under a line [[{kind}]] of its own")
            for number, row in enumerate(rows):
                self.at = (kind, number, row)
                rule = self.row(name, kind == "keep", row)
                if rule.own_id in places:
                    self.fail("id", f"{rule.own_id!r} is taken already, at {places[rule.own_id]}")
                places[rule.own_id] = rule.place
                rules.append(rule)
        self.at = None
        if not rules and not commented("\n".join(self.lines)):
            raise RuleError(f"{self.file}: no [[rule]] and no [[keep]] in it: it would do nothing")
        self.check_examples(rules)
        return name, about, rules

    # Rows

    def row(self, pack: str, is_keep: bool, row: dict[str, Any]) -> Rule:
        """One row, with everything checked that can be checked without the others."""
        known = KEEP_KEYS if is_keep else RULE_KEYS
        for key in row:
            if key in RULE_KEYS and key not in known:
                self.fail(key, "a keep row has none: it holds wherever the line stands")
            if key not in known:
                above = "; it belongs above the first [[rule]]" if key in PACK_KEYS else None
                self.fail(key, f"unknown key{above or meant(key, known)}")
        own_id = self.string(row, "id")
        if own_id is None:
            self.fail("id", "missing; a short name that stands in every mark of this row")
        if not ID.fullmatch(own_id):
            self.fail("id", f"{own_id!r}: letters, digits, - _ and . are wanted")
        phrase, pattern = self.string(row, "phrase"), self.string(row, "pattern")
        if (phrase is None) == (pattern is None):
            both = "phrase and pattern exclude each other" if phrase is not None else (
                "missing; the line to look for, or a pattern")  # fmt: skip
            self.fail("phrase", both)
        rule = Rule(f"{pack}:{own_id}", self.place(), phrase=phrase or "", pattern=pattern or "")
        rule.is_keep = is_keep
        self.choice(row, rule, "match", MATCHES)
        self.choice(row, rule, "position", POSITIONS)
        self.choice(row, rule, "risk", RISKS)
        self.choice(row, rule, "family", FAMILIES)
        if "standalone" in row:
            rule.standalone = self.typed(row, "standalone", bool, "true or false")
        for key in BESIDE_KEYS:
            if key in row:
                setattr(rule, key, self.typed(row, key, int, "a whole number"))
        if "through" in row:
            rule.through = self.typed(row, "through", bool, "true or false")
        if "count" in row:
            rule.count = self.typed(row, "count", int, "a whole number")
        if "share" in row:
            rule.share = self.typed(row, "share", float, "a number, such as 0.95")
        rule.last_matched = self.string(row, "last_matched") or ""
        rule.article = self.article(row)
        for key in ("language", "platform", "note"):  # for whoever reads the pack
            self.string(row, key)
        rule.captures = self.strings(row, "captures")
        rule.removes, rule.keeps = self.strings(row, "removes"), self.strings(row, "keeps")
        self.check_row(rule, row)
        return rule

    def article(self, row: dict[str, Any]) -> str:
        """How a line of the only articles begins in which a row holds; "" for all."""
        text = self.string(row, "article")
        if text is None:
            return ""
        is_line = bare(text) == text and "\n" not in text and "\r" not in text
        if not is_line or len(text) not in _ARTICLE_CHARS:
            least, most = _ARTICLE_CHARS[0], _ARTICLE_CHARS[-1]
            self.fail("article", f"the first {least} to {most} characters of a line of the "
                      "article are wanted, without blanks around them")  # fmt: skip
        return text

    def check_row(self, rule: Rule, row: dict[str, Any]) -> None:
        """What the keys of one row must agree on."""
        if rule.pattern:
            self.check_pattern(rule, row)
        else:
            self.check_phrase(rule)
        if rule.family and rule.position == "anywhere":
            self.fail("family", 'means nothing without position = "tail" or "head"')
        if "standalone" in row and not rule.family:
            self.fail("standalone", "means nothing without a family")
        if rule.article and rule.family:
            self.fail("article", "goes without a family: what is weighed is weighed in all texts")
        for key in BESIDE_KEYS:
            count = getattr(rule, key)
            if key in row and not 1 <= count <= _MOST_BESIDE:
                self.fail(key, f"1 to {_MOST_BESIDE} lines are wanted, not {count}")
            if count and rule.position == "anywhere":
                self.fail(key, 'means nothing without position = "tail" or "head"')
            if count and rule.family:
                self.fail(key, "a rule like a row of the tables takes along what that row does")
        if rule.through and not rule.below:
            self.fail("through", "means nothing without below")
        taken = placeholders_of(rule.phrase) or list(re.compile(rule.pattern).groupindex)
        for name in rule.captures:
            if name not in CAPTURES:
                self.fail("captures", f"no field {name!r}{meant(name, CAPTURES)}")
            is_rest = rule.match != "full-line" and not taken and len(rule.captures) == 1
            if name not in taken and not is_rest:
                self.fail("captures", f"nothing takes {name!r}; write {{{name}}} into the phrase")
        needed = "keeps" if rule.is_keep else "removes"
        if not (rule.keeps if rule.is_keep else rule.removes):
            told = "protect" if rule.is_keep else "remove"
            self.fail(needed, f"missing; give at least one line that it must {told}")

    def check_phrase(self, rule: Rule) -> None:
        """A phrase is one line of words, with placeholders that exist."""
        phrase = rule.phrase
        if not phrase.strip():
            self.fail("phrase", "is empty")
        if "\n" in phrase or "\r" in phrase or len(phrase) > _PHRASE_CHARS:
            self.fail("phrase", f"must be one line of at most {_PHRASE_CHARS} characters")
        if OPEN in phrase or CLOSE in phrase:
            self.fail("phrase", f"holds a control character: {shown(phrase)}")
        for name in placeholders_of(phrase):
            if name not in PLACEHOLDERS:
                known = [f"{{{each}}}" for each in sorted(PLACEHOLDERS, key=str.lower)]
                self.fail("phrase", f"{{{name}}} is no placeholder{meant(f'{{{name}}}', known)}")
        if "}{" in phrase and re.search(r"\{\w+\}\{\w+\}", phrase):
            self.fail("phrase", "two placeholders touch; nothing says where the first one ends")
        fixed = re.sub(r"\{\w+\}", " ", phrase)
        if not fixed.strip():
            self.fail("phrase", "nothing but placeholders: it would fit every line")
        if (fixed != phrase or rule.match != "full-line") and not any(map(str.isalnum, fixed)):
            self.fail("phrase", "needs a fixed word beside what varies")

    def check_pattern(self, rule: Rule, row: dict[str, Any]) -> None:
        """A pattern is a safe regular expression for a whole line."""
        if "match" in row:
            self.fail("match", "goes with phrase; a pattern is for the whole line")
        why = why_unsafe(rule.pattern)
        if why is not None:
            self.fail("pattern", why)

    # Examples

    def check_examples(self, rules: list[Rule]) -> None:
        """Every row on its own examples, and no line that must go under a keep row."""
        keepers: dict[str, Matcher] = {}
        for kind in ("rule", "keep"):
            chosen = [rule for rule in rules if rule.is_keep == (kind == "keep")]
            for number, rule in enumerate(chosen):
                self.at = (kind, number, self.data[kind][number])
                # What is for one article says nothing of others, and wins there.
                if rule.article not in keepers:
                    keepers[rule.article] = Matcher(
                        one for one in rules if one.is_keep and one.article == rule.article
                    )
                self.check_example(rule, keepers[rule.article])

    def check_example(self, rule: Rule, keepers: Matcher) -> None:
        """One row: what it must fit it fits, what it must not fit it does not."""
        one = Matcher([rule])
        kind = "pattern" if rule.pattern else "phrase"
        for key, lines in (("removes", rule.removes), ("keeps", rule.keeps)):
            for line in lines:
                if not line.strip() or "\n" in line or "\r" in line:
                    self.fail(key, f"{shown(line)} is not one line of text")
                must_fit = (key == "keeps") is rule.is_keep
                fits = one.find(line, fold(line)) is not None
                if must_fit and not fits:
                    self.fail(key, f"the {kind} does not fit {shown(line)}")
                if fits and not must_fit:
                    self.fail(key, f"the {kind} fits {shown(line)} too")
                held = keepers.find(line, fold(line)) if key == "removes" else None
                if held is not None and not rule.is_keep:
                    self.fail(key, f"the keep row {held[0].own_id} protects {shown(line)}")
