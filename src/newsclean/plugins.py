"""Filters of other packages: the entry-point group `newsclean.filters`.

Packages are asked only where a name is none of newsclean's own, and by those who list filters.
"""

from __future__ import annotations

import os
import re
import sys

from newsclean.errors import PluginError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from typing import Any

GROUP = "newsclean.filters"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def find() -> dict[str, list[EntryPoint]]:
    """Name -> who offers a filter of that name; nearly always one package, mostly none."""
    if not _may_be_any():
        return {}
    from importlib.metadata import entry_points

    found: dict[str, list[EntryPoint]] = {}
    for one in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        found.setdefault(one.name, []).append(one)
    return found


def load(name: str, base: type[Any], taken: frozenset[str] = frozenset()) -> Any:
    """A new filter of this name. KeyError when no package offers one.

    base: the class that it must be a child of. taken: names that it must not have. PluginError
    when it cannot be used, in one line that names the package.
    """
    offered = find()[name]
    package = package_of(offered[0])
    if len(offered) > 1:
        both = ", ".join(map(package_of, offered))
        raise PluginError(f"filter {name}: several packages offer it ({both}); uninstall one")
    if name in taken or not _NAME.fullmatch(name):
        why = "newsclean has one" if name in taken else "small letters, digits and - are wanted"
        raise PluginError(f"filter {name} of {package}: the name cannot be used; {why}")
    try:
        cls = offered[0].load()
        made = cls() if isinstance(cls, type) and issubclass(cls, base) else None
    except (Exception, SystemExit) as error:  # whatever the package does when it is imported
        cause = f"{type(error).__name__}: {error}".split("\n")[0]
        raise PluginError(f"filter {name} of {package}: cannot be loaded: {cause}") from error
    if made is None:
        raise PluginError(f"filter {name} of {package}: {offered[0].value} is no {base.__name__}")
    if getattr(made, "name", None) != name:
        raise PluginError(f"filter {name} of {package}: calls itself {made.name!r}; "
                          "class and entry point must agree")  # fmt: skip
    made.package = package
    return made


def package_of(one: EntryPoint) -> str:
    """Name and version of the package that offers something."""
    return "an unknown package" if one.dist is None else f"{one.dist.name} {one.dist.version}"


def _may_be_any() -> bool:
    """Whether any installed package may offer a filter.

    Reads the few files that could say so; `importlib.metadata` costs a start-up of its own.
    """
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except NotADirectoryError:
            return True  # a zip, which only importlib.metadata can read
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                        if GROUP.encode() in file.read():
                            return True
                except OSError:
                    pass
    return False
