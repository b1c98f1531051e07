"""Whole pages with known articles that everybody can get, and what extractors make of them.

A checkout of github.com/scrapinghub/article-extraction-benchmark (MIT) is enough; where the
development corpora are, their half of it serves, and the pages of WCXB (CC-BY-4.0).

newsclean judges each page by a model that did not see it: `aeb-folds.tsv` names the pages that the
models learned from, each with the fold that was left out.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time
from typing import NamedTuple

from corpus import ROOT, corpora
from extractors import SIDE_BY_SIDE, Extract, attempt
from newsclean.cleaner import Cleaner
from newsclean.html.charset import to_utf8
from newsclean.html.model import Model
from newsclean.html.reader import read_page
from newsclean.lexicon import Lexicon
from newsclean.sieve import Sieve

FOLDS = Path(__file__).with_name("aeb-folds.tsv")
_MODELS = ROOT / "training" / "folds"
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_SAMPLES, _SEED = 1000, 7


class Page(NamedTuple):
    """A page. fold: of the models that did not see it; None where none did."""

    id: str
    url: str
    data: bytes
    encoding: str | None
    language: str
    gold: str
    fold: int | None

    @property
    def text(self) -> str:
        """Its source, decoded as newsclean decodes it."""
        return to_utf8(self.data, self.encoding)[0].decode("utf-8", "replace")


def from_checkout(folder: Path) -> list[Page]:
    """The pages of a checkout of article-extraction-benchmark."""
    rows = FOLDS.read_text(encoding="utf-8").split("\n")[1:-1]
    folds = {name: int(fold) for name, fold in (row.split("\t") for row in rows)}
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Page(name, row.get("url", ""), gzip.decompress(
            (folder / "html" / f"{name}.html.gz").read_bytes()), None, "en", row["articleBody"],
            folds.get(name))
        for name, row in sorted(truth.items())
    ]  # fmt: skip


def from_corpora(name: str, most: int) -> list[Page]:
    """The pages of a development set, `aeb` or `wcxb`; of more than `most` every n-th."""
    root = corpora() / {"aeb": "html-dev", "wcxb": "wcxb-dev"}[name]
    if not (root / "gold.jsonl").is_file():
        return []
    rows = [json.loads(line) for line in (root / "gold.jsonl").open(encoding="utf-8")]
    rows = [row for row in rows if row["dataset"] == name
            and row.get("page_type") in (None, "article")]  # fmt: skip
    rows = rows[:: max(1, len(rows) // most)][:most]
    return [
        Page(row["id"], row["url"], gzip.decompress((root / row["path"]).read_bytes()),
             row["encoding"], row.get("lang") or "en", row["text"], row["fold"])
        for row in rows
    ]  # fmt: skip


# What comes out ---------------------------------------------------------------------------------


@cache
def _model(fold: int | None) -> Model | None:
    if fold is None:
        return None  # the package's own
    return Model(json.loads((_MODELS / f"html-{fold}.json").read_text(encoding="utf-8")))


@cache
def _sieve() -> Sieve:
    return Sieve(Lexicon())


def our_text(page: Page, cleaner: Cleaner) -> str:
    """What newsclean gives, by a model that did not see the page."""
    doc, source = read_page(
        page.data, page.encoding, url=page.url, sieve=_sieve(), model=_model(page.fold)
    )
    return cleaner.clean_document(doc, source).text


class Score(NamedTuple):
    """Of one page.

    precision, recall: of 4-word shingles, None where there are none. words: F1 of the bag of words.
    """

    precision: float | None
    recall: float | None
    words: float
    is_exact: bool


def score(gold: str, found: str) -> Score:
    """As article-extraction-benchmark scores a page, and WCXB its words."""
    wanted, given = _WORD.findall(gold), _WORD.findall(found)
    a, b = _shingles(wanted), _shingles(given)
    both = (a & b).total()
    bags = [Counter(word.lower() for word in words) for words in (wanted, given)]
    shared = 2 * (bags[0] & bags[1]).total()
    return Score(
        both / b.total() if b else None,
        both / a.total() if a else None,
        shared / (len(wanted) + len(given)) if wanted or given else 1.0,
        wanted == given,
    )


def _shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    last = max(1, len(words) - _SHINGLE + 1) if words else 0
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(last))


def f1(scores: list[Score]) -> float:
    """The harmonic mean of mean precision and mean recall."""
    p = statistics.mean([one.precision for one in scores if one.precision is not None] or [0.0])
    r = statistics.mean([one.recall for one in scores if one.recall is not None] or [0.0])
    return 2 * p * r / (p + r) if p + r else 0.0


def words(scores: list[Score]) -> float:
    """The mean F1 of words."""
    return statistics.mean(one.words for one in scores)


def paired(
    ours: list[Score], theirs: list[Score], figure: Callable[[list[Score]], float]
) -> tuple[float, float]:
    """Within which ours minus theirs lies in 95 of 100 samples of the pages."""
    dice = random.Random(_SEED)
    found = []
    for _ in range(_SAMPLES):
        picked = [dice.randrange(len(ours)) for _ in ours]
        found.append(figure([ours[i] for i in picked]) - figure([theirs[i] for i in picked]))
    found.sort()
    return found[int(0.025 * _SAMPLES)], found[int(0.975 * _SAMPLES)]


def quality(pages: list[Page], names: list[str]) -> Iterator[tuple[str, list[Score]]]:
    """The scores of each extractor on each page."""
    cleaner = Cleaner()
    for name in names:
        if name == "newsclean":
            yield name, [score(page.gold, our_text(page, cleaner)) for page in pages]
        else:
            extract = SIDE_BY_SIDE[name][1]()
            texts = (attempt(extract, page.text, page.language) for page in pages)
            yield name, [score(p.gold, text or "") for p, text in zip(pages, texts, strict=True)]


# What it costs ----------------------------------------------------------------------------------


def speed(pages: list[Page], names: list[str], rounds: int) -> dict[str, float]:
    """Median over pages: processor time in multiples of a bare lxml parse of the page.

    Of each the least of the rounds, and the extractors take turns, so that a busy machine is unfair
    to all alike.
    """
    from lxml import etree

    extracts = {name: SIDE_BY_SIDE[name][1]() for name in names}
    ratios: dict[str, list[float]] = {name: [] for name in names}
    for page in pages:
        source = page.text
        data = source.encode()

        def parse(_: str, __: str, data: bytes = data) -> str:
            return str(etree.fromstring(data, etree.HTMLParser(encoding="utf-8")))

        jobs: dict[str, Extract] = {"": parse, **extracts}
        least = dict.fromkeys(jobs, float("inf"))
        for _ in range(rounds):
            for name, job in jobs.items():
                start = process_time()
                attempt(job, source, page.language)
                least[name] = min(least[name], process_time() - start)
        for name in names:
            ratios[name].append(least[name] / least[""])
    return {name: statistics.median(found) for name, found in ratios.items()}
