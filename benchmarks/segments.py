"""What is cut from texts of one line, and what of the article goes with it.

    python benchmarks/segments.py [SET ...] [--all]

Sets: `wild`, `reposts`: every document of the set joined into one line; `clean`: those of both
that hold nothing to drop, joined; `unseen`: the reposts, each family by tables that forgot the
rows that only it bears witness to and by a model that never saw it, as in quality.py;
`unseen-wild`: the wild texts, by folds of sites.

The labels of the lines tell which characters belong to the article. Shares are of characters that
are no blanks. head and tail: boilerplate above the first and below the last line of the article.
glued: the pieces that the corpus marks inside lines; where it says only that a line holds such a
piece (`mixed` in the reposts) the line is not scored.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from corpus import Doc, load
from newsclean.cleaner import Cleaner
from newsclean.glue import Glue
from newsclean.pipeline import Pipeline
from newsclean.tables import compile_glue
from quality import lexicon_without, model_without, table_rows, unseen_groups, wording_of

SETS = ("wild", "reposts", "clean", "unseen", "unseen-wild")
PLACES = ("head", "middle", "tail")
Counts = Counter[str]
# Text and label of each former line, where it stands in the joined line, and head, middle or tail.
Part = tuple[int, int, str, str]


def joined(doc: Doc) -> tuple[str, list[Part]]:
    """The document on one line, and its former lines; spans in them are parts of their own."""
    inside: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for field, label in (("spans", "glued"), ("loose", "loose")):
        for i, start, end, _ in doc.get(field, ()):
            inside[i].append((start, end, label))
    lines = doc["text"].split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    kept = [i for i in filled if doc["labels"][i] == "keep"]
    first, last = (kept[0], kept[-1]) if kept else (len(lines), -1)
    parts: list[Part] = []
    texts: list[str] = []
    size = 0
    for i in filled:
        line = lines[i].strip()
        left = len(lines[i]) - len(lines[i].lstrip())
        is_mixed = doc["classes"][i] == "mixed" and not inside[i]
        label_of_line = "mixed" if is_mixed else doc["labels"][i]
        place = "head" if i < first else "tail" if i > last else "middle"
        at = 0
        for start, end, label in sorted(inside[i]):
            start, end = max(start - left, at), min(end - left, len(line))
            parts.append((size + at, size + start, label_of_line, place))
            parts.append((size + start, size + end, label, place))
            at = end
        parts.append((size + at, size + len(line), label_of_line, place))
        texts.append(line)
        size += len(line) + 1
    return " ".join(texts), [part for part in parts if part[0] < part[1]]


def measure(cleaner: Cleaner, docs: Iterable[Doc]) -> tuple[Counts, list[str]]:
    """Characters by label and place, cut and all; and a line on each cut of the article."""
    counts: Counts = Counter()
    told: list[str] = []
    for doc in docs:
        text, parts = joined(doc)
        result = cleaner.clean(text)
        gone = bytearray(len(text))
        for start, end, _ in result.document.spans.get(0, ()):
            gone[start:end] = b"\1" * (end - start)
        if 0 in result.marks:
            gone[:] = b"\1" * len(text)
        has_loss = False
        for start, end, label, place in parts:
            filled = [k for k in range(start, end) if not text[k].isspace()]
            cut = sum(gone[k] for k in filled)
            key = f"{label} {place}" if label == "drop" else label
            counts[key] += len(filled)
            counts[f"{key} cut"] += cut
            if label == "keep" and cut:
                has_loss = True
                lost = "".join(text[k] for k in filled if gone[k])
                told.append(f"LOST {doc['id']}: {lost[:200]!r} of {text[start:end][-300:]!r}")
            elif label == "drop" and place == "tail" and cut < len(filled):
                before = "".join(c for k, c in enumerate(text[:start]) if not gone[k])[-30:]
                told.append(
                    f"left {doc['id']} {doc.get('lang', '')}: {before} ⟦{text[start:end]}⟧ "
                    f"{text[end : end + 30]}"
                )
        counts["documents"] += 1
        counts["harmed"] += has_loss
        if cleaner.clean(result.text).text != result.text:
            counts["unstable"] += 1
            told.append(f"unstable {doc['id']}")
    return counts, told


def cleaner_without(unknown: Collection[str], fold: int) -> Cleaner:
    """A cleaner whose tables, those for parts of lines too, lack the rows of some wordings.

    fold: the learned filter is the one that did not see this fifth of the corpora.
    """
    cleaner = Cleaner()
    lexicon = lexicon_without(unknown)
    rows = [row for row in table_rows() if wording_of()[row["id"]] not in unknown]
    glue = Glue(compile_glue(rows, "measured"))
    cleaner._pipeline = Pipeline(
        cleaner.filters, cleaner.confidence, lexicon, glue=glue, model=model_without(fold)
    )
    return cleaner


def unseen(name: str, by: str) -> Iterator[tuple[Cleaner, list[Doc]]]:
    """Each group of a set with tables that forgot it."""
    docs = load(name)
    for places, unknown in unseen_groups(docs, by):
        some = [docs[n] for n in places]
        yield cleaner_without(unknown, some[0]["fold"]), some


def jobs(name: str) -> Iterable[tuple[Cleaner, list[Doc]]]:
    """Cleaners and the documents that they clean, for one of SETS."""
    if name == "unseen":
        return unseen("reposts", "family")
    if name == "unseen-wild":
        return unseen("wild", "fold")
    if name == "clean":
        docs = [doc for which in ("reposts", "wild") for doc in load(which)]
        return [(Cleaner(), [doc for doc in docs if "drop" not in doc["labels"]])]
    return [(Cleaner(), load(name))]


def show(name: str, counts: Counts) -> str:
    """One row of the table."""
    shares = []
    for place in PLACES:
        total, cut = counts[f"drop {place}"], counts[f"drop {place} cut"]
        shares.append(f"{cut / total:.3f} of {total}" if total else "-")
    shares.append(f"{counts['glued cut']} of {counts['glued']}" if counts["glued"] else "-")
    lost, kept = counts["keep cut"], counts["keep"]
    return (
        f"| {name} | {counts['documents']} | {lost} of {kept} ({100 * lost / kept:.4f} %) | "
        f"{counts['harmed']} | {' | '.join(shares)} | "
        f"{counts['loose cut']} | {counts['either cut']} of {counts['either']} | "
        f"{counts['unstable']} |"
    )


def main() -> int:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="*", default=[], metavar="SET", help=", ".join(SETS))
    parser.add_argument("--all", action="store_true", help="also what was lost and what stayed")
    options = parser.parse_args()
    print(
        "| set | documents | article lost | harmed | head | middle | tail | glued | loose cut "
        "| either | unstable |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in options.sets or SETS:
        counts: Counts = Counter()
        told: list[str] = []
        for cleaner, docs in jobs(name):
            more, lines = measure(cleaner, docs)
            counts += more
            told += lines
        print(show(name, counts), flush=True)
        if options.all:
            print("\n".join(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
