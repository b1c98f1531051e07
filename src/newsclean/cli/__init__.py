"""The command line: one thin module a command."""

# Here, and not where click is, because the fast path must know them without click.
COMMANDS = {
    "clean": "(default) boilerplate out",
    "completion": "what makes bash, zsh or fish complete the command line",
    "dedup": "copies of one article, and the best of each",
    "doctor": "what is installed, whether it is whole, what is in force",
    "explain": "the whole text, removed lines marked with filter and reason",
    "filters": "list of filters and groups; one filter's page",
    "learn": "a site's own boilerplate from a folder of its posts",
    "report": "what goes from many documents, and why: a page, or a short audit",
    "restore": "the input back from a JSON record, checked by its hash",
    "review": "lines in doubt, one by one; answers become rules",
    "rules": "start, show and test rule packs",
    "schema": "JSON Schema of the record",
    "spark": "shards of a corpus on a cluster",
}
