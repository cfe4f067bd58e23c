"""What a notebook needs: numbers that reach the prose, and a progress bar that stays out of the book."""

import os
import sys
from collections.abc import Iterable

import numpy as np
from tqdm.auto import tqdm


def glue(name: str, value, display: bool = False) -> None:
    """Store ``value`` under ``name`` so that prose can quote it as ``{glue:text}`name```.

    The same as ``myst_nb.glue``, without needing MyST-NB: in Colab or Jupyter it shows nothing and does no harm.
    """
    from IPython.core.formatters import format_display_data
    from IPython.display import display as show

    plain = value.item() if isinstance(value, np.generic) else value
    data, metadata = format_display_data(plain)
    prefix = "" if display else "application/papermill.record/"
    metadata["scrapbook"] = {"name": name, "mime_prefix": prefix}
    show({prefix + kind: item for kind, item in data.items()}, raw=True, metadata=metadata)


def progress_bar(items: Iterable | None = None, *, total: int, label: str, show: bool | None) -> tqdm:
    """Return a tqdm bar over ``items`` (or to be updated by hand) that appears after two seconds.

    ``show`` True or False decides; None shows it to people, on a terminal or in a notebook, but not where
    ``PDECOURSE_PROGRESS=0`` is set, as when the book is built.
    """
    if show is None:
        interactive = sys.stderr.isatty() or "ipykernel" in sys.modules
        show = interactive and os.environ.get("PDECOURSE_PROGRESS", "1") != "0"
    return tqdm(items, total=total, desc=label, disable=not show, delay=2, leave=False)
