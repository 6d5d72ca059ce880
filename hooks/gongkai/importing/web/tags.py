"""What the tags of a web page mean for its text; used by ``flow`` and ``maintext``."""

from __future__ import annotations

# fmt: off
APART = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "listing", "main", "menu",
    "ol", "p", "plaintext", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "xmp",
})
"""They begin and end a paragraph."""
UNSEEN = frozenset({
    "applet", "area", "audio", "base", "button", "canvas", "datalist", "embed", "frame",
    "frameset", "head", "iframe", "input", "link", "map", "meta", "nav", "noembed", "noframes",
    "noscript", "object", "option", "rp", "script", "select", "style", "svg", "template",
    "textarea", "title", "video", "xml",
})
"""They say nothing of the text: programs, controls and navigation."""
LISTS = frozenset({"dir", "menu", "ol", "ul"})
# fmt: on
