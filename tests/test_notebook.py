"""glue reaches MyST-NB, and the progress bar keeps out of the book."""

import numpy as np

from pdecourse.notebook import glue, progress_bar


def shown(monkeypatch, **arguments):
    calls = []
    monkeypatch.setattr("IPython.display.display", lambda data, **options: calls.append((data, options)))
    glue(**arguments)
    return calls[0]


def test_glue_stores_a_hidden_value_that_myst_nb_finds(monkeypatch):
    data, options = shown(monkeypatch, name="speed-up", value=np.float64(12.5))
    assert data["application/papermill.record/text/plain"] == "12.5"
    assert options["metadata"]["scrapbook"]["name"] == "speed-up"


def test_glue_can_display_too(monkeypatch):
    data, _ = shown(monkeypatch, name="n", value=3, display=True)
    assert data["text/plain"] == "3"


def test_progress_is_hidden_where_the_book_is_built(monkeypatch):
    monkeypatch.setenv("PDECOURSE_PROGRESS", "0")
    assert progress_bar(total=3, label="run", show=None).disable
    assert not progress_bar(total=3, label="run", show=True).disable


def test_progress_passes_items_through():
    assert list(progress_bar([4, 5], total=2, label="run", show=False)) == [4, 5]
