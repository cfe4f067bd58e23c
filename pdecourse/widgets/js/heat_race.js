// heat_race.js: three schemes on one insulated rod with the same large step, against the exact solution. Chapter 1.

const END = 120; // by then the rod is nearly even
const LOST = 1e9; // an explosion is followed no further

/** Four hot cells in the middle. */
export const strip = (n) => Float64Array.from({ length: n }, (_, i) => (Math.abs(i - (n - 1) / 2) < 2 ? 1 : 0));

/** u + s ∇²u on a rod with insulated ends. */
export function explicitStep(u, s) {
  return u.map((c, i) => c + s * (-2 * c + ((u[i - 1] ?? c) + (u[i + 1] ?? c))));
}

/** The solution y of (1 − s ∇²) y = u: three diagonals, eliminated downwards and solved upwards. */
export function implicitStep(u, s) {
  const n = u.length;
  const upper = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const diagonal = 1 + (i === 0 || i === n - 1 ? s : 2 * s);
    const pivot = i ? diagonal + s * upper[i - 1] : diagonal;
    upper[i] = -s / pivot;
    y[i] = (u[i] + (i ? s * y[i - 1] : 0)) / pivot;
  }
  for (let i = n - 2; i >= 0; i--) y[i] -= upper[i] * y[i + 1];
  return y;
}

export const SCHEMES = {
  explicit: { name: "Explicit Euler", step: explicitStep, factor: (z) => 1 + z },
  implicit: { name: "Implicit Euler", step: implicitStep, factor: (z) => 1 / (1 - z) },
  crank_nicolson: {
    name: "Crank–Nicolson",
    step: (u, s) => implicitStep(explicitStep(u, s / 2), s / 2),
    factor: (z) => (1 + z / 2) / (1 - z / 2),
  },
};

/** t → exp(t ∇²) u: each cosine of the rod decays at its own rate. */
export function exactFlow(u) {
  const n = u.length;
  const wave = (k, i) => Math.cos((Math.PI * k * (i + 0.5)) / n);
  const modes = Array.from({ length: n }, (_, k) => ({
    rate: 4 * Math.sin((Math.PI * k) / (2 * n)) ** 2,
    size: (u.reduce((sum, value, i) => sum + value * wave(k, i), 0) * (k ? 2 : 1)) / n,
  }));
  return (t) => Float64Array.from(u, (_, i) => modes.reduce((sum, { rate, size }, k) => sum + size * Math.exp(-rate * t) * wave(k, i), 0));
}

const largest = (values) => values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);

/** A slider for r whose steps are even on a logarithmic scale; r keeps two digits. */
function logarithmicSlider(ui, { min, max }) {
  const input = make("input", { type: "range", min: Math.log10(min), max: Math.log10(max), step: 0.01, "data-control": "r" });
  const value = make("span", { class: "live-value", "aria-hidden": "true" });
  ui.side.append(make("label", { class: "live-row" }, make("span", {}, "r = α Δt/Δx²"), input, value));
  ui.listen(input, "input", () => ui.set({ r: Number((10 ** Number(input.value)).toPrecision(2)) }));
  ui.watch(["r"], () => {
    input.value = Math.log10(ui.get("r"));
    value.textContent = short(ui.get("r"));
    input.setAttribute("aria-valuetext", `r: ${short(ui.get("r"))}`);
  });
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Three schemes, one step",
    help:
      "All three rods take the same step and wait for one another; the pale curve is the exact solution on the same cells. " +
      "“Miss” is the largest error as a share of the exact peak, “zigzag” the factor per step of the finest wave.",
  });
  const n = ui.get("size");
  const finest = -4 * Math.cos(Math.PI / (2 * n)) ** 2;
  const cells = Array.from({ length: n }, (_, i) => i);
  let rods, exact, truth, credit;

  const panels = make("div", { class: "live-panels" });
  wideStage(ui).append(panels);
  const views = Object.entries(SCHEMES).map(([key, { name }]) => {
    const miss = make("span", {});
    const panel = make("div", { class: "live-panel" }, make("header", {}, make("strong", {}, name), miss));
    panels.append(panel);
    const axis = { x: { label: "cell", min: 0, max: n - 1, ticks: [0, 16, 32, 48].filter((tick) => tick < n) }, y: { label: "temperature", min: -0.4, max: 1.1, ticks: [0, 0.5, 1] } };
    const plot = placed(axes(ui, { label: "", ...axis, width: 240, height: 220 }), panel);
    plot.curve([[0, 0], [n - 1, 0]], { class: "live-limit" });
    const behind = trace(plot, "live-truth");
    return { key, name, miss, plot, behind, line: trace(plot) };
  });

  logarithmicSlider(ui, { min: 0.1, max: 10 });
  const numbers = facts(ui, ["explicit limit, one dimension", "zigzag × per step: explicit", "zigzag × per step: implicit", "zigzag × per step: Crank–Nicolson", "time t"]);

  const life = timeline(ui, {
    slice: 1,
    ended: () => `The race ends at t = ${END}. Press Restart for another.`,
    load() {
      credit = 0;
      rods = Object.fromEntries(Object.keys(SCHEMES).map((key) => [key, strip(n)]));
      exact = exactFlow(strip(n));
      truth = strip(n);
    },
    step(count) {
      if (life.steps() * ui.get("r") >= END) return 0;
      for (const [key, { step }] of Object.entries(SCHEMES)) {
        for (let i = 0; i < count && largest(rods[key]) < LOST; i++) rods[key] = step(rods[key], ui.get("r"));
      }
      return count;
    },
    show() {
      const t = life.steps() * ui.get("r");
      truth = exact(t);
      numbers({ "time t": `${short(t)} (of ${END})` });
      for (const { key, name, miss, plot, behind, line } of views) {
        const rod = rods[key];
        const lost = largest(rod) >= LOST;
        const error = (100 * largest(rod.map((value, i) => value - truth[i]))) / largest(truth);
        miss.textContent = lost ? "exploded" : `miss ${error < 0.1 ? error.toFixed(2) : error < 10 ? error.toFixed(1) : short(Math.round(error), 5)} %`;
        behind(cells.map((i) => [i, truth[i]]));
        line(cells.map((i) => [i, rod[i]]));
        plot.svg.setAttribute("aria-label", `${name} at t ${short(t)}: ${miss.textContent}`);
      }
    },
    perFrame() {
      credit += ui.get("speed");
      const count = Math.floor(credit / ui.get("r"));
      credit -= count * ui.get("r");
      return count;
    },
  });

  life.start({ r: numberFrom(0.1, 10) });
  ui.watch(["r"], () => {
    const z = finest * ui.get("r");
    const factors = Object.values(SCHEMES).map(({ factor }) => factor(z));
    numbers({ "explicit limit, one dimension": `r = ½${ui.get("r") > 0.5 ? ", exceeded" : ""}` });
    ["explicit", "implicit", "Crank–Nicolson"].forEach((name, i) => numbers({ [`zigzag × per step: ${name}`]: fixed(factors[i], 3) }));
    life.restart();
  });
  Object.assign(ui, { rods: () => rods, exact: (t) => [...exact(t)] });
  return () => ui.dispose();
}

export default { render };
