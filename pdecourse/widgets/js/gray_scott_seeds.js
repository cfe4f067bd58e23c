// gray_scott_seeds.js: the first state of Gray–Scott figures. Needs basics.js and panel.js.

/** The trivial state (1, 0) with square seeds of (1/2, 1/4), well spread by a low-discrepancy sequence; a ripple breaks their symmetry. */
export function initial(ui) {
  const [n, side] = [ui.get("size"), ui.get("seed_side")];
  const state = new Float32Array(2 * n * n).fill(1, 0, n * n);
  const count = Math.max(1, Math.floor((n * n) / 5500));
  for (let seed = ui.get("seed") * count; seed < (ui.get("seed") + 1) * count; seed++) {
    const [left, bottom] = [0.7548776662466927, 0.5698402909980532].map((a) => Math.floor(((0.5 + a * seed) % 1) * n));
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const i = ((bottom + y) % n) * n + ((left + x) % n);
        const ripple = (((31 * x + 17 * y + 7 * x * y + 11 * seed) % 23) - 11) / 1100;
        state[i] = 0.5 + ripple;
        state[n * n + i] = 0.25 + ripple;
      }
    }
  }
  return state;
}
