"""How articles end that do not end in a sentence: names, lists, tables, addresses, verses.

In boilerplate such lines stand at the same place; these teach that the place alone says nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_CLAUSES = re.compile(r"[.!?,;:()\"“”。，、！？：؟،।]+")
_UNITS = ("g", "kg", "ml", "cm", "%", "€", "km")
_WIDE_FROM = "\u2e80"

_LATIN = (
    "Anna Weber", "J. M. Ortiz", "Maria dos Santos", "Peter Novak", "Ingrid Solberg", "Tom Baker",
    "Lucia Ferri", "Eeva Koskinen", "Mehmet Yılmaz", "Trần Văn Minh", "Siti Rahma", "Kofi Mensah",
    "Jean-Luc Moreau", "Katarzyna Nowak", "Dr. H. Lindqvist", "Amina Otieno", "Ferenc Kovács",
)  # fmt: skip
_CYRILLIC = ("Ольга Смирнова", "Иван Петренко", "Милош Јовановић", "Георги Димитров", "А. Ким")
_ARABIC = ("محمد الحسن", "ليلى كرم", "رضا احمدی", "سارة يوسف")
_PEOPLE = {
    "ru": _CYRILLIC, "uk": _CYRILLIC, "bg": _CYRILLIC, "sr": _CYRILLIC, "mk": _CYRILLIC,
    "kk": _CYRILLIC, "ar": _ARABIC, "fa": _ARABIC, "ur": _ARABIC, "ckb": _ARABIC, "ug": _ARABIC,
    "el": ("Νίκος Παππάς", "Ελένη Γεωργίου"), "he": ("דוד לוי", "רות כהן"),
    "hi": ("अनिल शर्मा", "सुनीता देवी"), "mr": ("संजय पाटील",), "ne": ("राम थापा",),
    "bn": ("রহিম উদ্দিন", "মিতা সেন"), "ta": ("முருகன் செல்வம்",), "te": ("రవి కుమార్",),
    "th": ("สมชาย ใจดี", "วิไล ทองคำ"), "my": ("အောင်မင်း",), "ka": ("ნინო ბერიძე",),
    "am": ("አበበ ከበደ",), "si": ("නිමල් පෙරේරා",), "ml": ("രമ നായർ",), "pa": ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",),
    "ja": ("佐藤一郎", "鈴木 美咲"), "ko": ("이민호", "박지영"),
    "zh": ("王小明", "李芳", "陳大文", "林美玲"),
}  # fmt: skip


def heading(dice: random.Random, paragraph: str) -> str:
    """The first words of some clause, as a heading says them; in any language."""
    clause = dice.choice(_CLAUSES.split(paragraph)).strip()
    if " " not in clause:
        return clause[: dice.randint(4, 14)]
    words = clause.split()[: dice.randint(1, 6)]
    if dice.random() < 0.3:
        words = [word[:1].upper() + word[1:] for word in words]
    found = " ".join(words)
    return found[:1].upper() + found[1:]


def ending(dice: random.Random, language: str, own: list[str], others: list[str]) -> list[str]:
    """Some last lines of an article, of its own paragraphs or others of its language."""
    kind: Callable[[random.Random, str, list[str]], list[str]] = dice.choice(_KINDS)
    source = own if dice.random() < 0.5 else others
    return [line for line in kind(dice, language, source) if sum(map(str.isalnum, line)) > 1]


def piece(dice: random.Random, source: list[str], most: int) -> str:
    """A few words that stand together somewhere."""
    paragraph = dice.choice(source)
    if paragraph[:1] > _WIDE_FROM or paragraph.count(" ") < len(paragraph) / 30:
        at = dice.randrange(len(paragraph))
        return paragraph[at:at + dice.randint(2, 3 * most)].strip(" 。，、「」")
    words = paragraph.split()
    at = dice.randrange(len(words))
    return " ".join(words[at:at + dice.randint(1, most)]).strip(" .,;:!?()\"“”«»")


def _titled(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def _person(dice: random.Random, language: str) -> str:
    return dice.choice(_PEOPLE.get(language, _LATIN))


def _signature(dice: random.Random, language: str, source: list[str]) -> list[str]:
    """A formula, the name, perhaps what or where the person is."""
    found = [_person(dice, language)]
    if dice.random() < 0.6:
        found.insert(0, heading(dice, dice.choice(source)) + dice.choice((",", "", "!", ".")))
    if dice.random() < 0.3:
        found.append(_titled(piece(dice, source, 3)))
    return found


def _items(dice: random.Random, language: str, source: list[str]) -> list[str]:
    """A list: products, ingredients, with or without marks."""
    mark = dice.choice(("", "", "", "- ", "• ", "{}. "))
    is_measured, is_titled = dice.random() < 0.3, dice.random() < 0.5
    found = []
    for n in range(dice.randint(1, 6)):
        item = piece(dice, source, 4)
        item = _titled(item) if is_titled else item
        if is_measured:
            amount = f"{dice.randint(1, 500)} {dice.choice(_UNITS)}"
            item = dice.choice((f"{amount} {item}", f"{item} {amount}", f"{item}: {amount}"))
        found.append(mark.format(n + 1) + item)
    return found


def _table(dice: random.Random, language: str, source: list[str]) -> list[str]:
    """Cells of a table, a line each or a row a line."""
    rows = [
        (_titled(piece(dice, source, 2)), str(dice.randint(0, 2030)))
        for _ in range(dice.randint(2, 6))
    ]  # fmt: skip
    if dice.random() < 0.5:
        return [cell for row in rows for cell in row]
    return [dice.choice((" ", ": ", "\t", " – ")).join(row) for row in rows]


def _scores(dice: random.Random, language: str, source: list[str]) -> list[str]:
    """Results of matches or races."""
    if dice.random() < 0.4:
        return [
            f"{n}. {_person(dice, language)} {dice.randint(1, 59)}:{dice.randint(10, 59)}"
            for n in range(1, dice.randint(3, 6))
        ]
    return [
        f"{_titled(piece(dice, source, 2))}{dice.choice((' – ', ' - ', ' v '))}"
        f"{_titled(piece(dice, source, 2))} {dice.randint(0, 5)}{dice.choice('-:')}"
        f"{dice.randint(0, 5)}"
        for _ in range(dice.randint(1, 5))
    ]  # fmt: skip


def _address(dice: random.Random, language: str, source: list[str]) -> list[str]:
    """Where something is, perhaps with a number to call."""
    found = [f"{_titled(piece(dice, source, 2))} {dice.randint(1, 200)}"]
    if dice.random() < 0.5:
        found[0] += f", {dice.randint(1000, 99999)} {_titled(piece(dice, source, 1))}"
    if dice.random() < 0.3:
        found.append(f"{dice.randint(100, 999)} {dice.randint(100, 999)} {dice.randint(10, 99)}")
    return found


def _verse(dice: random.Random, language: str, source: list[str]) -> list[str]:
    """Lines of a poem or a song."""
    lines = [piece(dice, source, 7) for _ in range(dice.randint(2, 8))]
    return [line[:1].lower() + line[1:] for line in lines] if dice.random() < 0.5 else lines


def _clause(dice: random.Random, language: str, source: list[str]) -> list[str]:
    """A last line without a stop: a note, a motto, the end of a heading."""
    return [heading(dice, dice.choice(source))]


_KINDS = (_signature, _signature, _items, _items, _table, _scores, _address, _verse, _clause)
