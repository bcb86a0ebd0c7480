"""Markdown as HTML for a page: what is typed as markup stays text, and every link leads somewhere that is served."""

import re
from collections.abc import Callable, Iterable

import mistune
from markupsafe import Markup, escape

Follow = Callable[[str], str | None]
"""A link's target as it is written -> its address here, or None where it leads to nothing that is served."""

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""What is written for whoever edits the file, and for nobody who reads it."""


def as_html(text: str, follow: Follow) -> Markup:
    """The text as HTML.

    Examples
    --------
    >>> print(as_html("*Not* <b>bold</b>", lambda target: None))
    <p><em>Not</em> &lt;b&gt;bold&lt;/b&gt;</p>
    <BLANKLINE>
    """
    markdown = mistune.create_markdown(renderer=_Renderer(follow), plugins=["table", "strikethrough", "url"])
    return Markup(markdown(text))


def anchor(heading: str) -> str:
    """What a heading is called in an address, as GitHub calls it.

    Examples
    --------
    >>> anchor("What's missing, and where")
    'whats-missing-and-where'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def sections(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What the second-level headings of some Markdown are called in an address, and how they read.

    Examples
    --------
    >>> sections(["## How many people?\\n\\nAs many as it takes."])
    (('how-many-people', 'How many people?'),)
    """
    found = (match[1].strip() for text in texts for match in re.finditer(r"(?m)^## (.+)$", text))
    return tuple((anchor(heading), heading) for heading in found)


class _Renderer(mistune.HTMLRenderer):
    def __init__(self, follow: Follow) -> None:
        super().__init__(escape=True)
        self._follow = follow

    def heading(self, text: str, level: int, **attributes: object) -> str:
        name = anchor(Markup(text).striptags())
        return f'<h{level} id="{escape(name)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("#"):
            # written as JupyterLab calls the heading: its words with hyphens between them
            return super().link(text, f"#{anchor(url)}", title)
        if url.startswith(("http://", "https://", "mailto:")):
            return super().link(text, url, title)
        target = self._follow(url)
        return text if target is None else super().link(text, target, title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        source = None if "://" in url else self._follow(url)
        return escape(Markup(text).striptags()) if source is None else super().image(text, source, title)

    def block_html(self, html: str) -> str:
        rest = COMMENT.sub("", html).strip()
        return super().block_html(rest) if rest else ""

    def inline_html(self, html: str) -> str:
        return super().inline_html(COMMENT.sub("", html))

    def table(self, text: str) -> str:
        return f'<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>{text}</table></div>\n'
