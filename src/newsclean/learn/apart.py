"""Cleaning documents of many sites, each with the rules of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.learn.hosts import site_of
from newsclean.readers.text import Source
from newsclean.result import Result

_AT_ONCE = 64  # sites; rows of a dump come in any order, and a cleaner with its tables takes room


class SiteCleaner(Cleaner):
    """A cleaner that takes the packs of the site that a document is of, beside its own.

    packs_of: for each site, as `site_of` calls it, the path of its pack. site: of documents whose
    address tells none. values: the options of a `Cleaner`.
    """

    def __init__(self, packs_of: Mapping[str, str], values: dict[str, Any], site: str = "") -> None:
        super().__init__(**values)
        self._packs_of, self._values, self.site = dict(packs_of), values, site
        self._own: dict[str, Cleaner] = {}

    def __getstate__(self) -> dict[str, object]:
        return {**super().__getstate__(), "_packs_of": self._packs_of, "_values": self._values,
                "site": self.site, "_own": {}}  # fmt: skip

    def at(self, path: str) -> SiteCleaner:
        """The cleaner for the documents of an input, whose path may tell their site."""
        site = site_of(None, path)
        return self if site == self.site else SiteCleaner(self._packs_of, self._values, site)

    def clean_document(self, doc: Document, source: Source | None = None) -> Result:
        """Clean a document with the pack of its site, if there is one."""
        site = site_of(doc.url) or self.site
        own = self._own.get(site)
        if own is None:
            if len(self._own) >= _AT_ONCE:
                self._own.clear()
            values = self._values
            if site in self._packs_of:
                values = {**values, "rules": [*(values["rules"] or ()), self._packs_of[site]]}
            own = self._own[site] = Cleaner(**values)
        return own.clean_document(doc, source)

    def fingerprint(self, more: str = "") -> str:
        """A hash of all that decides a result, the packs of all sites among it."""
        from hashlib import sha256

        told = [more]
        for site, path in sorted(self._packs_of.items()):
            with open(path, "rb") as file:
                told.append(f"{site} {sha256(file.read()).hexdigest()}")
        return super().fingerprint(repr(told))
