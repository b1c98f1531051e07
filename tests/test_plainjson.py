"""JSON without `json`: the same text."""

from __future__ import annotations

import importlib
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import plainjson

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(VALUES)
def test_it_is_what_json_writes(value: object) -> None:
    wanted = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert plainjson.dumps(value) == wanted


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError):
        plainjson.dumps([value])


def test_other_things_are_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        plainjson.dumps({"a": {1, 2}})


def test_the_package_writes_the_same_where_its_helper_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    value = {"a": [1, 2.5, None, True, "x\"\n\u2028\u00e9"], "b": {}}
    written = plainjson.dumps(value)
    monkeypatch.setitem(sys.modules, "_json", None)
    importlib.reload(plainjson)
    try:
        assert plainjson.dumps(value) == written
        with pytest.raises(TypeError, match="set"):
            plainjson.dumps({1, 2})
    finally:
        monkeypatch.undo()
        importlib.reload(plainjson)
