"""What MkDocs does not do by itself: folders in the navigation, and formulas without a network."""

import html
import logging
import re
from pathlib import Path

from latex2mathml.converter import convert

log = logging.getLogger("mkdocs.hooks.cosmodrome")

FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<tex>.*?)\\[)\]]</(?P=tag)>',
    re.DOTALL,
)


def pages_of(folder: Path) -> list[str]:
    """The pages of a folder: its index, then the others in the order the index links to them, then the rest."""
    names = {path.name for path in folder.glob("*.md")}
    index = folder / "index.md"
    linked = re.findall(r"\]\(([\w-]+\.md)[#)]", index.read_text()) if index.exists() else []
    ordered = dict.fromkeys(["index.md", *linked, *sorted(names)])
    return [f"{folder.name}/{name}" for name in ordered if name in names]


def on_config(config):
    """Replaces each folder in the navigation by its pages."""
    docs = Path(config["docs_dir"])
    config["nav"] = [
        {title: pages_of(docs / where)} if isinstance(where, str) and where.endswith("/") else {title: where}
        for entry in config["nav"]
        for title, where in entry.items()
    ]
    return config


def on_page_content(page_html, page, **_):
    """Turns TeX into MathML, which browsers draw by themselves."""

    def drawn(match: re.Match) -> str:
        tex = html.unescape(match["tex"]).strip()
        try:
            return convert(tex, display="block" if match["tag"] == "div" else "inline")
        except Exception as error:
            log.warning("%s: formula %r: %s", page.file.src_path, tex, error)
            return match[0]

    return FORMULA.sub(drawn, page_html)
