"""The host of an address; `urllib.parse` is slower to load than all of newsclean."""

from __future__ import annotations


def host_of(address: str) -> str:
    """The host in small letters, without `www.`; "" for an address that names none.

    Never the name, password and port that may stand around it.
    """
    scheme, slashes, rest = address.partition("//")
    if not slashes or (scheme and not (scheme.endswith(":") and scheme[:-1].isalnum())):
        return ""  # `/archive//2021` is a path
    for mark in "/?#\\":
        rest = rest.partition(mark)[0]
    host = rest.rpartition("@")[2]
    host = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return host.lower().removeprefix("www.")
