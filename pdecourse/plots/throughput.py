"""How fast a kernel is, against a limit."""

from pdecourse.plots.style import BLUE, ORANGE, legend, subplots


def throughput(rates, *, ceiling, ceiling_label):
    """Draw ``rates`` {name: cell updates per second} as bars on a log axis, with a vertical ``ceiling``."""
    figure, [ax] = subplots(1, height=0.6 * len(rates) + 1.5)
    millions = [rate / 1e6 for rate in rates.values()]
    bars = ax.barh(list(rates), millions, color=BLUE, height=0.6)
    ax.bar_label(bars, fmt="%.0f", label_type="center", color="white")
    ax.axvline(ceiling / 1e6, color=ORANGE, linestyle="dashed", label=ceiling_label)
    limits = min(millions) / 3, 4 * max(*millions, ceiling / 1e6)
    ax.set(xscale="log", xlabel="million cell updates per second", xlim=limits)
    ax.invert_yaxis()
    legend(figure)
    return figure
