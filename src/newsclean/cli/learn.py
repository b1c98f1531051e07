"""`newsclean learn`: a site's own boilerplate from a folder of its posts."""

from __future__ import annotations

import os
from typing import Any

import click

from newsclean.cli._click import common, helped, options_of, reading_all, start
from newsclean.cli._documents import Documents
from newsclean.cli._kept import make_folder
from newsclean.cli._options import Options
from newsclean.cli._output import open_output
from newsclean.cli._plan import is_tree
from newsclean.cli._report import say
from newsclean.errors import UsageError
from newsclean.learn import Finding, Posts, found
from newsclean.learn.hosts import site_of
from newsclean.learn.site import LEAST_ARTICLES
from newsclean.learn.store import MOST_POSTS
from newsclean.learn.written import is_untouched, written
from newsclean.messages import counted
from newsclean.packs.reading import ID, stem
from newsclean.readers.files import STDIN
from newsclean.records.item import Item
from newsclean.records.wanted import hint

DONE, FOUND, FAILED = 0, 1, 2
PACK = ".newsclean-learned.toml"  # beside the results of --apply
PACKS = ".newsclean-learned"  # a folder for those of several sites
_URL = "url"
_SEVERAL, _HALF = 20, 0.5  # articles of one site have some line in common

SHORT_HELP = """\
newsclean learn finds the lines that repeat from post to post of a site.

  newsclean learn posts/ -o mysite.toml         a rule pack: look at it, then
  newsclean --rules mysite.toml posts/new.txt   clean with it
  newsclean learn --apply posts/ -o clean/      both in one go
  newsclean learn dump.jsonl --url-field url -o packs/   a pack for each site

Usage: newsclean learn [OPTIONS] [PATH]...      - or no PATH is standard input

  -o FILE|DIR/   the pack, or a pack for each site; --apply: the clean texts
  --apply        clean the posts with what was learned from them
  --most-posts N read so many posts of a site, evenly chosen (default 500)
  --help         all options
"""

Site = tuple[str, int, list[Finding]]


@click.command("learn", add_help_option=False, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@click.option("-o", "--output", metavar="FILE|DIR/",
              help="Write the pack to FILE; or to DIR/ a pack for each site, called like its host. "
              "With --apply: where the clean texts go.")  # fmt: skip
@click.option(
    "--apply",
    "is_applied",
    is_flag=True,
    help="Clean the posts with what was learned; the pack is kept with the results, hidden.",
)
@click.option("--most-posts", type=click.IntRange(LEAST_ARTICLES), default=MOST_POSTS,
              metavar="N", help="Of a site with more posts read N, evenly chosen.")  # fmt: skip
@click.option("--name", metavar="NAME", help="The name of the pack (default: its file's).")
@reading_all
@common
@helped(SHORT_HELP)
def command(is_applied: bool, most_posts: int, name: str | None, **values: Any) -> int:
    """Find the lines of a site's template in its posts, and write them as a rule pack.

    A line becomes a rule when several different articles carry it, in a place or a number that
    speaks against a line of the article; copies of one article count once. What may be a subheading
    is written as a comment. Exit code 1: no line is sure enough to be a rule.
    """
    options = options_of(values)
    if options is None:
        for line in SHORT_HELP.rstrip().split("\n"):
            say(line)
        return 2
    if is_applied and not is_tree(options):
        raise UsageError("--apply cleans into a directory; name it: -o DIR/")
    if is_applied and STDIN in options.paths:
        raise UsageError("--apply reads its inputs twice; standard input can be read only once")
    if name is not None and not ID.fullmatch(name):
        raise UsageError(f"--name {name}: letters, digits, - _ and . are wanted")
    if name is not None and is_tree(options):
        raise UsageError("--name is of one pack, -o FILE; in a directory each has its own")
    if not options.include and any(os.path.isdir(path) for path in options.paths):
        options.exclude += ("*.toml",)  # packs lie beside the posts; they are none
    documents = Documents(options, options.output)
    if not is_applied and not is_tree(options):
        _refuse_changed(options.output)  # before the work
    posts = Posts(most_posts)
    has_urls = False
    for path, item, doc in documents:
        url = item.url or doc.url
        if url is None and options.url_field is None and (url := _url_of(item)) is not None:
            has_urls = True
        posts.add("\n".join(doc.lines), site_of(url, path))
    if has_urls:
        options.url_field = _URL
    sites = list(found(posts))
    if not options.quiet:
        _tell(sites)
    code = FAILED if documents.failed else DONE
    found_any = [site for site in sites if site[2]]
    if not found_any and not is_applied:
        return code or FOUND
    date = _date(documents.newest)
    if is_applied:
        return _apply(options, found_any, date, code, is_one=len(sites) == 1 and not sites[0][0])
    if is_tree(options):
        _write_each(options, found_any, date)
    else:
        pack = written(name or _stem(options.output), found_any, date)
        _write(options.output, pack)
    is_any = any(not one.is_doubtful for _, _, findings in found_any for one in findings)
    return code if is_any else code or FOUND


def _url_of(item: Item) -> str | None:
    """The address in the field of a record that is called so, where no option names one."""
    return None if item.carry is None else hint(item.carry.value(_URL))


def _tell(sites: list[Site]) -> None:
    """What was found, in a line a site."""
    for site, articles, findings in sites:
        doubtful = sum(finding.is_doubtful for finding in findings)
        read = counted(articles, "different article")
        told = f"{counted(len(findings) - doubtful, 'rule')} from {read}"
        if doubtful:
            told += f", {doubtful} more in comments, to be looked at"
        if articles < LEAST_ARTICLES:
            told = f"nothing to learn from {read}; at least {LEAST_ARTICLES} of a site are wanted"
        say(f"newsclean: {f'{site}: ' if site else ''}{told}")
        if findings and articles >= _SEVERAL and all(one.share < _HALF for one in findings):
            say("newsclean: no line stands in half of them; if they are of several sites, put "
                "those of each into a folder called like its host")  # fmt: skip
    if not sites:
        say("newsclean: no text to learn from")


def _apply(
    options: Options, sites: list[Site], date: str | None, code: int, *, is_one: bool
) -> int:
    """Clean the inputs with the packs, each site with its own; they are kept with the results."""
    assert options.output is not None
    if any(not finding.is_doubtful for _, _, findings in sites for finding in findings):
        make_folder(options.output)
        if is_one:
            options.rules_too = [_keep(os.path.join(options.output, PACK), "learned", sites, date)]
        else:
            folder = os.path.join(options.output, PACKS)
            make_folder(folder)
            for site in sites:
                name = site[0] or "site"
                path = os.path.join(folder, f"{name}.toml")
                options.rules_of[site[0]] = _keep(path, name, [site], date)
    return max(start(options), code)


def _keep(path: str, name: str, sites: list[Site], date: str | None) -> str:
    output = open_output(path)
    output.write(written(name, sites, date).encode())
    output.commit()
    return path


def _write_each(options: Options, sites: list[Site], date: str | None) -> None:
    assert options.output is not None
    make_folder(options.output)
    for site in sites:
        host = site[0] or "site"
        _write(os.path.join(options.output, f"{host}.toml"), written(host, [site], date))


def _refuse_changed(path: str | None) -> None:
    """UsageError for a pack that somebody changed: there are answers and keep rows in it."""
    if path is not None and path != STDIN and os.path.isfile(path):
        with open(path, encoding="utf-8", errors="replace") as file:
            before = file.read()
        if before and not is_untouched(before):
            told = "somebody changed it since it was learned, or wrote it; learn into another file"
            raise UsageError(f"{path}: {told}, or remove it")


def _write(path: str | None, pack: str) -> None:
    """Write a pack, over none but an untouched one."""
    _refuse_changed(path)
    output = open_output(path)
    output.write(pack.encode())
    output.commit()


def _date(newest: float | None) -> str | None:
    if newest is None:
        return None
    from datetime import datetime

    return datetime.fromtimestamp(newest).date().isoformat()


def _stem(output: str | None) -> str:
    name = stem(output) if output not in (None, "-") else "learned"
    return name if ID.fullmatch(name) else "learned"
