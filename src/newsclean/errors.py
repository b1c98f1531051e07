"""What can go wrong, each with the exit code and the sentence that the user reads."""

from __future__ import annotations


class NewscleanError(Exception):
    """Base of every error that newsclean raises on purpose.

    `str(error)` is one sentence for the person at the terminal; `exit_code` is what the
    command ends with when nothing worse happens.
    """

    exit_code = 2


class UsageError(NewscleanError):
    """Options or arguments that cannot be meant."""


class InputError(NewscleanError):
    """An input that cannot be read as text; the others are still done."""


class ExtraError(InputError, ImportError):
    """A library that comes with an extra is not installed; names the extra."""


class TableError(NewscleanError):
    """A row of a phrase table that cannot be understood; names file, line and cause."""


class ModelError(NewscleanError):
    """A model file that is damaged, or made for another version."""


class RecordError(NewscleanError):
    """A record that does not give its input back."""


class RuleError(NewscleanError):
    """A rule pack that cannot be used; names file, line, rule, key and what to do."""


class PluginError(NewscleanError):
    """A filter of another package that cannot be used; names the package."""


class SettingsError(NewscleanError):
    """A configuration file that cannot be used; names file, key and what to do."""


def cause_of(error: Exception, *, debug: bool = False) -> str:
    """What went wrong, in words of the system or of ours.

    debug: whether what nobody foresaw is raised again, for its traceback.
    """
    if isinstance(error, NewscleanError):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, MemoryError):
        return "not enough memory"
    return unforeseen(error, debug=debug)


def unforeseen(error: Exception, *, debug: bool) -> str:
    """What is said of an error of newsclean's own; with `debug` it is raised again."""
    if debug:
        raise error
    return f"internal error, --debug tells more: {error!r}"
