// javascript.js: the same field in plain JavaScript, for machines without a graphics card.

function scriptField({ canvas, size, reaction, boundary, palette, range, shown }) {
  const cells = size * size;
  let [u, v, nextU, nextV] = [0, 1, 2, 3].map(() => new Float32Array(cells));
  const periodic = boundary === "periodic";
  const before = (i) => (i > 0 ? i - 1 : periodic ? size - 1 : 0);
  const after = (i) => (i < size - 1 ? i + 1 : periodic ? 0 : size - 1);
  const context = canvas.getContext("2d");
  const image = context.createImageData(size, size);
  const pixels = new Uint32Array(image.data.buffer);
  const stops = palette.map(rgb);
  const colours = Uint32Array.from({ length: 256 }, (_, i) => {
    const place = (i / 255) * (stops.length - 1);
    const stop = Math.min(Math.floor(place), stops.length - 2);
    const [r, g, b] = [0, 1, 2].map((c) => Math.round(stops[stop][c] + (place - stop) * (stops[stop + 1][c] - stops[stop][c])));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
  return {
    kind: "javascript",
    step(count, values) {
      const { rates } = reaction;
      const { dt } = values;
      const Du = values.Du / values.spacing ** 2;
      const Dv = values.Dv / values.spacing ** 2;
      for (let n = 0; n < count; n++) {
        for (let y = 0; y < size; y++) {
          const row = y * size;
          const south = before(y) * size;
          const north = after(y) * size;
          for (let x = 0; x < size; x++) {
            const i = row + x;
            const west = row + before(x);
            const east = row + after(x);
            const a = u[i];
            const b = v[i];
            const rate = rates(a, b, values);
            nextU[i] = a + dt * (Du * (u[east] + u[west] + u[north + x] + u[south + x] - 4 * a) + rate[0]);
            nextV[i] = b + dt * (Dv * (v[east] + v[west] + v[north + x] + v[south + x] - 4 * b) + rate[1]);
          }
        }
        [u, v, nextU, nextV] = [nextU, nextV, u, v];
      }
    },
    paint({ x, y, radius, ink, covers }) {
      for (let row = Math.floor(y - radius); row <= y + radius; row++) {
        for (let column = Math.floor(x - radius); column <= x + radius; column++) {
          const inside = periodic || (row >= 0 && row < size && column >= 0 && column < size);
          if (!inside || (row + 0.5 - y) ** 2 + (column + 0.5 - x) ** 2 >= radius ** 2) continue;
          const i = ((row + size) % size) * size + ((column + size) % size);
          if (covers[0]) u[i] = ink[0];
          if (covers[1]) v[i] = ink[1];
        }
      }
    },
    draw() {
      const values = shown === 0 ? u : v;
      const scale = 255 / (range[1] - range[0]);
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          pixels[(size - 1 - y) * size + x] = colours[Math.round(clamp((values[y * size + x] - range[0]) * scale, 0, 255))];
        }
      }
      context.putImageData(image, 0, 0);
    },
    read() {
      const state = new Float32Array(2 * cells);
      state.set(u);
      state.set(v, cells);
      return state;
    },
    load(state) {
      u.set(state.subarray(0, cells));
      v.set(state.subarray(cells));
    },
    dispose() {},
  };
}
