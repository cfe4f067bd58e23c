"""Curves over one variable."""

from pdecourse.plots.style import BLUE, legend, subplots

STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def lines(
    curves, *, xlabel, ylabel, dots=None, joined=False, spans=(), markers=(), band=None, limits=None,
    log=False, zero=False, paired=False, legend_columns=3,
):  # fmt: skip
    """Draw ``curves`` {label: (x, y)} as lines and ``dots`` {label: (x, y)} as marks on one pair of axes.

    ``joined`` dots are connected by a thin line, ``paired`` ones have the colours of the curves, in their order.
    ``spans`` [(low, high, label)] shades stretches of the x axis, ``band`` (low, high) one of the y axis;
    ``markers`` are vertical lines, ``zero`` the line y = 0, and ``limits`` those of the y axis. ``log`` makes
    the y axis logarithmic. The legend has up to ``legend_columns`` columns.
    """
    figure, [ax] = subplots(1, height=3.3)
    for low, high, label in spans:
        ax.axvspan(low, high, color=BLUE, alpha=0.12, linewidth=0)
        ax.text((low + high) / 2, 0.97, label, transform=ax.get_xaxis_transform(), ha="center", va="top")
    if band:
        ax.axhspan(*band, color="#eeeeee", zorder=0)
    for place in markers:
        ax.axvline(place, color="#999999", linewidth=1)
    if zero:
        ax.axhline(0, color="#999999", linewidth=1)
    for (label, (x, y)), style in zip(curves.items(), STYLES):
        ax.plot(x, y, linestyle=style, label=label)
    look = {"linewidth": 0.7} if joined else {"linestyle": "none"}
    if paired:
        ax.set_prop_cycle(None)
    for (label, (x, y)), marker in zip((dots or {}).items(), "os^D"):
        ax.plot(x, y, marker=marker, label=label, markeredgecolor="white", markeredgewidth=0.3, **look)
    ax.margins(y=0.15 if spans else 0.05)  # room for the labels of the spans
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    if limits:  # limits of None would keep those of the linear axis
        ax.set_ylim(limits)
    legend(figure, most=legend_columns)
    return figure


def curves(x, named, *, dots=None, joined=True, **style):
    """Draw ``named`` {label: values} over one ``x``, and ``dots`` {label: (x, values)}; ``style`` as in ``lines``."""
    together = {label: (x, values) for label, values in named.items()}
    return lines(together, dots=dots, joined=joined, legend_columns=len(named) + len(dots or {}), **style)


def convergence(sizes, errors, *, xlabel, ylabel):
    """Draw ``errors`` {label: values} over step ``sizes`` on two logarithmic axes: the slope is the order."""
    figure, [ax] = subplots(1, height=3.4)
    for (label, values), style in zip(errors.items(), ("o-", "s--", "D-.", "^:")):
        ax.loglog(sizes, values, style, label=label, markersize=6)
    ax.set_xticks(sizes, [f"{size:.2g}" for size in sizes])
    ax.minorticks_off()
    ax.set(xlabel=xlabel, ylabel=ylabel)
    legend(figure)
    return figure
