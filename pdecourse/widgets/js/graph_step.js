// graph_step.js: explicit Euler on a graph; raise τ through the graph's own limit. Chapter 6.

const WINDOW = 60; // steps in the plot over time
const HELD = 1e3; // beyond this deviation the run waits
const TAU = { min: 0.05, max: 1.6 };
const GRAPHS = {
  karate: ["karate club", "A is the random walk D⁻¹A; shapes show the two clubs"],
  loops: ["club, attending to itself", "A is D̃⁻¹(A + I): every member hears itself as well"],
  grid: ["grid", "bipartite, shapes show the two sides: the lowest μ is exactly −1"],
};

/** What the figure needs of a graph: rows of A, its modes, the largest τ that takes means, the largest at which nothing grows. */
export function walkOf({ positions, edges, loops }) {
  const weights = adjacencyOf(positions.length, edges, loops);
  const matrix = normalizedOf(weights, "random_walk");
  const modes = walkModes(weights);
  const least = Math.min(...matrix.map((row, i) => row[i]));
  return { matrix, modes, means: 1 / (1 - least), limit: 2 / (1 - modes.values[0]) };
}

/** (1 − τ) x + τ A x. */
export const eulerStep = (matrix, x, tau) => times(matrix, x).map((mean, i) => x[i] + tau * (mean - x[i]));

/** What the lowest mode does, which explicit Euler multiplies by `factor` in every step. */
export function fateOf(factor) {
  if (factor < -1 - 1e-9) return "flips and grows";
  if (factor < -1 + 1e-9) return "flips for ever";
  return factor < -1e-9 ? "flips and dies" : "dies without a flip";
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Explicit Euler on a graph",
    help:
      "Raise τ with the slider; the arrow keys move it by 0.01. A mark below it is the graph’s own limit. Each line in the plot of factors is " +
      "one mode; thick ones are the lowest and the slowest. “Share” is the lowest mode’s part of the squared deviation.",
  });
  const pictures = ui.get("pictures");
  const picture = () => pictures[ui.get("graph")];
  let walk = walkOf(picture());
  let [x, history, last] = [Float64Array.from(picture().first), [], 0];

  const view = graphView(ui, { ...picture(), range: [-1, 1], height: 240 });
  ui.colourBar({ label: "value of a node", palette: ui.get("palette"), range: [-1, 1] });
  const T = { label: "step", min: 0, max: WINDOW, ticks: [0, 20, 40, 60] };
  const log = placed(axes(ui, { label: "", x: T, y: { label: "log₁₀ deviation", min: -5, max: 3, ticks: [-4, -2, 0, 2] }, width: 400, height: 180 }), ui.stage);
  log.curve([[0, 0], [WINDOW, 0]], { class: "live-limit" });
  const line = trace(log);
  ui.choice({ name: "graph", label: "Graph", options: GRAPHS });
  const mark = sliderMarks(ui.slider({ name: "tau", label: "step τ", ...TAU, step: 0.01, digits: 2 }));
  const beside = ui.side.appendChild(make("div"));
  const numbers = facts(ui, ["lowest μ", "limit 2/(1 − μ)", "takes means up to", "lowest mode", "slowest mode", "share of the lowest"]);
  let plot, dots;

  const factors = () => walk.modes.values.slice(0, -1).map((mu) => 1 - ui.get("tau") * (1 - mu));
  const deviation = () => deviationOf(walk.modes, x);
  const held = () => deviation() > HELD;

  /** The lowest mode's part of the squared deviation. */
  function lowestShare() {
    const squares = partsOf(walk.modes, x).slice(0, -1).map((part) => part * part);
    return squares[0] / (squares.reduce((sum, square) => sum + square, 0) || 1);
  }

  const life = timeline(ui, {
    load() {
      x = Float64Array.from(picture().first);
      history = [[0, deviation()]];
    },
    step(count) {
      for (let i = 0; i < count; i++) {
        if (held() && 1 - ui.get("tau") * (1 - walk.modes.values[0]) < -1) {
          ui.say(`The deviation is beyond ${HELD}: held here. Lower τ, or restart.`);
          return i;
        }
        x = eulerStep(walk.matrix, x, ui.get("tau"));
        history.push([history.at(-1)[0] + 1, deviation()]);
      }
      return count;
    },
    show() {
      view.paint(x);
      history = history.slice(-WINDOW - 1);
      const first = Math.max(0, history.at(-1)[0] - WINDOW);
      line(history.map(([step, size]) => [step - first, Math.log10(Math.max(size, 1e-12))]));
      const now = short(deviation());
      numbers({ "share of the lowest": `${(100 * lowestShare()).toFixed(0)} %` });
      log.svg.setAttribute("aria-label", `Deviation from the mean against steps, on a logarithmic axis; now ${now}`);
      view.svg.setAttribute("aria-label", `The ${GRAPHS[ui.get("graph")][0]} after ${life.steps()} steps: node 0 has ${short(x[0])}, the deviation is ${now}`);
    },
    // A few steps a second: faster flips would flash.
    perFrame() {
      const now = performance.now();
      if (now - last < 1000 / ui.get("speed")) return 0;
      last = now;
      return 1;
    },
  });

  function changeGraph() {
    walk = walkOf(picture());
    view.redraw(picture());
    beside.replaceChildren();
    const X = { label: "τ", min: 0, max: TAU.max, ticks: [0, 0.5, 1, 1.5] };
    plot = placed(axes(ui, { label: "", x: X, y: { label: "factor per step", min: -2, max: 1, ticks: [-2, -1, 0, 1] }, height: 220 }), beside);
    plot.add("rect", { class: "live-region", x: plot.X(0), y: plot.Y(1), width: plot.X(TAU.max) - plot.X(0), height: plot.Y(-1) - plot.Y(1) });
    const values = walk.modes.values.slice(0, -1);
    const kind = (k) => (k === 0 || k === values.length - 1 ? "" : "live-thin");
    values.forEach((mu, k) => trace(plot, kind(k))([[0, 1], [TAU.max, 1 - TAU.max * (1 - mu)]]));
    plot.curve([[walk.limit, -2], [walk.limit, 1]], { class: "live-limit" });
    plot.add("text", { class: "live-note", x: plot.X(0.04), y: plot.Y(-1.85) }, "shaded: nothing grows");
    plot.add("text", { class: "live-note", x: plot.X(walk.limit) + 4, y: plot.Y(-1.9) }, "limit");
    const add = clipped(plot);
    dots = values.map((_, k) => add("circle", kind(k) ? { class: "live-ring", r: 3 } : { class: "live-handle live-fixed", r: 5.5 }));
    mark([[walk.limit, `limit ${walk.limit.toFixed(3)}`]]);
    numbers({ "lowest μ": fixed(walk.modes.values[0], 4), "limit 2/(1 − μ)": walk.limit.toFixed(4), "takes means up to": walk.means.toFixed(4) });
    changeStep();
  }

  function changeStep() {
    const tau = ui.get("tau");
    const found = factors();
    dots.forEach((dot, k) => (dot.setAttribute("cx", plot.X(tau)), dot.setAttribute("cy", plot.Y(found[k]))));
    const fate = fateOf(found[0]);
    numbers({ "lowest mode": `× ${fixed(found[0], 3)}: ${fate}`, "slowest mode": `× ${fixed(found.at(-1), 3)}` });
    plot.svg.setAttribute("aria-label", `Factor of every mode per step against τ; at τ ${tau.toFixed(2)} the lowest is ${fixed(found[0], 2)} and ${fate}`);
  }

  changeGraph();
  ui.watch(["tau"], changeStep);
  let shown = ui.get("graph");
  ui.watch(["graph"], () => {
    if (ui.get("graph") === shown) return;
    shown = ui.get("graph");
    changeGraph();
    life.restart();
  });
  life.start({ graph: oneOf(Object.keys(GRAPHS)), tau: numberFrom(TAU.min, TAU.max) }, () => {
    for (const count of [1, 10]) ui.button(count === 1 ? "One step" : "Ten steps", () => (ui.set({ running: false }), life.advance(count), life.draw(), ui.set({ steps: life.steps() })));
  });
  Object.assign(ui, { read: () => [...x], load: (values) => void (x = Float64Array.from(values)) });
  return () => ui.dispose();
}

export default { render };
