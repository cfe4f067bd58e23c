"""``python -m pdecourse`` is ``pdecourse.cli.main``."""

from pdecourse.cli import main

main()
