"""The filters: one module each, found by its file name."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.errors import UsageError
from newsclean.filters.base import Filter, LineFilter

# Spelled out because listing a folder fails in a zip and costs start-up; a test compares.
NAMES = ("comments", "credit", "dateline", "duplicate", "embed", "feed-footer", "footer", "inline",
         "markup", "model", "navigation", "page-frame", "post-meta", "promotion", "related",
         "share", "truncation")  # fmt: skip
# So that what does not run is not imported either.
OFF_BY_DEFAULT = ("credit", "dateline", "inline")

# What marks are called that are no filter's.
RESERVED = frozenset(("rules",))

# Names for several filters, as ruff's prefixes are.
GROUPS: dict[str, tuple[str, ...]] = {
    "all": NAMES,  # of newsclean's own
    "repost": ("comments", "duplicate", "feed-footer", "post-meta", "share"),
    "page": ("footer", "navigation", "page-frame", "promotion", "related"),
}


def get(name: str) -> Filter:
    """The filter of this name; KeyError when there is none.

    What is none of newsclean's own may be another package's; PluginError when that is broken.
    """
    if name not in NAMES:
        from newsclean import plugins

        return plugins.load(name, LineFilter, frozenset(GROUPS) | RESERVED)  # type: ignore[no-any-return]
    module = __import__(f"newsclean.filters.{name.replace('-', '_')}", fromlist=["_"])
    cls = getattr(module, "".join(part.title() for part in name.split("-")))
    return cls()  # type: ignore[no-any-return]


def choose(
    select: Iterable[str] | None, extend_select: Iterable[str] | None, ignore: Iterable[str] | None
) -> list[str]:
    """The names of the filters that run, in the order of NAMES, then those of other packages.

    Names and groups alike; UsageError for an unknown one. What is ignored wins.
    """
    if select is None:
        chosen = set(NAMES).difference(OFF_BY_DEFAULT)
    else:
        chosen = _expand(select)
    chosen |= _expand(extend_select or ())
    chosen -= _expand(ignore or ())
    return [name for name in NAMES if name in chosen] + sorted(chosen.difference(NAMES))


def _others() -> Iterable[str]:
    """The names of the filters of other packages."""
    from newsclean import plugins

    return plugins.find()


def _expand(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names.split(",") if isinstance(names, str) else names:
        if name in GROUPS:
            found.update(GROUPS[name])
        elif name in NAMES or name in (others := _others()):
            found.add(name)
        else:
            from newsclean.messages import meant

            hint = meant(name, (*NAMES, *GROUPS, *others), "; see `newsclean filters`")
            raise UsageError(f"no filter or group {name!r}{hint}")
    return found
