"""Mojibake repaired, where the caller asks for it: it alters the text, so nobody does it else."""

from __future__ import annotations

from newsclean.errors import UsageError


def check() -> None:
    """UsageError when what repairs is not installed."""
    repair("")


def repair(text: str) -> str:
    """The text with what was decoded in a wrong way read in the right one: `cafÃ©` is `café`.

    Nothing else changes: no quotation mark, no ligature, no line end, no entity. UsageError when
    ftfy is not installed.
    """
    try:
        from ftfy import TextFixerConfig, fix_text
    except ImportError:
        raise UsageError(
            "--fix-text needs the package ftfy: pip install 'newsclean[fix]'"
        ) from None
    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    return fix_text(text, config)
