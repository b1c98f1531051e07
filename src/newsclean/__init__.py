"""newsclean: scraped news text in, the article out, every removed line explained."""

from __future__ import annotations

TYPE_CHECKING = False  # true for type checkers; importing typing would cost 5 ms
if TYPE_CHECKING:
    from newsclean.cleaner import Cleaner, clean, clean_many
    from newsclean.errors import NewscleanError
    from newsclean.packs import RulePack
    from newsclean.result import Result

__all__ = ["Cleaner", "NewscleanError", "Result", "RulePack", "__version__", "clean", "clean_many"]

__version__ = "0.1.0"

_HOMES = {
    "Cleaner": "cleaner",
    "clean": "cleaner",
    "clean_many": "cleaner",
    "NewscleanError": "errors",
    "Result": "result",
    "RulePack": "packs",
}


if not TYPE_CHECKING:  # it would make every name a public one

    def __getattr__(name: str) -> object:
        """Load a public name on first use (PEP 562), so that `import newsclean` costs nothing."""
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module 'newsclean' has no attribute {name!r}")
        value: object = getattr(__import__(f"newsclean.{home}", fromlist=["_"]), name)
        globals()[name] = value
        return value
