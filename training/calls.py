"""Lines that ask, thank, warn and tell where: those of sites, and their like in articles.

Long boilerplate is written in sentences as the last paragraphs of articles are. A site asks for its
own sake, whatever the article is about; an article asks for the sake of what it is about, so those
in `calls.tsv` take words of the article in (`{piece}`). Both are invented, none is of the corpora.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PLACE = re.compile(r"\{(\w+)\}")
_SITES = (
    "Harbour Ledger", "The Coast", "Morning Bell", "Die Glocke", "El Faro", "Kabar Pagi",
    "Northwind", "Valley Courier", "La Plaza", "Il Molo", "Der Anzeiger", "Le Phare",
    "Vecerny List", "Orbit24", "harbourledger.example", "TheCoast", "elfaro.example",
    "Radio Delta", "Tribuna", "Gazeta",
)  # fmt: skip
_PEOPLE = ("Jane Doe", "Nadia Petrova", "Luis Ortega", "K. Tanaka", "Marta Silva", "Ali Demir")
_MAILS = ("desk@example.org", "info@harbour.example", "news@coast.example", "office@hall.example")
_PLACES = ("example.org", "www.coast.example", "https://short.example/x7", "harbour.example/join")
_HANDLES = ("@harbourledger", "@coastnews", "@elfaro_mx", "@kabarpagi", "@orbit24")
_STOPS = ".!?。！？।։؟"
_FOLDS = 5
_LETTERS = re.compile(r"[^\W\d_]+")
_TELLING_CHARS = 4  # a shorter piece beside names is found in every line
_DATES = ("3 May", "12.04.2021", "2020-07-04", "21/11", "7 October 2019")


@cache
def calls(who: str) -> dict[str, list[str]]:
    """Language -> sentences of `site` or `article`, as `calls.tsv` has them."""
    found: dict[str, list[str]] = {}
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["who"] == who:
                found.setdefault(row["language"], []).append(row["sentence"])
    return found


def languages_of_calls() -> list[str]:
    """The languages in which sentences are known."""
    return sorted(calls("site"))


def said_by_site(dice: random.Random, fold: int, language: str, most: int) -> str:
    """A paragraph of one to so many sentences of a site; "" for a language that is not here."""
    found = [line for line in of_fold("site", language, fold) if line[-1] in _STOPS]
    return _joined(dice, found, language, "", dice.randint(1, most))


def said_by_article(dice: random.Random, fold: int, language: str, piece: str) -> str:
    """A last sentence of an article, about a few words of it; "" for an unknown language."""
    found = [line for line in of_fold("article", language, fold) if line[-1] in _STOPS]
    return _joined(dice, found, language, piece, dice.choice((1, 1, 1, 2)))


def lines_said(
    dice: random.Random, fold: int, who: str, language: str, piece: str, count: int
) -> list[str]:
    """So many lines, or what there is, that stand each for itself between paragraphs."""
    found = of_fold(who, language, fold)
    picked = dice.sample(found, min(count, len(found)))
    return [_filled(dice, line, piece) for line in picked]


def of_fold(who: str, language: str, fold: int) -> list[str]:
    """The sentences that documents of a fold are made of; words are weighed by the others."""
    return calls(who).get(language, [])[fold::_FOLDS]


def but_fold(who: str, fold: int | None, seen: Iterable[str]) -> list[tuple[str, str]]:
    """Language and sentence, with its placeholders, of those that a fold does not have.

    seen: lines of the fold's documents. What stands among them, whatever the names in it, is left
    out: nobody may know it.
    """
    lines = {_plain(line) for line in seen}
    return [
        (language, sentence)
        for language, found in calls(who).items()
        for n, sentence in enumerate(found)
        if fold is None or (n % _FOLDS != fold and not _is_among(sentence, lines))
    ]


def _is_among(sentence: str, lines: set[str]) -> bool:
    pieces = [_plain(piece) for piece in _PLACE.split(sentence)[::2]]
    longest = max(pieces, key=len)
    if len(pieces) == 1 or len(longest) < _TELLING_CHARS:
        return longest in lines
    pattern = re.compile(".*".join(map(re.escape, pieces)))
    return any(longest in line and pattern.fullmatch(line) for line in lines)


def _plain(line: str) -> str:
    """Of the letters alone."""
    return " ".join(_LETTERS.findall(line.casefold()))


def _joined(
    dice: random.Random, sentences: list[str], language: str, piece: str, count: int
) -> str:
    blank = "" if language in ("zh", "ja") else " "
    picked = dice.sample(sentences, min(count, len(sentences)))
    return blank.join([_filled(dice, sentence, piece) for sentence in picked])


def _filled(dice: random.Random, sentence: str, piece: str) -> str:
    values = {
        "site": dice.choice(_SITES), "person": dice.choice(_PEOPLE), "mail": dice.choice(_MAILS),
        "url": dice.choice(_PLACES), "n": str(dice.randint(2, 90)), "date": dice.choice(_DATES),
        "phone": f"{dice.randint(100, 999)} {dice.randint(100, 999)} {dice.randint(10, 99)}",
        "piece": piece, "title": piece, "handle": dice.choice(_HANDLES),
    }  # fmt: skip
    return _PLACE.sub(lambda m: values.get(m[1], ""), sentence)
