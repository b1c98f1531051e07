"""An example for every option of every command: shown by `--help` and by the man pages.

Apart from the commands, for only they want it; tests run each line.
"""

from __future__ import annotations

_WALK = (
    "posts/ --include '*.txt' --exclude 'draft-*' --hidden --no-ignore",
    "of a directory these files, hidden ones and what .gitignore leaves out, too",
)
_DEBUG = ("post.txt --debug", "with the traceback of an internal error, for its report")
_LISTED = (
    ("--files-from names.txt", "the names stand in a file, one a line"),
    ("--files0-from names.lst", "or with a NUL behind each, as find -print0 writes them"),
)
_PACKS = (
    ("post.txt --config other.toml", "with this configuration"),
    ("post.txt --no-config", "with none"),
)
_OWN_RULES = ("post.txt --rules site.toml --phrases lines.txt", "with rules of your own")
# Command -> lines behind its name, and what they do.
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "clean": (
        ("post.txt -o clean.txt", "one text; to a file, which appears whole or not at all"),
        ("posts/ -o clean/ -j 2 --timeout 20 --errors failed.jsonl",
         "a directory by two processes; what fails or takes too long is listed"),
        ("posts/ -o clean/ --force --no-progress", "all of it again, without a progress bar"),
        ("posts/ -o clean/ --dry-run", "what would be written"),
        ("-i --backup .orig posts/ --follow", "the files themselves, links followed"),
        (f"{_WALK[0]} -o clean/", _WALK[1]),
        *((f"{line} -f jsonl", told) for line, told in _LISTED),
        ("a.txt b.txt --concat -q", "several texts as one, no warnings"),
        ("post.txt --select share,comments", "these filters and no others"),
        ("post.txt --extend-select credit --ignore related", "one more, one less"),
        ("post.txt --confidence 0.9 -v", "only what is sure; what went, in a line"),
        ("post.txt --title 'Council closes bridge' --url https://example.org/1 --lang en",
         "what you know of it helps"),
        ("post.txt --encoding latin-1 --utf8", "read as this, written as UTF-8"),
        ("post.txt --fix-text", "mojibake repaired first"),
        ("cell.txt --segments always", "sentences judged like lines"),
        ("dump.txt --profile page", "the text of a whole page"),
        ("page.html -f markdown --links --images --with-title --front-matter",
         "a page as Markdown, with all that is known of it"),
        ("page.html --input html --captions", "a page, with captions of its pictures"),
        ("page.html -f json --comments", "a record, with what readers wrote"),
        ("dump.jsonl -o clean.jsonl --text-field body --id-field id --title-field title",
         "records, by the names of their fields"),
        ("dump.jsonl -f jsonl --text-field body --url-field url --lang-field lang "
         "--output-field clean", "the clean text into a field of its own"),
        ("dump.jsonl -f jsonl --text-field body --fields title,date --no-removed",
         "only these fields of the record"),
        ("posts/ -f jsonl --removed removed.jsonl --skip-empty --only-changed",
         "the removed lines apart; only what lost some"),
        ("dump.csv -f csv --text-field body --guard-formulas --max-bytes 5M",
         "cells that no spreadsheet runs"),
        ("--check --fail-empty posts/", "exit code 1 if anything would go, or nothing stays"),
        ("--diff post.txt --color always", "what would go, for patch or to read"),
        _OWN_RULES,
        *_PACKS,
        _DEBUG,
        ("--version", "with that of the tables"),
    ),
    "completion": (("bash", "for bash; zsh and fish are known, too"),),
    "dedup": (
        ("posts/ -o clusters.jsonl --min-members 2", "clusters of copies"),
        ("dump.jsonl --text-field body --keep best -f jsonl -q --no-progress", "the best of each"),
        ("dump.jsonl --text-field body --id-field id --title-field title --url-field url "
         "--lang-field lang --input jsonl --keep best -o unique.jsonl",
         "one document of each cluster"),
        ("posts/ --threshold 0.7 --containment 0.8 --shingle 4", "how alike copies are"),
        ("posts/ --refine --keep best -o unique/ -j 2",
         "clean texts, as their copies correct them"),
        ("posts/ --no-edited --no-clean", "only copies word for word, of texts as they are"),
        ("posts/ --rules site.toml --phrases lines.txt", "cleaned with rules of your own"),
        ("posts/ --config other.toml", "cleaned with this configuration"),
        ("posts/ --no-config", "with none"),
        _WALK,
        ("posts/ --follow --max-bytes 5M --encoding latin-1", "links followed"),
        *_LISTED,
        ("posts/ --color never --debug", "never coloured, tracebacks shown"),
    ),
    "doctor": (
        ("-f json", "for machines"),
        ("--config other.toml", "about this configuration"),
        ("--no-config --debug", "about none"),
    ),
    "explain": (
        ("post.txt --removed-only --no-pager", "only what goes"),
        ("post.txt --context 2 --color always", "and two lines beside it, in colour"),
        ("post.txt --why-kept 2 --why-kept 3", "why these two lines stay"),
        ("post.txt -f html", "a page of its own"),
        ("posts/ -f jsonl -j 2 --timeout 20 --errors failed.jsonl -q --no-progress",
         "an object for each line"),
        ("post.txt --select share", "by this filter alone"),
        ("post.txt --extend-select credit --ignore related", "one more, one less"),
        ("post.txt --confidence 0.9", "what is less sure is kept, in doubt"),
        ("post.txt --title 'Council closes bridge' --url https://example.org/1 --lang en",
         "what you know of it helps"),
        ("post.txt --encoding latin-1 --fix-text", "read as this, mojibake repaired"),
        ("cell.txt --segments always", "sentences judged like lines"),
        ("dump.txt --profile page", "the text of a whole page"),
        ("page.html --input html --captions", "a page, with captions of its pictures"),
        _WALK,
        ("posts/ --follow --max-bytes 5M", "links followed, no large files"),
        *_LISTED,
        _OWN_RULES,
        *_PACKS,
        _DEBUG,
    ),
    "filters": (("feed-footer", "the page of one filter"),),
    "learn": (
        ("posts/ -o mysite.toml --name mysite", "a rule pack"),
        ("posts/ --apply -o clean/ --most-posts 500", "and clean with it at once"),
        ("dump.jsonl --input jsonl --text-field body --id-field id --title-field title "
         "--url-field url --lang-field lang", "from records"),
        _WALK,
        ("posts/ --follow --max-bytes 5M --encoding latin-1 -q --no-progress",
         "links followed, no warnings"),
        *_LISTED,
        ("posts/ --color never --debug", "never coloured, tracebacks shown"),
    ),
    "report": (
        ("posts/ -o report.html --documents 50", "a page for any browser, with 50 of the texts"),
        ("dump.jsonl --text-field body -j 2", "an audit in short, at the terminal, by two "
         "processes"),
        ("dump.jsonl --text-field body --id-field id --title-field title --url-field url "
         "--lang-field lang --input jsonl -f json -q --no-progress", "numbers for a script"),
        ("posts/ --select share,comments --extend-select credit --ignore related",
         "what these filters take"),
        ("posts/ --confidence 0.9 --segments never --profile repost", "as for clean"),
        ("posts/ --captions --fix-text --encoding latin-1", "how texts are read"),
        ("posts/ --rules site.toml --phrases lines.txt", "with rules of your own, told by rule"),
        ("posts/ --config other.toml", "with this configuration"),
        ("posts/ --no-config", "with none"),
        _WALK,
        ("posts/ --follow --max-bytes 5M", "links followed"),
        *_LISTED,
        ("posts/ --color never --debug", "never coloured, tracebacks shown"),
    ),
    "restore": (("record.json", "the input, byte for byte"),),
    "review": (
        ("posts/ --rules mysite.toml", "one key an answer; the pack is made if it is not there"),
        ("posts/ --rules site.toml --phrases lines.txt --removed --again --context 5",
         "also what surely goes, and what was skipped before"),
        ("posts/ --config packs.toml", "into the pack that the configuration names"),
        ("posts/ --no-config --rules mysite.toml --select share,comments --extend-select credit "
         "--ignore related", "what these filters take"),
        ("posts/ --rules mysite.toml --confidence 0.9 --segments never --profile repost",
         "more is in doubt then"),
        ("posts/ --rules mysite.toml --captions --fix-text --encoding latin-1",
         "how texts are read"),
        ("dump.jsonl --text-field body --id-field id --title-field title --url-field url "
         "--lang-field lang --input jsonl --rules mysite.toml -q", "the posts of a dump"),
        (f"{_WALK[0]} --rules mysite.toml", _WALK[1]),
        ("posts/ --rules mysite.toml --follow --max-bytes 5M", "links followed"),
        *((f"{line} --rules mysite.toml", told) for line, told in _LISTED),
        ("posts/ --rules mysite.toml --color never --debug", "never coloured, tracebacks shown"),
    ),
    "rules": (("show", "what is in force here"),),
    "rules new": (("site.toml", "a new file, never over an old one"),),
    "rules show": (
        ("site.toml", "the rules of a pack"),
        ("--rules site.toml --phrases lines.txt", "those of several"),
        ("--config other.toml", "what a configuration brings in force"),
        ("--no-config", "without any"),
    ),
    "rules test": (
        ("site.toml", "the examples of a pack"),
        ("--rules site.toml --phrases lines.txt", "those of several"),
        ("--config packs.toml", "those of a configuration's packs"),
        ("site.toml --no-config", "of no other"),
    ),
    "schema": (("", "JSON Schema, draft 2020-12"),),
    "spark": (
        ("posts.parquet clean/ --master local[2] --force -q", "a table, over what is there"),
        ("in/ clean/ --shards -f jsonl --max-bytes 5M", "file by file"),
        ("in/ clean/ --text-field body --id-field id --title-field title --url-field url "
         "--lang-field lang --output-field clean", "by the names of the columns"),
        ("in/ clean/ --fields title,date --no-removed", "only these columns of the record"),
        ("in/ clean/ --select share,comments --extend-select credit --ignore related",
         "these filters"),
        ("in/ clean/ --confidence 0.9 --segments never --profile repost", "as for clean"),
        ("in/ clean/ --input html --captions --fix-text --encoding latin-1", "pages in columns"),
        ("in/ clean/ --rules site.toml --phrases lines.txt", "with rules of your own"),
        ("corpus.parquet unique.parquet --dedup --keep best --threshold 0.2 --containment 0.6",
         "copies found, and the best of each kept"),
        ("corpus.parquet clusters --dedup --no-clean --no-edited --shingle 5",
         "clusters of copies of clean texts, word for word"),
        ("in/ clean/ --config other.toml", "with this configuration"),
        ("in/ clean/ --no-config --debug", "with none, tracebacks shown"),
    ),
}


def told(command: str) -> str:
    """The examples of a command as `--help` shows them; nothing for one that has none."""
    lines = ["", "Examples:"]
    for arguments, meaning in EXAMPLES.get(command, ()):
        lines += [f"  {line_of(command, arguments)}", f"      {meaning}"]
    return "\n".join(lines) + "\n" if len(lines) > 2 else ""


def line_of(command: str, arguments: str) -> str:
    """An example as it is typed."""
    return f"newsclean {'' if command == 'clean' else command + ' '}{arguments}".rstrip()
