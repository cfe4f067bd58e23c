// plate.js: heat on a square plate: one explicit Euler step, and a picture of the plate in the book's colours.

/** next = u + r (east + west + north + south − 4 u), one number per cell, row 0 at the bottom; outside a "dirichlet" edge it is 0. */
export function heatStep(u, next, n, r, boundary) {
  const periodic = boundary === "periodic";
  const outside = (own) => (boundary === "dirichlet" ? 0 : own);
  for (let y = 0; y < n; y++) {
    const row = y * n;
    const north = (y < n - 1 ? y + 1 : 0) * n;
    const south = (y > 0 ? y - 1 : n - 1) * n;
    for (let x = 0; x < n; x++) {
      const c = u[row + x];
      const up = y < n - 1 || periodic ? u[north + x] : outside(c);
      const down = y > 0 || periodic ? u[south + x] : outside(c);
      const right = x < n - 1 ? u[row + x + 1] : periodic ? u[row] : outside(c);
      const left = x > 0 ? u[row + x - 1] : periodic ? u[row + n - 1] : outside(c);
      next[row + x] = c + r * (-4 * c + (down + up) + (left + right)); // summed in NumPy's order: same rounding
    }
  }
}

/** The stops of `palette` spread over 256 colours, as the pixels of an image. */
function pixelColours(palette) {
  const stops = palette.map((hex) => [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16)));
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const place = (i / 255) * (stops.length - 1);
    const stop = Math.min(Math.floor(place), stops.length - 2);
    const [r, g, b] = [0, 1, 2].map((c) => Math.round(stops[stop][c] + (place - stop) * (stops[stop + 1][c] - stops[stop][c])));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
}

/** A picture of n × n values with its colour bar → { canvas, frame, draw(values) }. */
function plate(ui, { n, label, range, attributes }) {
  const canvas = make("canvas", { width: n, height: n, class: "live-cells", ...attributes });
  const frame = make("div", { class: "live-field" }, canvas);
  ui.stage.append(frame);
  ui.colourBar({ label, palette: ui.get("palette"), range });
  const colours = pixelColours(ui.get("palette"));
  const context = canvas.getContext("2d");
  const image = context.createImageData(n, n);
  const pixels = new Uint32Array(image.data.buffer);
  const scale = 255 / (range[1] - range[0]);
  const draw = (values) => {
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        pixels[(n - 1 - y) * n + x] = colours[Math.round(clamp((values[y * n + x] - range[0]) * scale, 0, 255))];
      }
    }
    context.putImageData(image, 0, 0);
  };
  return { canvas, frame, draw };
}
