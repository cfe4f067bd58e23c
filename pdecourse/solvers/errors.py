"""What can go wrong in the middle of a run."""


class BlowUp(FloatingPointError):
    """The state is no longer finite."""


class NotConverged(ArithmeticError):
    """The equation of an implicit step was not solved."""
