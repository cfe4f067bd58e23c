r"""Which frequency wins in GRAFF's linear flow :math:`\dot X = \bar A X W`, by theorem. Chapter 7."""

import numpy as np


def dominant_frequency(w: np.ndarray, largest_frequency: float, step: float = 0.0) -> str:
    r"""Return ``"high"`` or ``"low"``: what is left of the flow after a long time.

    High means that the normalised energy :math:`E(X / \|X\|)` tends to :math:`\rho / 2`, low that it tends to
    0, where :math:`\rho` is ``largest_frequency``, the largest eigenvalue of :math:`L_{sym}`. A mode with
    eigenvalue w of W and λ of :math:`L_{sym}` grows at the rate w (1 − λ), so the winner has λ = 0 or λ = ρ. With
    the outermost eigenvalues :math:`\lambda_+ \ge 0 \ge \lambda_-` of W,

    .. math:: \text{high} \iff \lambda_+ < |\lambda_-|\,(\rho - 1).

    ``step`` :math:`\tau` > 0 asks the same of explicit Euler, whose factors are :math:`1 + \tau w (1 - \lambda)`.
    High then needs :math:`|\lambda_-| < 2\,(\tau (2 - \rho))^{-1}` as well: the two conditions of Di Giovanni et
    al. (2023). Holds on a connected graph, for almost every start. Raises ``ValueError`` if W is not symmetric.
    """
    smooth, sharp = (max(_speeds(w, 1 - frequency, step)) for frequency in (0.0, largest_frequency))
    return "high" if sharp > smooth else "low"


def growth_rate(w: np.ndarray, largest_frequency: float) -> float:
    r"""Return the rate :math:`r = \max(\lambda_+, |\lambda_-| (\rho - 1))` of the winning mode.

    If it is the high frequency, the energy grows like :math:`e^{2rt}` in the flow and like
    :math:`(1 + \tau r)^{2m}` in m steps of explicit Euler.
    """
    return float(max(*_speeds(w, 1.0, 0.0), *_speeds(w, 1 - largest_frequency, 0.0)))


def _speeds(w: np.ndarray, of_adjacency: float, step: float) -> np.ndarray:
    """Return how fast modes grow: rates at step 0, moduli of Euler's factors otherwise."""
    if not np.allclose(w, w.T):
        raise ValueError("w is not symmetric; GRAFF's W is, and the theorem needs it")
    rates = np.linalg.eigvalsh(w) * of_adjacency
    return np.abs(1 + step * rates) if step else rates
