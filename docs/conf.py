"""How the documentation becomes a site; `docs/*.md` stay Markdown that a forge shows as well.

    pip install '.[docs]' && sphinx-build -W docs site

Sphinx with MyST and Furo. mkdocs-material 9.8 was tried: it announces its end of life for 2027, a
build that can be searched without a server fetches a script from a CDN, and links out of `docs/` (a
recipe, a benchmark) would have to be addresses of one forge, where Sphinx takes the files along.
Everything that a page needs is in the folder that is built (`scripts/check_site.py` looks).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pygments.lexers.special import TextLexer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import newsclean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "newsclean"
author = "newsclean contributors"
release = version = newsclean.__version__
extensions = ["myst_parser"]
exclude_patterns = ["_site"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"newsclean {release}"
html_static_path = ["_site"]
templates_path = ["_templates"]
html_css_files = ["wide.css"]
html_js_files = ["reach.js"]
html_copy_source = html_show_sourcelink = False
html_show_copyright = False
pygments_style, pygments_dark_style = "default", "github-dark"

_HOME = "index"
_PART = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.S | re.M)
_PAGE = re.compile(r"^- \[[^\]]+\]\(([\w-]+)\.md\)", re.M)


def parts(text: str) -> dict[str, list[str]]:
    """The parts of the documentation and their pages, as the lists of the home page name them."""
    found = {part[1]: _PAGE.findall(part[2]) for part in _PART.finditer(text)}
    return {name: pages for name, pages in found.items() if pages}


def _add_trees(app: Sphinx, name: str, source: list[str]) -> None:
    """The home page's lists are the menu, so that nobody keeps a second list."""
    if name == _HOME:
        trees = (
            "\n".join(["```{toctree}", ":hidden:", f":caption: {part}", "", *pages, "```", ""])
            for part, pages in parts(source[0]).items()
        )
        source[0] += "\n" + "\n".join(trees)


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    for language in ("cron", "levels"):  # Pygments knows neither, and would say so
        app.add_lexer(language, TextLexer)
    app.connect("source-read", _add_trees)
