"""SHA-256, without starting OpenSSL for the record of one text: that takes longer than reading it.

The interpreter has the function twice; `random` takes the lean one for the same reason.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import _Hash


def sha256(data: bytes = b"") -> _Hash:
    """As `hashlib.sha256`."""
    if "hashlib" not in sys.modules:
        try:
            if sys.version_info >= (3, 12):
                from _sha2 import sha256 as lean
            else:
                from _sha256 import sha256 as lean  # type: ignore[import-not-found]
        except ImportError:  # an interpreter that was built without it
            pass
        else:
            made: _Hash = lean(data)
            return made
    import hashlib

    return hashlib.sha256(data)
