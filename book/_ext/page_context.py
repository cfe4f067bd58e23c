"""What the notebook export has to know of a page: its published address and the numbers on it."""

from dataclasses import dataclass
from urllib.parse import urljoin

from docutils import nodes


class ExportError(Exception):
    """Something on a page has no form in a notebook; the message says what, where, and what to do."""


@dataclass(frozen=True)
class PageContext:
    """A page: ``env`` and ``builder`` are Sphinx's, ``base_url`` is where the book is published."""

    env: object
    builder: object
    docname: str
    base_url: str

    @property
    def url(self) -> str:
        """The published address of the page."""
        return urljoin(self.base_url, self.builder.get_target_uri(self.docname))

    def link(self, node: nodes.Element) -> str:
        """Return the absolute address a resolved reference points to."""
        return urljoin(self.url, node["refuri"] if "refuri" in node else "#" + node["refid"])

    def number(self, kind: str, node: nodes.Element) -> str:
        """Return the number of an enumerated node, "2.3", or "" if it has none."""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        found = next((numbers[name] for name in node["ids"] if name in numbers), ())
        return ".".join(map(str, found))

    def numbered_title(self, kind: str, node: nodes.Element) -> str:
        """Return "Figure 2.3", from ``numfig_format``, or "" if the node has no number."""
        number = self.number(kind, node)
        return self.env.config.numfig_format[kind] % number if number else ""

    def section_number(self, section: nodes.section) -> str:
        """Return the number of a heading, "2.1", or ""."""
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        anchors = [f"#{name}" for name in section["ids"]]
        if isinstance(section.parent, nodes.document):
            anchors.append("")
        return ".".join(map(str, next((numbers[anchor] for anchor in anchors if anchor in numbers), ())))

    def image_url(self, node: nodes.image) -> str:
        """Return the published address of an image."""
        uri = node["uri"]
        if "://" in uri:
            return uri
        if uri not in self.env.images:
            raise self.error(node, f"the image {uri} is not among the book's images")
        return urljoin(self.base_url, f"_images/{self.env.images[uri][1]}")

    def error(self, node: nodes.Node, problem: str) -> ExportError:
        """Return the error to raise for a node that can't be exported."""
        line = node.line or next((above.line for above in _ancestors(node) if above.line), "?")
        return ExportError(
            f"{self.docname}, near line {line}: {problem}. "
            "Write it in Markdown, or add it to the table in book/_ext/markdown_*.py."
        )


def _ancestors(node: nodes.Node):
    while node.parent is not None:
        node = node.parent
        yield node
