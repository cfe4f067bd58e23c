"""The labs: ``check`` an answer, ask for a ``hint``, read the ``solution``, see the ``score``."""

from pdecourse.exercises.check import check, hint, score, solution

__all__ = ["check", "hint", "score", "solution"]
