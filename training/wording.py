"""How much more often a word stands in boilerplate than in articles."""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from examples import Row
from languages import common_words
from newsclean.fold import fold
from newsclean.learned.diction import BIAS, names_of_pairs, names_of_words
from newsclean.words import words_of

_PLACEHOLDER = re.compile(r"\{\w+\}")
# Rows of these are the article's own words.
_ARTICLE = frozenset(("dateline", "credit-line", "photo-credit", "credit"))
_SMOOTHING = 0.4
_ROWS, _LINES = 10, 500  # rows and lines that a language is taken to have beyond those known
_LINE_CHARS = 60  # a paragraph has as many chances for a word as so many short lines
_SELDOM, _SELDOM_SHARE = 2, 0.5  # one row is weak evidence
_COMMON_FAMILIES, _COMMON_LINES = 7, 3  # words in rows of all kinds are `and` and `the`
_LEAST, _MOST_AGAINST, _MOST_FOR = 2.0, -3.0, 4.0
_ARTICLE_LINES = 20
_DOCUMENTS = 2
_ROUNDS = 60
# Lines of ordinary text that a language has beside its articles, and the share of them from which
# on a word is an `and` or `the` of the language.
_ORDINARY_LINES, _ORDINARY_SHARE = 4000, 0.02


class Uses(NamedTuple):
    """Word -> language -> lines of articles that hold it, and how many lines a language has."""

    lines_with: dict[str, Counter[str]]
    lines: Counter[str]


def count_uses(article_lines: Iterable[tuple[str, str]]) -> Uses:
    """Of lines with their languages."""
    article: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for language, line in article_lines:
        for word in marked_words(fold(_PLACEHOLDER.sub(" ", line))):
            article[word][language] += 1
        sizes[language] += max(1, len(line) // _LINE_CHARS)
    return Uses(article, sizes)


def sum_uses(parts: Iterable[Uses]) -> Uses:
    """Of several sets of lines together."""
    article: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for part in parts:
        for word, counts in part.lines_with.items():
            article[word].update(counts)
        sizes.update(part.lines)
    return Uses(article, sizes)


class Said(NamedTuple):
    """A line of boilerplate of a document."""

    document: str
    language: str
    line: str


def word_weights(rows: Iterable[Row], said: Iterable[Said], articles: Uses) -> dict[str, float]:
    """Word -> logarithm of how much more often rows have it than lines of articles; rounded.

    said: lines that count as rows do, but only with the words that several documents have: what
    one has alone is a name, a town, the headline of a day.
    Each word is weighed in the language whose rows have it most, for the tables hold as much Danish
    as English and the articles do not; against it stands the language whose articles have it most.
    Where a language's ordinary words are known, they count as articles do. `^word` is a word that
    begins the line. Words that say little are left out.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    families: dict[tuple[str, str], set[str]] = defaultdict(set)
    sizes: Counter[str] = Counter()
    for row in rows:
        if row.family in _ARTICLE:
            continue
        for word in marked_words(fold(_PLACEHOLDER.sub(" ", row.phrase))):
            seen[word][row.language] += 1
            families[word, row.language].add(row.family)
        sizes[row.language] += 1
    lines = [(one, marked_words(fold(one.line))) for one in said]
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, words in lines:
        for word in words:
            documents[word, one.language].add(one.document)
    for one, words in lines:
        for word in words:
            if len(documents[word, one.language]) >= _DOCUMENTS:
                seen[word][one.language] += 1
        sizes[one.language] += 1
    article, article_sizes = articles
    weights = {}
    common = {word for word, counts in article.items() if counts.total() >= _ARTICLE_LINES}
    home: dict[str, str] = {}
    for language in sorted(sizes):
        for word, share in common_words(language).items():
            if share >= _ORDINARY_SHARE:
                home.setdefault(word, language)
    for word in sorted(set(seen) | common | set(home)):
        in_rows, in_lines = seen.get(word, Counter()), article.get(word, Counter())
        counts = in_rows or in_lines
        language = counts.most_common(1)[0][0] if counts else home[word]
        of_rows, of_lines = in_rows[language], in_lines.total()
        in_articles = max(
            _share(word, of, n, article_sizes[of])
            for of, n in (*in_lines.items(), (language, in_lines[language]))
        )
        weight = math.log((of_rows + _SMOOTHING) / (sizes[language] + _ROWS) / in_articles)
        if weight > 0 and of_rows < _SELDOM:
            weight *= _SELDOM_SHARE
        if (
            weight > 0
            and len(families.get((word, language), ())) >= _COMMON_FAMILIES
            and of_lines < _COMMON_LINES
        ):
            continue
        weight = max(_MOST_AGAINST, min(_MOST_FOR, weight))
        if abs(weight) >= _LEAST:
            weights[word] = round(weight, 1)
    return weights


def _share(word: str, language: str, found: int, lines: int) -> float:
    """The share of a language's articles and ordinary lines that hold a word."""
    ordinary = common_words(language)
    size = _ORDINARY_LINES if ordinary else 0
    begun = lines // (4 if word[0] == "^" else 1)
    return (found + size * ordinary.get(word, 0.0) + _SMOOTHING) / (begun + size + _LINES)


def in_levels(words: dict[str, float], count: int) -> dict[str, float]:
    """The same words with so many different weights at most, those nearest to their own (Lloyd)."""
    weights = np.array(list(words.values()))
    levels = np.unique(np.quantile(weights, (np.arange(count) + 0.5) / count))
    for _ in range(_ROUNDS):
        of = np.abs(weights[:, None] - levels).argmin(axis=1)
        levels = np.array([weights[of == n].mean() for n in np.unique(of)])
    of = np.abs(weights[:, None] - levels).argmin(axis=1)
    told = [round(float(level), 2) for level in levels]
    return {word: told[n] for word, n in zip(words, of, strict=True)}


def marked_words(key: str) -> set[str]:
    """The different words of a line, and the first once more as `^word`."""
    words = words_of(key)
    return {*words, "^" + words[0]} if words else set()


# Diction: what stands beside what in a line of a site, and in a sentence of an article -----------

_SENTENCE_END = re.compile(r"(?<=[.!?।։؟])\s+|(?<=[。！？])")
_SENTENCE_CHARS, _SENTENCES = 200, 2
_ROW_SHARE = 0.5  # of what a line counts: a row may be a word, and nobody counted it
_SEEN = 2  # a feature that one line has says nothing
_KEPT = 58_000  # features in the file


def sentences(line: str, dice: random.Random) -> list[str]:
    """The line, or some sentences of a longer one."""
    if len(line) <= _SENTENCE_CHARS:
        return [line] if line.strip() else []
    found = [one for one in _SENTENCE_END.split(line) if 8 <= len(one) <= _SENTENCE_CHARS]
    return dice.sample(found, min(_SENTENCES, len(found)))


def diction_weights(
    rows: Iterable[Row], site: Iterable[str], own: Iterable[str | list[str]]
) -> dict[str, float]:
    """Word or pair, as `newsclean.learned.diction` names it -> log-odds that a site speaks.

    Rounded to a decimal. own: lines of articles, or words of no order, of which no pair is taken.
    A logistic regression over the lines of sites (and rows) against those of articles. Those
    features stay that move most lines most; they are learned once more, without the others.
    """
    texts: list[tuple[list[str], bool, float]] = []
    for row in rows:
        if row.family not in _ARTICLE:
            texts.append((_features(_parts(row.phrase)), True, _ROW_SHARE))
    texts += [(_features(_parts(line)), True, 1.0) for line in site]
    texts += [
        (_features(_parts(line)) if isinstance(line, str) else names_of_words(line), False, 1.0)
        for line in own
    ]  # fmt: skip
    texts = [one for one in texts if one[0]]
    counts = Counter(feature for features, _, _ in texts for feature in set(features))
    names = sorted(feature for feature, count in counts.items() if count >= _SEEN)
    labels, shares = [label for _, label, _ in texts], np.array([share for _, _, share in texts])
    for_site = np.array(labels)
    # Both sides weigh the same, however many lines there are of each.
    shares = shares * np.where(for_site, len(shares) / 2 / shares[for_site].sum(),
                               len(shares) / 2 / shares[~for_site].sum())  # fmt: skip
    matrix = _matrix(texts, names)
    weights, _ = _fitted(matrix, for_site, shares)
    moved = np.abs(weights) * np.sqrt(np.asarray(matrix.sum(axis=0)).ravel())
    best = np.sort(np.argsort(-moved, kind="stable")[:_KEPT])
    weights, bias = _fitted(matrix[:, best], for_site, shares)
    rounded = np.round(weights, 1)
    found = {names[at]: float(w) for at, w in zip(best, rounded, strict=True) if w}
    return found | {BIAS: round(bias, 1)}


def _parts(line: str) -> list[list[str]]:
    """The words of a line between its placeholders."""
    return [words_of(fold(part)) for part in _PLACEHOLDER.split(line)]


def _features(parts: list[list[str]]) -> list[str]:
    """Of a line that has gaps for names: no pair reaches over one."""
    found: list[str] = []
    for n, words in enumerate(parts):
        if words:
            pairs = names_of_pairs(words)
            found += names_of_words(words)
            found += pairs[n > 0:len(pairs) - (n < len(parts) - 1)]
    return found


def _matrix(texts: list[tuple[list[str], bool, float]], names: list[str]) -> csr_matrix:
    places = {name: at for at, name in enumerate(names)}
    columns: list[int] = []
    starts = [0]
    for features, _, _ in texts:
        columns += [places[one] for one in features if one in places]
        starts.append(len(columns))
    shape = len(texts), len(names)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=shape)
    matrix.sum_duplicates()
    return matrix


def _fitted(matrix: csr_matrix, labels: Any, shares: Any) -> tuple[Any, float]:
    model = LogisticRegression(solver="liblinear", max_iter=200, random_state=1)
    model.fit(matrix, labels, sample_weight=shares)
    return model.coef_[0], float(model.intercept_[0])
