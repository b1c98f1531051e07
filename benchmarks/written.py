"""Texts that no model learned from: what goes, what is lost, by kind of place. No corpus needed.

    python benchmarks/written.py           figures of the default run
    python benchmarks/written.py --lost    and every article line that is lost
    python benchmarks/written.py --raise   and take them as what tests/test_written.py holds

`written/` has 1,483 texts in 86 languages, written for the purpose by language models from
memory of real sites, blogs and text collections; stories and people are invented. One file a text:
`# lang=xx kind=…`, then lines that begin with `+` for the article's, `-` for boilerplate, `?` where
honest people differ. Their kinds, by the first letter: s English lists and service pieces, t such
pieces in eighty languages, u dumps of whole pages, v texts of news data sets, w reposts by machines
and sites' own texts, x articles of unusual form, y mail, wire copy, archives and print in plain
text, z texts with a site's lines between their paragraphs. Then, of other hands, k reposts by
machines, l sites of Europe and the Americas, m sites in English, n of Asia and Africa, o articles
that tempt, q dumps of whole pages, most of which end in lists. Of three more hands are i (English
and the west and south of Europe), j (north and east of Europe, Asia, Africa) and r, of all kinds of
sites: texts with boxes of a site between their paragraphs. Of five more is a, rows of web-crawl
collections of text: little is left over, singly, and much of it in words that only one site uses.
What was lost of them, but for w, k, l, n, i, j, r and a, showed some rules to be wrong: the rules
have seen them, the models have not.
`learned` are texts like them that the models have learned from since (`training/written/w*` and
`x*`): what is lost of those, too, is what rules lose.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from newsclean.cleaner import Cleaner

TEXTS = Path(__file__).with_name("written")
LEARNED = Path(__file__).parent.parent / "training" / "written"
HELD = Path(__file__).with_name("written.json")
ARTICLE, BOILERPLATE = "+", "-"
_HEADER, _SIGNS = "# lang=", "+-?"


class Text(NamedTuple):
    """A labelled text. signs: one of `+-?` for each line."""

    name: str
    lines: list[str]
    signs: str


class Figures(NamedTuple):
    """Counts of lines, but `texts` and `exact`: texts with nothing lost and nothing left."""

    texts: int
    exact: int
    lost: int
    kept: int
    gone: int
    left: int

    def __str__(self) -> str:
        article, boilerplate = self.kept + self.lost, self.gone + self.left
        return (
            f"{self.texts:4} texts  lost {self.lost}/{article} ({self.lost / article:.3%})  "
            f"recall {self.gone / boilerplate:.3f}  exact {self.exact / self.texts:.3f}"
        )


def texts(paths: Iterable[Path]) -> Iterator[Text]:
    """The texts of files, by name; ValueError for a file that is not made as they are."""
    for path in sorted(paths):
        header, *rows = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        if not header.startswith(_HEADER) or any(row[:1] not in _SIGNS for row in rows if row):
            raise ValueError(f"{path.name}: no labelled text")
        signs = "".join(row[:1] or "?" for row in rows)
        yield Text(path.stem, [row[1:] for row in rows], signs)


def lost_lines(cleaner: Cleaner, text: Text) -> tuple[list[str], Figures]:
    """The article's lines that the cleaner takes from a text, and the text's figures."""
    marks = cleaner.clean("\n".join(text.lines) + "\n").marks
    lost, kept, gone, left = [], 0, 0, 0
    for i, (line, sign) in enumerate(zip(text.lines, text.signs, strict=True)):
        if not line.strip():
            continue
        if sign == ARTICLE:
            if i in marks:
                lost.append(line)
            else:
                kept += 1
        elif sign == BOILERPLATE:
            gone += i in marks
            left += i not in marks
    return lost, Figures(1, not lost and not left, len(lost), kept, gone, left)


def measure(*, tell: bool = False) -> dict[str, Figures]:
    """Kind -> figures, `all` but those that are `learned`. tell: print each lost line."""
    cleaner = Cleaner()
    found: dict[str, Figures] = {}
    for paths, is_learned in ((TEXTS.glob("*.txt"), False), (LEARNED.glob("[wx]*.txt"), True)):
        for text in texts(paths):
            lost, figures = lost_lines(cleaner, text)
            for line in lost if tell else ():
                print(f"{text.name}  {line}")
            for kind in ("learned",) if is_learned else (text.name[0], "all"):
                so_far = found.get(kind, Figures(0, 0, 0, 0, 0, 0))
                found[kind] = Figures(*map(sum, zip(so_far, figures, strict=True)))
    return found


def main() -> None:
    """Print the figures; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--lost", action="store_true", help="every article line that is lost")
    parser.add_argument("--raise", dest="take", action="store_true", help="write written.json")
    options = parser.parse_args()
    found = measure(tell=options.lost)
    for kind, figures in sorted(found.items(), key=lambda item: (len(item[0]), item[0])):
        print(f"{kind:8}{figures}")
    if options.take:
        held = {
            kind: {"lost": found[kind].lost, "gone": found[kind].gone, "exact": found[kind].exact}
            for kind in ("all", "learned")
        }
        HELD.write_text(json.dumps(held) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
