"""Labelled dumps for training: pages with known article text, rendered and aligned.

    python training/page_data.py OUT.jsonl.gz [--views 4]

Reads `html-dev` and `wcxb-dev` below NEWSCLEAN_CORPORA. Each page is rendered in some views,
chosen by a hash of its name so that a second run gives the same file; a line is `keep`, `drop` or
`either` as `page_align` says. Pages that hold known pieces only (`with`, `without`) label those
lines and nothing else. Dumps in which less than 85 % of the article is found are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from page_align import DROP, EITHER, KEEP, label_lines
from page_render import VIEWS

Doc = dict[str, Any]
_COVER = 0.85
_MAX_LINES = 6000
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)")
# The four views of the development dumps are what the figures are about; the others follow.
_WEIGHTS = {"lxml": 3, "inscriptis": 3, "gettext": 2, "strings": 2}


def pages(corpora: Path) -> list[Doc]:
    """Every page with something known of its article; `root` tells where its bytes are."""
    found = []
    for name in ("html-dev", "wcxb-dev"):
        with (corpora / name / "gold.jsonl").open(encoding="utf-8") as file:
            for line in file:
                page = json.loads(line)
                if page.get("page_type", "article") == "article":
                    page["root"] = str(corpora / name)
                    found.append(page)
    return found


def html_of(page: Doc) -> str:
    """The page's bytes as text."""
    data = gzip.decompress((Path(page["root"]) / page["path"]).read_bytes())
    declared = _CHARSET.search(data[:4000])
    names = [page.get("encoding"), declared and declared[1].decode(), "utf-8", "cp1252"]
    for name in filter(None, names):
        try:
            return data.decode(name).replace("\x00", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace").replace("\x00", "")


def chosen_views(name: str, count: int) -> list[str]:
    """Some views for this page, by its name alone."""
    chance = random.Random(zlib.crc32(name.encode()))
    left = dict.fromkeys(VIEWS, 1) | {k: v for k, v in _WEIGHTS.items() if k in VIEWS}
    taken = []
    while left and len(taken) < count:
        pick = chance.choices(list(left), list(left.values()))[0]
        del left[pick]
        taken.append(pick)
    return taken


def dumps_of(job: tuple[Doc, int]) -> list[Doc]:
    """The labelled dumps of one page."""
    page, count = job
    name = f"{page['dataset']}-{page['id']}"
    html = html_of(page)
    title = (page.get("meta") or {}).get("title")
    found = []
    for view in chosen_views(name, count):
        try:
            text = VIEWS[view](html)
        except Exception as error:
            print(f"{name} {view}: {error!r}"[:200], file=sys.stderr)
            continue
        lines = text.split("\n")
        if len(lines) > _MAX_LINES:
            continue
        if page.get("text"):
            labels, cover = label_lines(lines, page["text"], title)
            if cover < _COVER:
                continue
        else:
            labels, cover = _known_pieces(lines, page.get("with") or [], page.get("without") or [])
        if KEEP in labels:
            found.append(
                {"id": f"{name}-{view}", "page": name, "view": view, "dataset": page["dataset"],
                 "site": page["site"], "fold": page["fold"], "cover": round(cover, 3),
                 "text": text, "labels": labels}
            )  # fmt: skip
    return found


def _known_pieces(
    lines: list[str], inside: list[str], outside: list[str]
) -> tuple[list[int], float]:
    """Labels of the lines that hold, or are held by, a known piece; EITHER for all others."""
    kept, gone = (["".join(p.split()) for p in pieces] for pieces in (inside, outside))
    labels = []
    for line in lines:
        bare = "".join(line.split())
        if len(bare) >= 12 and any(bare in p or p in bare for p in kept if len(p) >= 12):
            labels.append(KEEP)
        elif bare and any(bare == p or (len(p) >= 12 and p in bare) for p in gone):
            labels.append(DROP)
        else:
            labels.append(EITHER)
    return labels, 1.0


def main() -> int:
    """Render, align, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("--views", type=int, default=4)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    corpora = Path(os.environ["NEWSCLEAN_CORPORA"])
    jobs = [(page, options.views) for page in pages(corpora)][: options.limit]
    count = 0
    with gzip.open(options.out, "wt", encoding="utf-8") as out, ProcessPoolExecutor(2) as pool:
        for made in pool.map(dumps_of, jobs, chunksize=8):
            for doc in made:
                out.write(json.dumps(doc, ensure_ascii=False) + "\n")
                count += 1
    print(f"{count} dumps of {len(jobs)} pages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
