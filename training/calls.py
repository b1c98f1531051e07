"""Sentences that ask, thank, warn and tell where: those of sites, and their like in articles.

Long boilerplate is written in sentences as the last paragraphs of articles are. A site asks for its
own sake, whatever the article is about; an article asks for the sake of what it is about, so those
in `calls.tsv` take words of the article in (`{piece}`). Both are invented, none is of the corpora.
"""

from __future__ import annotations

import csv
import random
import re
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


def said_by_site(dice: random.Random, language: str, most: int) -> str:
    """A paragraph of one to so many sentences of a site; "" for a language that is not here."""
    return _said(dice, _half("site", language, 0), language, "", dice.randint(1, most))


def said_by_article(dice: random.Random, language: str, piece: str) -> str:
    """A last sentence of an article, about a few words of it; "" for an unknown language."""
    count = dice.choice((1, 1, 1, 2))
    return _said(dice, _half("article", language, 0), language, piece, count)


def set_aside(who: str) -> list[tuple[str, str]]:
    """Language and sentence of the half that weighs words; documents are made of the other."""
    return [
        (language, _PLACE.sub(" ", sentence))
        for language in calls(who) for sentence in _half(who, language, 1)
    ]  # fmt: skip


def _half(who: str, language: str, which: int) -> list[str]:
    return calls(who).get(language, [])[which::2]


def _said(
    dice: random.Random, sentences: list[str], language: str, piece: str, count: int
) -> str:
    values = {
        "site": dice.choice(_SITES), "person": dice.choice(_PEOPLE), "mail": dice.choice(_MAILS),
        "url": dice.choice(_PLACES), "n": str(dice.randint(2, 90)), "date": dice.choice(_DATES),
        "phone": f"{dice.randint(100, 999)} {dice.randint(100, 999)} {dice.randint(10, 99)}",
        "piece": piece,
    }  # fmt: skip
    blank = "" if language in ("zh", "ja") else " "
    picked = blank.join(dice.sample(sentences, min(count, len(sentences))))
    return _PLACE.sub(lambda m: values[m[1]], picked)
