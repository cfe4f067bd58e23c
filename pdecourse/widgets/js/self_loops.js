// self_loops.js: the weight of self-loops moves the eigenvalues of propagation. Chapter 5.

const STEPS = 24;
const WEIGHTS = Array.from({ length: 41 }, (_, i) => i / 20);
const GRAPHS = {
  ring: ["ring", "12 nodes, bipartite: shapes show the two sides"],
  grid: ["grid", "3 rows of 5 nodes, bipartite: shapes show the two sides"],
  karate: ["karate club", "not bipartite: it has triangles; shapes show the two clubs"],
};

/** (D + wI)^(−½) (A + wI) (D + wI)^(−½). */
export const propagation = ({ positions, edges }, weight) => normalizedOf(adjacencyOf(positions.length, edges, weight));

/** The eigenvalues of the propagation, increasing. */
export const eigenvaluesOf = (picture, weight) => eigenSymmetric(propagation(picture, weight)).values;

/** The values of all nodes after 0, 1, … steps, from the lowest mode without loops, its largest entry 1. */
export function runOf(picture, weight, steps = STEPS) {
  const matrix = propagation(picture, weight);
  const lowest = eigenSymmetric(propagation(picture, 0)).vectors[0];
  const most = Math.max(...lowest);
  const run = [lowest.map((value) => value / most)];
  for (let step = 0; step < steps; step++) run.push(times(matrix, run[step]));
  return run;
}

/** What happens to the lowest mode. */
export function fateOf(lowest) {
  if (lowest < -1 + 1e-9) return "flips for ever";
  if (lowest < -1e-9) return "flips and dies";
  return "dies without a flip";
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Self-loops",
    help:
      "Raise the weight of the self-loops with the first slider and go from step to step with the second. The strip has a row per node and " +
      "a column per step. Thick curves are the lowest and the second eigenvalue: the slower of the two sets the pace of mixing.",
  });
  const pictures = ui.get("pictures");
  const picture = () => pictures[ui.get("graph")];
  const name = () => GRAPHS[ui.get("graph")][0];
  const step = () => Math.round(ui.get("step"));
  const colour = colourScale(ui.get("palette"), [-1, 1]);
  let run, cells;

  const view = graphView(ui, { ...picture(), range: [-1, 1], height: 220 });
  ui.colourBar({ label: "value of a node", palette: ui.get("palette"), range: [-1, 1] });
  const below = ui.stage.appendChild(make("div"));
  ui.choice({ name: "graph", label: "Graph", options: GRAPHS });
  ui.slider({ name: "weight", label: "loop weight w", min: 0, max: 2, step: 0.05, digits: 2 });
  ui.slider({ name: "step", label: "step", min: 0, max: STEPS, step: 1, digits: 0 });
  const beside = ui.side.appendChild(make("div"));
  const numbers = facts(ui, ["lowest μ", "second μ", "slower of the two", "lowest mode"]);
  let strip, plot, dots;

  function changeGraph() {
    const n = picture().positions.length;
    view.redraw(picture());
    below.replaceChildren();
    beside.replaceChildren();
    strip = placed(axes(ui, { label: "", x: { label: "step", min: -0.5, max: STEPS + 0.5, ticks: [0, 6, 12, 18, 24] }, y: { label: "node", min: n - 0.5, max: -0.5, ticks: [0, n - 1] }, width: 400, height: 190 }), below);
    const [width, height] = [strip.X(1) - strip.X(0), strip.Y(1) - strip.Y(0)];
    cells = Array.from({ length: STEPS + 1 }, (_, k) =>
      Array.from({ length: n }, (_, i) => strip.add("rect", { x: strip.X(k - 0.5), y: strip.Y(i - 0.5), width, height, "shape-rendering": "crispEdges" })),
    );
    const frame = { class: "live-frame", y: strip.Y(-0.5), width, height: n * height };
    strip.frame = strip.add("rect", frame);
    plot = placed(axes(ui, { label: "", x: { label: "loop weight w", min: 0, max: 2, ticks: [0, 0.5, 1, 1.5, 2] }, y: { label: "eigenvalues μ", min: -1.08, max: 1.08, ticks: [-1, -0.5, 0, 0.5, 1] }, height: 250 }), beside);
    plot.curve([[0, 0], [2, 0]], { class: "live-limit" });
    const found = WEIGHTS.map((weight) => eigenvaluesOf(picture(), weight));
    const kind = (k) => (k === 0 || k === n - 2 ? "" : "live-thin");
    for (let k = 0; k < n; k++) plot.curve(found.map((values, i) => [WEIGHTS[i], values[k]]), { class: `live-curve ${kind(k)}` });
    plot.now = plot.add("path", { class: "live-limit" });
    dots = Array.from({ length: n }, (_, k) => plot.add("circle", kind(k) ? { class: "live-ring", r: 3 } : { class: "live-handle live-fixed", r: 5.5 }));
    changeWeight();
  }

  function changeWeight() {
    const weight = ui.get("weight");
    const values = eigenvaluesOf(picture(), weight);
    const n = values.length;
    run = runOf(picture(), weight);
    run.forEach((row, k) => row.forEach((value, i) => (cells[k][i].style.fill = colour(value))));
    dots.forEach((dot, k) => (dot.setAttribute("cx", plot.X(weight)), dot.setAttribute("cy", plot.Y(values[k]))));
    plot.now.setAttribute("d", `M ${plot.X(weight)} ${plot.Y(-1.08)} V ${plot.Y(1.08)}`);
    const [low, second] = [values[0], values[n - 2]];
    numbers({
      "lowest μ": fixed(low, 4),
      "second μ": fixed(second, 4),
      "slower of the two": Math.abs(low) > second + 1e-9 ? "the lowest" : "the second",
      "lowest mode": `${fateOf(low)}, × ${fixed(Math.abs(low) < 5e-4 ? 0 : low, 3)}`,
    });
    plot.svg.setAttribute("aria-label", `Eigenvalues of the ${name()} against the weight; at ${weight.toFixed(2)} lowest ${fixed(low, 3)}, second ${fixed(second, 3)}`);
    strip.svg.setAttribute("aria-label", `Values of all nodes for ${STEPS} steps at weight ${weight.toFixed(2)}: the lowest mode ${fateOf(low)}`);
    show();
  }

  function show() {
    view.paint([...run[step()]]);
    strip.frame.setAttribute("x", strip.X(step() - 0.5));
    const largest = run[step()].reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    view.svg.setAttribute("aria-label", `The ${name()} at step ${step()}: node 0 has ${fixed(run[step()][0], 2)}, the largest modulus is ${largest.toFixed(2)}`);
  }

  changeGraph();
  ui.watch(["graph"], changeGraph);
  ui.watch(["weight"], changeWeight);
  ui.watch(["step"], show);
  ui.share({ graph: oneOf(Object.keys(GRAPHS)), weight: numberFrom(0, 2), step: numberFrom(0, STEPS) }, () => {});
  Object.assign(ui, { read: () => run.map((row) => [...row]) });
  return () => ui.dispose();
}

export default { render };
