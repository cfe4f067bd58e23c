"""Point the header's Colab and .ipynb buttons at the exported notebooks.

The theme's own Colab link names the MyST source, which Colab can't open, and its .ipynb download shows raw
MyST.
"""

from notebook_export import FOLDER, is_executable

BRANCH = "gh-pages"


def repository_slug(url: str) -> str:
    """Return "owner/name" of a GitHub address."""
    if not url.startswith("https://github.com/"):
        raise ValueError(
            f"repository url {url!r} in _config.yml: Colab opens https://github.com/owner/name only"
        )
    return url.removeprefix("https://github.com/").strip("/")


def rewrite_buttons(app, pagename, templatename, context, doctree) -> None:
    """Replace the addresses of the two buttons on pages that have a notebook."""
    if not is_executable(app.env, pagename):
        return
    slug = repository_slug(app.config.html_theme_options["repository_url"])
    for button in (
        button for group in context.get("header_buttons", []) for button in group.get("buttons", [])
    ):
        if button.get("text") == "Colab":
            button["url"] = (
                f"https://colab.research.google.com/github/{slug}/blob/{BRANCH}/{FOLDER}/{pagename}.ipynb"
            )
        elif button.get("label") == "download-notebook-button":
            button["url"] = context["pathto"](f"{FOLDER}/{pagename}.ipynb", 1)


def setup(app):
    """Run after the theme has made its buttons (priority 501)."""
    app.connect("html-page-context", rewrite_buttons, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
