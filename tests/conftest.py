"""Options of our own: `pytest --bless`, and `--hypothesis-profile=long` for a day's search."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from browsing import started_browser

# The same invented texts on every machine, so that a law holds or fails for all.
settings.register_profile(
    "laws", derandomize=True, deadline=None, database=None, max_examples=20,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
settings.register_profile(
    "long", settings.get_profile("laws"), derandomize=False, max_examples=10_000
)
settings.load_profile("laws")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true",
        help="rewrite out.txt and expected.json of the fixtures; read the diff afterwards",
    )  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium, or none and the test is skipped."""
    yield from started_browser()


@pytest.fixture
def no_collector() -> Iterator[None]:
    """For tests of growth: the collector looks at what thousands of other tests hold, too."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
