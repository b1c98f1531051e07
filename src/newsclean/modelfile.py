"""Model files: read from the package, refused in one line when they are not what they were."""

from __future__ import annotations

from newsclean.errors import ModelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Made = TypeVar("Made")


def read_model(path: str, make: Callable[[bytes], Made]) -> Made:
    """What `make` builds of a file's bytes; ModelError with the file's name when it cannot."""
    name = path.replace("\\", "/").rpartition("/")[2]
    try:
        with open(path, "rb") as file:
            data = file.read()
        return make(data)
    except OSError as error:
        cause = f"{error.strerror}"
    except ModelError as error:
        cause = f"{error}"
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        cause = "is damaged"
    raise ModelError(f"{name}: {cause}; install newsclean anew")
