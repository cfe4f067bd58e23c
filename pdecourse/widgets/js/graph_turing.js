// graph_turing.js: an activator and its substrate on a graph; a pattern begins at an eigenvalue of the graph. Chapter 8.

const END = 400;
const MOST = 40; // the largest d
const GRAPHS = {
  karate: ["karate club", "34 members, shapes show the two clubs"],
  ring: ["ring", "16 nodes"],
  grid: ["grid", "4 × 7 nodes"],
  hubs: ["hubs", "30 nodes, each newcomer joined two popular ones"],
};

/** { lambdas, vectors }: increasing eigenvalues of L = D − A and its orthonormal eigenvectors. */
export function modesOf({ positions, edges }) {
  const { values, vectors } = eigenSymmetric(laplacianOf(positions.length, edges));
  return { lambdas: values.map((value) => Math.max(0, value)), vectors };
}

/** The ratio d beyond which the mode with q = ελ grows; Infinity if it never does: det(J − q diag(1, d)) = 0. */
export function onsetOf(q, { fu, fv, gu, gv } = JACOBIAN) {
  return q > 1e-9 && q < fu ? (fu * gv - fv * gu - q * gv) / (q * (fu - q)) : Infinity;
}

/** (I + dt · rate · L)⁻¹ as rows. */
export function implicitMatrix({ lambdas, vectors }, rate, dt) {
  const factors = lambdas.map((lambda) => 1 / (1 + dt * rate * lambda));
  const entry = (i, j) => vectors.reduce((sum, vector, k) => sum + factors[k] * vector[i] * vector[j], 0);
  return lambdas.map((_, i) => Float64Array.from(lambdas, (_, j) => entry(i, j)));
}

/** One IMEX Euler step of [u, v]: the reaction explicitly, then diffusion implicitly by two matrices. */
export function imexStep([u, v], [forU, forV], dt) {
  const { a, b } = FEED;
  const made = u.map((value, i) => value * value * v[i]);
  return [times(forU, u.map((value, i) => value + dt * (a - value + made[i]))), times(forV, v.map((value, i) => value + dt * (b - made[i])))];
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Turing’s instability on a graph",
    help:
      "Raise d with the slider, or drag up and down in the lower plot, until the line passes the first dot. Each change starts again from noise of 1 %. " +
      "Dots are the graph’s own eigenvalues; a filled one grows. The coupling ε moves them all.",
  });
  const pictures = ui.get("pictures");
  const picture = () => pictures[ui.get("graph")];
  const all = {}; // modes by graph, computed when first shown
  const modes = () => (all[ui.get("graph")] ??= modesOf(picture()));
  const scaled = () => modes().lambdas.map((lambda) => ui.get("coupling") * lambda);
  const rates = () => scaled().map((q) => growthRate(Math.sqrt(q), ui.get("d")));
  let [state, history, matrices] = [[], [], []];

  const view = graphView(ui, { ...picture(), range: [0, 3], height: 250 });
  ui.colourBar({ label: "activator u", palette: ui.get("palette"), range: [0, 3] });
  const T = { label: "time", min: 0, max: END, ticks: [0, 100, 200, 300, 400] };
  const log = placed(axes(ui, { label: "", x: T, y: { label: "log₁₀ largest |u − u₀|", min: -6, max: 1, ticks: [-6, -4, -2, 0] }, width: 400, height: 170 }), ui.stage);
  const predicted = trace(log, "live-second");
  const amplitude = trace(log);
  log.add("text", { class: "live-note", x: log.X(END) - 6, y: log.Y(-5.6), "text-anchor": "end" }, "dashed: slope of the fastest mode");

  ui.choice({ name: "graph", label: "Graph", options: GRAPHS });
  const mark = sliderMarks(ui.slider({ name: "d", label: "d = Dᵥ/Dᵤ", min: 1, max: MOST, step: 0.1, digits: 1 }));
  ui.slider({ name: "coupling", label: "coupling ε", min: 0.1, max: 2, step: 0.05, digits: 2 });
  const Q = { label: "", min: 0, max: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
  const waves = Array.from({ length: 201 }, (_, i) => i / 200);
  const plot = axes(ui, { label: "", x: Q, y: { label: "rate σ", min: -0.6, max: 0.3, ticks: [-0.6, -0.3, 0, 0.3] }, height: 165 });
  plot.curve([[0, 0], [1, 0]], { class: "live-limit" });
  const curve = trace(plot);
  const plane = axes(ui, { label: "", x: { ...Q, label: "ελ, the graph’s k²" }, y: { label: "grows beyond d", min: 0, max: MOST, ticks: [0, 10, 20, 30, 40] }, height: 200 });
  const border = waves.filter((q) => onsetOf(q) <= MOST).map((q) => [q, onsetOf(q)]);
  plane.add("polygon", { class: "live-region", points: border.map(([q, d]) => `${plane.X(q)},${plane.Y(d)}`).join(" ") });
  trace(plane)(border);
  const level = plane.curve([], { class: "live-limit" });
  const [onCurve, onBorder] = [clipped(plot), clipped(plane)];
  plane.svg.classList.add("live-pad");
  const follow = (event) => ui.set({ d: clamp(Number(plane.values(event)[1].toFixed(1)), 1, MOST) });
  ui.listen(plane.svg, "pointerdown", (event) => (plane.svg.setPointerCapture(event.pointerId), follow(event)));
  ui.listen(plane.svg, "pointermove", (event) => event.buttons && follow(event));
  const numbers = facts(ui, ["critical d in the plane", "onset on this graph", "growing modes", "fastest", "verdict"]);
  ui.stage.append(ui.side.querySelector(".live-facts")); // the side has two plots already
  let dots = [];

  const size = () => state[0].reduce((top, value) => Math.max(top, Math.abs(value - REST[0])), 0);
  const time = () => life.steps() * ui.get("dt");
  const verdict = () => (size() > 0.2 ? "a pattern" : size() > 0.002 ? "small noise" : "all alike: no pattern");

  const life = timeline(ui, {
    slice: 200,
    ended: () => `Time ${END}: ${verdict()}.`,
    load() {
      state = picture().noise.map((noise, species) => Float64Array.from(noise, (part) => REST[species] * (1 + part)));
      history = [[0, Math.log10(size())]];
    },
    step(count) {
      const dt = ui.get("dt");
      const taken = Math.min(count, Math.round(END / dt) - life.steps());
      for (let i = 1; i <= taken; i++) {
        state = imexStep(state, matrices, dt);
        if ((life.steps() + i) % 20 === 0) history.push([time() + i * dt, Math.log10(Math.max(size(), 1e-12))]);
      }
      return taken;
    },
    show() {
      view.paint(state[0]);
      amplitude(history);
      numbers({ verdict: verdict() });
      view.svg.setAttribute("aria-label", `Activator on the ${GRAPHS[ui.get("graph")][0]} at time ${time().toFixed(0)}: ${verdict()}, largest deviation ${short(size())}`);
      log.svg.setAttribute("aria-label", `Largest deviation on a logarithmic axis, now ${short(size())}`);
    },
    perFrame: () => ui.get("speed"),
  });

  /** Dots, numbers and the matrices of a step at the present graph, d and ε; then from noise again. */
  function change() {
    const [d, coupling] = [ui.get("d"), ui.get("coupling")];
    const [q, sigma] = [scaled(), rates()];
    const onsets = q.map((value) => onsetOf(value));
    const onset = Math.min(...onsets);
    matrices = [1, d].map((ratio) => implicitMatrix(modes(), coupling * ratio, ui.get("dt")));
    curve(waves.map((value) => [value, growthRate(Math.sqrt(value), d)]));
    level.setAttribute("points", [0, 1].map((at) => `${plane.X(at)},${plane.Y(d)}`).join(" "));
    dots.forEach((dot) => dot.remove());
    dots = q.flatMap((value, k) => {
      if (value > Q.max) return []; // beyond the plots, where nothing grows
      const style = sigma[k] > 1e-12 ? { class: "live-handle live-fixed", r: 4.5 } : { class: "live-ring", r: 3.5 };
      const below = onCurve("circle", { ...style, cx: plot.X(value), cy: plot.Y(sigma[k]) });
      return onsets[k] <= MOST ? [below, onBorder("circle", { ...style, cx: plane.X(value), cy: plane.Y(onsets[k]) })] : [below];
    });
    mark([[onset, `onset ${onset.toFixed(2)}`]]);
    const growing = sigma.filter((rate) => rate > 1e-12).length;
    const best = sigma.indexOf(Math.max(...sigma.slice(1)));
    const fastest = sigma[growing ? best : 0];
    predicted([[0, -2.3], [END, -2.3 + (fastest * END) / Math.LN10]]);
    numbers({
      "critical d in the plane": criticalRatio().toFixed(3),
      "onset on this graph": Number.isFinite(onset) ? `d = ${onset.toFixed(3)}` : "never: ε λ₂ is too large",
      "growing modes": `${growing} of ${q.length}`,
      fastest: growing ? `λ ${modes().lambdas[best].toFixed(3)}, σ ${sigma[best].toFixed(4)}` : "–",
    });
    plot.svg.setAttribute("aria-label", `Growth rate at the eigenvalues of the graph at d ${d.toFixed(1)} and coupling ${coupling.toFixed(2)}: ${growing} of ${q.length} modes grow`);
    plane.svg.setAttribute("aria-label", `The d beyond which each mode grows, lowest ${Number.isFinite(onset) ? onset.toFixed(2) : "none"}, with a line at the present d ${d.toFixed(1)}`);
  }

  change();
  life.start({ graph: oneOf(Object.keys(GRAPHS)), d: numberFrom(1, MOST), coupling: numberFrom(0.1, 2) });
  let shown = ui.get("graph");
  ui.watch(["graph", "d", "coupling"], () => {
    if (shown !== ui.get("graph")) view.redraw({ groups: undefined, ...picture() });
    shown = ui.get("graph");
    change();
    life.restart();
  });
  Object.assign(ui, { read: () => state.map((species) => [...species]), onset: () => Math.min(...scaled().map((q) => onsetOf(q))), rates });
  return () => ui.dispose();
}

export default { render };
