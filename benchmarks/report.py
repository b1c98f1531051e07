"""The report of many documents: how large, how soon it opens, what it costs beside cleaning.

    python benchmarks/report.py                      10,000 documents
    python benchmarks/report.py --documents 50000    memory over their number
    python benchmarks/report.py --check              exit 1 above a limit

Documents are those of the corpus, each time with another number before its paragraphs, so that few
lines are equal and few words are. `opens` is the time from the address to the end of `load`, the
median of five, in a Chromium without a window (needs the extra `browser`). `ratio` is the processor
time of `newsclean report` over that of cleaning the same file into JSON lines, in one process each.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from corpus import load
from processes import newsclean, run

_PAGE = "report.html"
_MOST_BYTES, _MOST_SECONDS, _MOST_RATIO, _MOST_PEAK = 5e6, 2.0, 1.5, 200e6
_OPENED = 5
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def write(path: Path, documents: int) -> None:
    """So many records."""
    docs = [doc for name in ("reposts", "wild") for doc in load(name)]
    with path.open("w", encoding="utf-8") as file:
        for n in range(documents):
            doc = docs[n % len(docs)]
            lines = [f"{n}{line[:1]} {line}" if len(line) > 160 else line
                     for line in doc["text"].split("\n")]  # fmt: skip
            told = {"text": "\n".join(lines), "lang": doc["lang"],
                    "url": f"https://site-{n % 997}.example/{n}"}  # fmt: skip
            file.write(json.dumps(told) + "\n")


def opened(path: Path) -> float | None:
    """Seconds until the page is there; None without a browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    times = []
    with sync_playwright() as started:
        own = started.chromium.executable_path
        found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
        if found is None and not Path(own).exists():
            return None
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for _ in range(_OPENED):
            page = browser.new_page()
            page.goto(path.as_uri())
            times.append(
                page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            )
            page.close()
        browser.close()
    return float(median(times)) / 1000


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        records, page = Path(folder) / "all.jsonl", Path(folder) / _PAGE
        write(records, arguments.documents)
        fields = (str(records), "-j", "1", "--url-field", "url", "--lang-field", "lang", "-q")
        report, peak = run([*newsclean(), "report", *fields, "-o", str(page)])
        cleaning, _ = run([*newsclean(), *fields, "-o", str(Path(folder) / "clean.jsonl")])
        size, seconds = page.stat().st_size, opened(page)
        told = "no browser" if seconds is None else f"{seconds:.2f} s"
        print(f"{arguments.documents:,} documents, {records.stat().st_size / 1e6:.0f} MB")
        print(f"page {size / 1e6:.2f} MB, opens {told}")
        print(f"report {report:.1f} s, cleaning {cleaning:.1f} s, ratio {report / cleaning:.2f}, "
              f"peak {peak / 1e6:.0f} MB")  # fmt: skip
    is_above = (size > _MOST_BYTES or report / cleaning > _MOST_RATIO or peak > _MOST_PEAK
                or (seconds or 0) > _MOST_SECONDS)  # fmt: skip
    return int(arguments.check and is_above)


if __name__ == "__main__":
    sys.exit(main())
