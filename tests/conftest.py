"""The one option of our own: `pytest --bless`."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true",
        help="rewrite out.txt and expected.json of the fixtures; read the diff afterwards",
    )  # fmt: skip
