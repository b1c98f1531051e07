"""Going through doubtful lines with a person: what to ask, and what an answer writes.

`Review` is the whole of it without a terminal: documents go by (`add`), it says what to ask
(`ask`), takes answers (`answer`, `skip`, `undo`), and writes them into a rule pack at once.
"""

from __future__ import annotations

from newsclean.reviewing.session import Review

__all__ = ["Review"]
