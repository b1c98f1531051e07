"""Which site a post is of, as far as its address or its path tells."""

from __future__ import annotations

import re

from newsclean.hosts import host_of

# A folder that is called like a host: `posts/www.example.org/2026/storm.txt`.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,23}", re.I)


_HOST_CHARS = 100  # files are called like them


def site_of(url: str | None, path: str = "") -> str:
    """The host of an address, else of a folder in a path that is called like one; "" for none."""
    if url:
        host = host_of(url if "//" in url else f"//{url}")
        if len(host) <= _HOST_CHARS and _HOST.fullmatch(host):
            return host
    for part in path.replace("\\", "/").split("/")[-2::-1]:
        if len(part) <= _HOST_CHARS and _HOST.fullmatch(part):
            return part.lower().removeprefix("www.")
    return ""
