"""A film in the static page, without a script."""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np

from pdecourse.plots.style import FIELD_MAP

FILM = """<figure class="pde-film">
<style>
.pde-film {{ margin:0 auto; padding:.5rem; max-width:{width}px; text-align:left; }}
.pde-film .{name} {{ width:100%; aspect-ratio:1; background:url({sheet}) 0 0/100% {count}00%;
  animation:{name} {seconds}s steps({jumps},jump-none) {delay}s infinite paused; }}
.pde-film input:checked ~ .{name} {{ animation-play-state:running; }}
.pde-film input {{ width:1.4rem; height:1.4rem; margin:.6rem .5rem .6rem 0; vertical-align:middle; }}
.pde-film label {{ display:inline-block; padding:.6rem 1rem .6rem 0; vertical-align:middle; cursor:pointer; }}
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
