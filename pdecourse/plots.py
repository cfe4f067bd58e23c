"""Figures from results. Nothing here computes: every number drawn was handed in.

House rules: no titles inside (captions state the finding), colour maps that are even in lightness and safe
for colour-blind readers, and a white card behind every figure so that it reads in light and dark pages.
"""

import base64
import html
import io
from dataclasses import dataclass, field

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patheffects import withStroke

FIELD_MAP = "cividis"
BLUE, ORANGE, GREEN, INK = "#0072b2", "#d55e00", "#009e73", "#222222"  # Okabe and Ito (2008)

LOOK_COLOURS = {
    "dead": "#ffffff",
    "uniform": "#d9d9d9",
    "holes": "#f0e442",
    "stripes": "#009e73",
    "mixed": "#56b4e9",
    "spots": "#0072b2",
    "restless": "#d55e00",
}
"""Colours of the regime map: Okabe–Ito's palette for patterns, greys for no pattern."""


def use_style() -> None:
    """Set the course's look for every figure drawn from here on."""
    plt.rcParams.update(
        {
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
            "figure.dpi": 140,
            "figure.constrained_layout.use": True,
            "image.cmap": FIELD_MAP,
            "image.interpolation": "nearest",
            "font.size": 11,
            "axes.labelsize": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, "#cc79a7", "#56b4e9"]),
            "legend.frameon": False,
            "lines.linewidth": 2,
        }
    )


def fields(planes, *, labels=None, columns=4, limits=None, quantity="v", size=1.75):
    """Draw square ``planes`` (n, ny, nx) side by side on one colour scale, with ``labels`` below.

    ``limits`` is (lowest, highest); by default those of the planes together.
    """
    planes = np.asarray(planes)
    low, high = limits or (planes.min(), planes.max())
    rows = -(-len(planes) // columns)
    columns = min(columns, len(planes))
    figure, axes = plt.subplots(
        rows, columns, figsize=(size * columns + 0.7, (size + 0.25) * rows), squeeze=False
    )
    for ax in axes.flat:
        ax.set_axis_off()
    for i, (ax, plane) in enumerate(zip(axes.flat, planes)):
        ax.set_axis_on()
        image = ax.imshow(plane, vmin=low, vmax=high, origin="lower")
        ax.set(xticks=[], yticks=[], xlabel=labels[i] if labels else "")
        ax.spines[:].set_visible(False)
    bar = figure.colorbar(image, ax=axes, shrink=min(0.9, 1.6 / rows), pad=0.015)
    bar.set_label(quantity, **upright(quantity))
    return figure


def upright(label):
    """Return how to draw the label of a vertical axis: a single letter upright, for a turned v looks like >."""
    return {"rotation": 0, "labelpad": 8} if len(label) == 1 else {}


@dataclass(frozen=True)
class PhasePlane:
    """What is drawn in one phase plane: rates (ny, nx) on the axes ``x`` and ``y``, orbits, rest states."""

    x: np.ndarray
    y: np.ndarray
    dx: np.ndarray
    dy: np.ndarray
    orbits: list = field(default_factory=list)  # arrays (n, 2)
    rests: list = field(default_factory=list)  # (x, y, stable)
    label: str = ""


def phase_planes(planes, *, axes=("u", "v")):
    """Draw nullclines (where one rate vanishes), arrows, orbits and rest states, one panel per plane."""
    figure, panels = plt.subplots(1, len(planes), figsize=(3.7 * len(planes), 3.4), squeeze=False)
    for ax, plane in zip(panels.flat, planes):
        ax.streamplot(
            plane.x, plane.y, plane.dx, plane.dy, color="#bbbbbb", density=0.8, linewidth=0.7, arrowsize=0.8
        )
        ax.contour(plane.x, plane.y, plane.dx, [0], colors=BLUE, linewidths=2)
        ax.contour(plane.x, plane.y, plane.dy, [0], colors=ORANGE, linewidths=2, linestyles="dashed")
        for orbit in plane.orbits:
            ax.plot(*np.transpose(orbit), color=INK, linewidth=1.4)
            ax.plot(*orbit[0], marker="s", color=INK, markersize=5)
        for x, y, stable in plane.rests:
            ax.plot(
                x,
                y,
                "o",
                color=INK,
                markerfacecolor=INK if stable else "white",
                markersize=9,
                zorder=5,
                clip_on=False,
            )
        ax.set(xlim=(plane.x[0], plane.x[-1]), ylim=(plane.y[0], plane.y[-1]), xlabel=axes[0])
        ax.set_ylabel(axes[1], **upright(axes[1]))
        ax.text(0.98, 0.97, plane.label, transform=ax.transAxes, ha="right", va="top")
    handles = [plt.Line2D([], [], color=BLUE), plt.Line2D([], [], color=ORANGE, linestyle="dashed")]
    names = [f"d{axes[0]}/dt = 0", f"d{axes[1]}/dt = 0"]
    figure.legend(handles, names, loc="outside lower center", ncols=2)
    return figure


def survival(alive, *, rows, columns, xlabel, ylabel):
    """Draw a table of who lived: ``alive`` (rows, columns) of bools; a filled disc lived, a ring died."""
    alive = np.asarray(alive)
    figure, ax = plt.subplots(figsize=(0.75 * len(columns) + 1.2, 0.3 * len(rows) + 1.1))
    y, x = np.indices(alive.shape)
    ax.scatter(x[alive], y[alive], s=75, color=BLUE, label="alive")
    ax.scatter(x[~alive], y[~alive], s=75, facecolor="white", edgecolor=ORANGE, linewidth=2, label="dead")
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(len(rows) - 0.4, -0.6), xlim=(-0.6, len(columns) - 0.4))
    figure.legend(loc="outside upper center", ncols=2)
    return figure


def regime_map(k, F, looks, *, curve, marks):
    """Draw ``looks`` (len(F), len(k)) of names in ``LOOK_COLOURS`` over the (k, F) plane.

    ``curve``: (k, F) arrays of the saddle-node; ``marks``: {letter: (k, F)} of named points.
    """
    names = [name for name in LOOK_COLOURS if name in np.unique(looks)]
    codes = np.array([[names.index(look) for look in row] for row in looks])
    figure, ax = plt.subplots(figsize=(7, 5))
    colours = ListedColormap([LOOK_COLOURS[name] for name in names])
    ax.pcolormesh(
        k, F, codes, cmap=colours, vmin=-0.5, vmax=len(names) - 0.5, edgecolors="white", linewidth=0.3
    )
    ax.plot(*curve, color=INK, linewidth=2.5, label=r"saddle-node $k = \sqrt{F}/2 - F$")
    for letter, (x, y) in marks.items():
        ax.plot(x, y, "o", color="white", markeredgecolor=INK, markersize=15)
        ax.text(x, y, letter, ha="center", va="center_baseline", fontsize=11, color=INK)
    ax.set(xlabel="kill rate k", ylabel="feed rate F", xlim=(k[0], k[-1]), ylim=(F[0], F[-1]))
    for name in names:
        ax.plot([], [], "s", color=LOOK_COLOURS[name], markeredgecolor="#999999", markersize=10, label=name)
    figure.legend(loc="outside lower center", ncols=4)
    return figure


def space_time(times, x, runs, *, labels, quantity="v"):
    """Draw ``runs``, arrays (time, x), as pictures with time upwards on one colour scale."""
    figure, axes = plt.subplots(
        1, len(runs), figsize=(3.1 * len(runs) + 0.7, 3.2), sharey=True, squeeze=False
    )
    low, high = min(run.min() for run in runs), max(run.max() for run in runs)
    for ax, run, label in zip(axes.flat, runs, labels):
        image = ax.imshow(
            run, origin="lower", aspect="auto", extent=(x[0], x[-1], times[0], times[-1]), vmin=low, vmax=high
        )
        ax.set(xlabel="x")
        ax.text(0.97, 0.96, label, transform=ax.transAxes, ha="right", va="top", color="white")
    axes[0, 0].set(ylabel="time")
    figure.colorbar(image, ax=axes, pad=0.015).set_label(quantity, **upright(quantity))
    return figure


def throughput(rates, *, ceiling, ceiling_label):
    """Draw ``rates`` {name: cell updates per second} as bars on a log axis, with a vertical ``ceiling``."""
    figure, ax = plt.subplots(figsize=(7, 0.6 * len(rates) + 1.5))
    millions = [rate / 1e6 for rate in rates.values()]
    bars = ax.barh(list(rates), millions, color=BLUE, height=0.6)
    ax.bar_label(bars, fmt="%.0f", label_type="center", color="white")
    ax.axvline(ceiling / 1e6, color=ORANGE, linestyle="dashed", label=ceiling_label)
    limits = min(millions) / 3, 4 * max(*millions, ceiling / 1e6)
    ax.set(xscale="log", xlabel="million cell updates per second", xlim=limits)
    ax.invert_yaxis()
    figure.legend(loc="outside upper right")
    return figure


def decay(x, curves, *, xlabel, ylabel, markers=()):
    """Draw ``curves`` {label: values} over ``x`` on a logarithmic y axis; ``markers`` are vertical lines."""
    figure, ax = plt.subplots(figsize=(7, 3.4))
    for (label, values), style in zip(curves.items(), ("-", "--", "-.", ":")):
        ax.semilogy(x, values, style, label=label)
    for place in markers:
        ax.axvline(place, color="#999999", linewidth=1)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    figure.legend(loc="outside upper center", ncols=len(curves))
    return figure


FILM = """<figure class="pde-film">
<style>
.pde-film {{ margin:0 auto; padding:.5rem; max-width:{width}px; text-align:left; }}
.pde-film .{name} {{ width:100%; aspect-ratio:1; background:url({sheet}) 0 0/100% {count}00%;
  animation:{name} {seconds}s steps({jumps},jump-none) {delay}s infinite paused; }}
.pde-film input:checked ~ .{name} {{ animation-play-state:running; }}
.pde-film input {{ margin-right:.4em; }}
@keyframes {name} {{ to {{ background-position:0 100%; }} }}
@media (prefers-reduced-motion: reduce) {{ .pde-film .{name} {{ animation-duration:{slow}s; }} }}
@media print {{ .pde-film input, .pde-film label {{ display:none; }} }}
</style>
<input type="checkbox" id="{name}-play"><label for="{name}-play">Play</label>
<div class="{name}" role="img" aria-label="{alt}"></div>
</figure>"""


def film(frames, *, name, alt, seconds=6, poster=0.6, limits=None, width=420, side=256):
    """Return ``frames`` (n, ny, nx) as a small film that stands still until its box "Play" is ticked.

    ``poster`` is the part of the film at which it stands at first. One WebP sheet inside the HTML and a CSS
    animation: no script, no network, works from ``file://``. Nothing moves unasked, which is what people who
    prefer reduced motion need, and unticking the box pauses it.
    """
    from IPython.display import HTML
    from PIL import Image

    frames = np.asarray(frames)
    low, high = limits or (frames.min(), frames.max())
    shades = plt.get_cmap(FIELD_MAP)((frames - low) / (high - low), bytes=True)[..., :3]
    pictures = [
        Image.fromarray(shade[::-1]).resize((side, side), Image.Resampling.BICUBIC) for shade in shades
    ]
    buffer = io.BytesIO()
    Image.fromarray(np.concatenate([np.asarray(p) for p in pictures])).save(buffer, "WEBP", quality=80)
    sheet = "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()
    numbers = {
        "count": len(frames),
        "jumps": len(frames),
        "seconds": seconds,
        "slow": 4 * seconds,
        "delay": -poster * seconds,
        "width": width,
    }
    return HTML(FILM.format(name=name, sheet=sheet, alt=html.escape(alt, quote=True), **numbers))


def curves(x, named, *, xlabel, ylabel, dots=None, joined=True, markers=(), band=None, limits=None):
    """Draw ``named`` {label: values} over one ``x``, and ``dots`` {label: (x, values)}, joined by thin lines or not.

    ``markers`` are vertical lines; ``band`` (low, high) is shaded and ``limits`` are those of the y axis.
    """
    figure, ax = plt.subplots(figsize=(7, 3.5))
    for (label, values), style in zip(named.items(), ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))):
        ax.plot(x, values, linestyle=style, label=label)
    for (label, (places, values)), marker in zip((dots or {}).items(), "osD^"):
        loose = {"linestyle": "none", "color": INK, "markerfacecolor": "white"}
        look = {"linewidth": 0.7} if joined else loose
        ax.plot(places, values, marker=marker, markersize=4.5, label=label, **look)
    for place in markers:
        ax.axvline(place, color="#999999", linewidth=1)
    if band:
        ax.axhspan(*band, color="#eeeeee", zorder=0)
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=limits)
    figure.legend(loc="outside upper center", ncols=len(named) + len(dots or {}))
    return figure


def convergence(sizes, errors, *, xlabel, ylabel):
    """Draw ``errors`` {label: values} over step ``sizes`` on two logarithmic axes: the slope is the order."""
    figure, ax = plt.subplots(figsize=(7, 3.7))
    for (label, values), style in zip(errors.items(), ("o-", "s--", "D-.", "^:")):
        ax.loglog(sizes, values, style, label=label, markersize=6)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    figure.legend(loc="outside upper center", ncols=len(errors))
    return figure


def pictures(images, *, labels, columns=4, size=1.85):
    """Draw grey ``images`` (n, ny, nx), from black at 0 to white at 1, first row on top, ``labels`` below."""
    rows = -(-len(images) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(size * columns, (size + 0.25) * rows), squeeze=False)
    for ax, image, label in zip(axes.flat, images, labels, strict=True):
        ax.imshow(image, cmap="gray", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[], xlabel=label)
        ax.spines[:].set_visible(False)
    return figure


def lines(curves, *, xlabel, ylabel, dots=None, spans=(), log=False, zero=False, legend_columns=3):
    """Draw ``curves`` {label: (x, y)} as lines and ``dots`` {label: (x, y)} as marks on one pair of axes.

    ``spans`` [(low, high, label)] shades stretches of the x axis; ``zero`` draws the line y = 0.
    """
    figure, ax = plt.subplots(figsize=(7, 3.6))
    for low, high, label in spans:
        ax.axvspan(low, high, color=BLUE, alpha=0.12, linewidth=0)
        ax.text((low + high) / 2, 0.97, label, transform=ax.get_xaxis_transform(), ha="center", va="top")
    if zero:
        ax.axhline(0, color="#999999", linewidth=1)
    for (label, (x, y)), style in zip(curves.items(), ("-", "--", "-.", ":")):
        ax.plot(x, y, style, label=label)
    for (label, (x, y)), marker in zip((dots or {}).items(), "os^D"):
        ax.plot(x, y, marker, label=label, markersize=6, markeredgecolor="white")
    ax.margins(y=0.15 if spans else 0.05)  # room for the labels of the spans
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    figure.legend(loc="outside upper center", ncols=legend_columns)
    return figure


KIND_COLOURS = {
    "none": "#ffffff",
    "stable": "#d9d9d9",
    "turing": "#0072b2",
    "turing-hopf": "#009e73",
    "hopf": "#e69f00",
    "unstable": "#d55e00",
}
"""Colours of the Turing map, one for each verdict of ``turing.analyze``; white is "no such state"."""


def turing_map(space, *, contours=(), curve=None, marks=None):
    """Draw a ``TuringSpace``: verdicts in colour, ``contours`` of its critical ratio, a ``curve`` (x, y).

    ``marks`` {label: (x, y)} names single points.
    """
    names = [name for name in KIND_COLOURS if name in space.kind]
    codes = np.array([[names.index(kind) for kind in row] for row in space.kind])
    figure, ax = plt.subplots(figsize=(7, 4.2))
    colours = ListedColormap([KIND_COLOURS[name] for name in names])
    ax.pcolormesh(space.x, space.y, codes, cmap=colours, vmin=-0.5, vmax=len(names) - 0.5, rasterized=True)
    if len(contours):
        ratio = ax.contour(space.x, space.y, space.critical_ratio, contours, colors="white", linewidths=1.5)
        ax.clabel(ratio, fmt="%g", fontsize=10)
    if curve is not None:
        ax.plot(*curve, color=INK, linewidth=1.5)
    for label, (x, y) in (marks or {}).items():
        ax.plot(x, y, "o", color="white", markeredgecolor=INK, markersize=7)
        text = ax.annotate(
            label, (x, y), (7, 0), textcoords="offset points", va="center_baseline", fontsize=12
        )
        text.set_path_effects([withStroke(linewidth=3, foreground="white")])
    ax.set(xlabel=space.x_name, ylabel=space.y_name, xlim=space.x[[0, -1]], ylim=space.y[[0, -1]])
    shown = {"none": "no such state"}
    for name in names:
        ax.plot(
            [], [], "s", color=KIND_COLOURS[name], markeredgecolor="#999999", markersize=10,
            label=shown.get(name, name),
        )  # fmt: skip
    figure.legend(loc="outside lower center", ncols=len(names))
    return figure


def patterns_and_spectra(planes, spectra, *, bands, predicted, labels):
    """Draw each pattern, scaled to itself, above its spectrum (k, power): band shaded, prediction dashed."""
    figure, axes = plt.subplots(2, len(planes), figsize=(2.9 * len(planes), 4.6), height_ratios=(1.5, 1))
    for (top, bottom), plane, (k, power), band, peak, label in zip(
        axes.T, planes, spectra, bands, predicted, labels
    ):
        top.imshow(plane, origin="lower")
        top.set(xticks=[], yticks=[], xlabel=label)
        top.spines[:].set_visible(False)
        bottom.axvspan(*band, color=BLUE, alpha=0.12, linewidth=0)
        bottom.axvline(peak, color=ORANGE, linestyle="dashed", label="predicted k*")
        bottom.plot(k, power / power.max(), color=BLUE, label="measured power")
        bottom.set(xlim=(0, 2.5 * band[1]), ylim=(0, 1.08), yticks=[], xlabel="wavenumber k")
    figure.legend(*axes[1, 0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return figure


def cuts(x, panels, *, labels):
    """Draw cuts through patterns side by side: ``panels`` of {name: values}, each over its own entry of ``x``."""
    figure, axes = plt.subplots(1, len(panels), figsize=(3.9 * len(panels), 2.9), squeeze=False, sharey=True)
    for ax, panel, place, label in zip(axes.flat, panels, x, labels):
        ax.axhline(0, color="#999999", linewidth=1)
        for (name, values), style in zip(panel.items(), ("-", "--")):
            ax.plot(place, values, style, label=name)
        ax.set(xlabel=f"x\n{label}")
    axes[0, 0].set(ylabel="deviation / its maximum")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return figure
