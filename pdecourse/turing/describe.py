"""A steady state in words and numbers: what ``print`` shows of a Turing report. Chapter 3."""

from pdecourse.turing.state import KINDS, SteadyState


def describe(state: SteadyState, names: tuple[str, ...]) -> str:
    """Return a few lines on ``state``: where it is, its kind, each condition with its numbers, what grows."""
    place = ", ".join(f"{name} = {value:.6g}" for name, value in zip(names, state.values, strict=True))
    lines = [f"{place} is {state.kind} ({KINDS[state.kind]})"]
    lines += [f"  {'yes' if holds else 'no ':3}  {text}" for holds, text in _conditions(state)]
    lines += [f"  {line}" for line in _growth(state)]
    return "\n".join(lines)


def _conditions(state: SteadyState):
    """Yield (holds, text) for each condition."""
    holds = state.conditions
    if len(state.values) != 2:
        yield holds["well_mixed"], f"stable without diffusion: σ(0) = {state.growth_rate(0.0):.4g} < 0"
        yield holds["diffusion"], "some k > 0 grows"
        return
    (f_u, f_v), (g_u, g_v) = state.jacobian
    d_u, d_v = state.diffusion
    left, determinant = d_v * f_u + d_u * g_v, state.determinant
    threshold = f"{left - state.margins['diffusion']:.4g}" if determinant >= 0 else "undefined"
    yield holds["trace"], f"tr J = {state.trace:.4g} < 0"
    yield holds["determinant"], f"det J = {determinant:.4g} > 0"
    yield holds["diffusion"], f"D_v f_u + D_u g_v = {left:.4g} > 2√(D_u D_v det J) = {threshold}"
    yield holds["feedback"], f"f_v g_u = {f_v * g_u:.4g} < 0"


def _growth(state: SteadyState):
    """Yield lines on the critical ratio and on what grows."""
    if state.critical_ratio is not None:
        activator = state.jacobian.diagonal().argmax()
        slow, fast = state.diffusion[activator], state.diffusion[1 - activator]
        here = f"{fast / slow:.4g}" if slow else "infinite"
        yield f"{state.sign_pattern}; critical diffusion ratio {state.critical_ratio:.4g}, here {here}"
    if state.band is not None:
        yield f"unstable band {state.band[0]:.4g} < k < {state.band[1]:.4g}"
    if state.eigenvalues is not None:
        yield f"{len(state.growing)} of {len(state.eigenvalues)} eigenmodes of the graph grow"
    if state.wavenumber is not None:
        k, rate = state.wavenumber, state.growth_rate(state.wavenumber)
        yield f"fastest: k* = {k:.4g}, wavelength {state.wavelength:.4g}, growth rate {rate:.4g}"
