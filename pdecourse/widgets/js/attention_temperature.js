// attention_temperature.js: diffusion by attention between two groups, from sharp to even attention. Chapter 6.

const END = 60;
const FLOOR = 1e-6;
const SHARPNESS = { min: 0, max: 8 };
const KINDS = {
  once: ["once (GRAND-l)", "from the first values, and kept"],
  always: ["always (GRAND-nl)", "from the present values, at every step"],
};

/** Weights exp(β x_i x_j) on edges and loops: dot-product attention before its rows are divided by their sums. */
export function weightsOf(edges, x, sharpness) {
  const weights = adjacencyOf(x.length, edges, 1);
  return weights.map((row, i) => row.map((joined, j) => (joined ? Math.exp(sharpness * x[i] * x[j]) : 0)));
}

/** x + dt (A x − x). */
export const diffuse = (attention, x, dt) => times(attention, x).map((mean, i) => x[i] + dt * (mean - x[i]));

/** The mean of group 1 minus that of group 0. */
export function gapOf(groups, x) {
  const mean = (group) => {
    const members = [...x].filter((_, i) => groups[i] === group);
    return members.reduce((sum, value) => sum + value, 0) / members.length;
  };
  return mean(1) - mean(0);
}

/** The share of all attention that goes from one group to the other. */
export const acrossOf = (groups, attention) =>
  attention.reduce((sum, row, i) => sum + row.reduce((part, a, j) => part + (groups[i] === groups[j] ? 0 : a), 0), 0) / groups.length;

export function render(host) {
  const ui = new Panel(host, {
    title: "Attention between two groups",
    help:
      "Raise the sharpness β with the slider: a node then listens to its like. Edges are as wide as their attention, colours are values, " +
      "shapes are groups. Dashed: the pace of the slowest mode of the present attention.",
  });
  const picture = ui.get("picture");
  const { edges, groups } = picture;
  const first = () => Float64Array.from(ui.get("features"));
  let [x, history] = [first(), []];
  let attention, rate;

  const view = graphView(ui, { ...picture, range: [-1, 1], height: 260 });
  ui.colourBar({ label: "value of a node", palette: ui.get("palette"), range: [-1, 1] });
  groupKey(ui.stage, ["one group", "the other"]);
  ui.choice({ name: "attention", label: "Attention is computed", options: KINDS });
  ui.slider({ name: "sharpness", label: "sharpness β", ...SHARPNESS, step: 0.1, digits: 1 });
  const T = { label: "time", min: 0, max: END, ticks: [0, 15, 30, 45, 60] };
  const plot = axes(ui, { label: "", x: T, y: { label: "log₁₀ gap of groups", min: -5, max: 0.5, ticks: [-4, -2, 0] }, height: 210 });
  const predicted = trace(plot, "live-second");
  const measured = trace(plot);
  const numbers = facts(ui, ["temperature 1/β", "attention across", "gap of the groups", "gap halves in time", "on their own side"]);

  const time = () => life.steps() * ui.get("dt");
  const level = () => Math.log10(Math.max(Math.abs(gapOf(groups, x)), FLOOR));

  /** Attention of `values`; the slowest mode of its diffusion decays at the rate 1 − μ₂. */
  function attend(values) {
    const weights = weightsOf(edges, values, ui.get("sharpness"));
    attention = normalizedOf(weights, "random_walk");
    return weights;
  }

  /** What only the shown picture needs: the rate, the dashed line, widths and numbers. */
  function explain(weights) {
    rate = Math.max(0, 1 - walkModes(weights).values.at(-2));
    view.widen(edges.map(([i, j]) => 0.3 + 7 * (attention[i][j] + attention[j][i])));
    const sharpness = ui.get("sharpness");
    numbers({
      "temperature 1/β": sharpness ? short(1 / sharpness) : "∞: all neighbours alike",
      "attention across": `${short(100 * acrossOf(groups, attention), 2)} %`,
      "gap halves in time": rate > 1e-12 ? short(Math.LN2 / rate) : "beyond 10¹¹",
    });
  }

  function predict() {
    const [start, from] = history.at(-1);
    predicted([[start, from], [END, from - (rate * (END - start)) / Math.LN10]]);
  }

  const source = () => (ui.get("attention") === "always" ? x : first());

  const life = timeline(ui, {
    ended: () => `Time ${END}: the groups differ by ${short(gapOf(groups, x))}. Restart brings the first values back.`,
    load() {
      x = first();
      history = [[0, level()]];
      explain(attend(x));
      predict();
    },
    step(count) {
      const dt = ui.get("dt");
      const taken = Math.min(count, Math.round(END / dt) - life.steps());
      for (let i = 1; i <= taken; i++) {
        if (ui.get("attention") === "always") attend(x);
        x = diffuse(attention, x, dt);
        history.push([time() + i * dt, level()]);
      }
      return taken;
    },
    show() {
      if (ui.get("attention") === "always") {
        explain(attend(x));
        predict();
      }
      view.paint(x);
      measured(history);
      const gap = short(gapOf(groups, x));
      const right = [...x].filter((value, i) => value > 0 === (groups[i] === 1)).length;
      numbers({ "gap of the groups": gap, "on their own side": `${right} of ${groups.length}` });
      plot.svg.setAttribute("aria-label", `Gap between the means of the groups on a logarithmic axis: ${gap} at time ${time().toFixed(0)}`);
      const across = short(100 * acrossOf(groups, attention), 2);
      view.svg.setAttribute("aria-label", `Two groups of nodes at time ${time().toFixed(0)}: ${across} per cent of attention goes across, the groups differ by ${gap}`);
    },
    perFrame: () => ui.get("speed"),
    slice: 50,
  });

  /** Other attention, from here on; a run that is over, or a still, starts again. */
  function change() {
    if (!history.length) return;
    if (time() >= END || (ui.reducedMotion && !ui.get("running"))) return life.restart();
    explain(attend(source()));
    predict();
    life.draw();
  }

  life.start({ sharpness: numberFrom(SHARPNESS.min, SHARPNESS.max), attention: oneOf(Object.keys(KINDS)) });
  ui.watch(["sharpness", "attention", "features"], change);
  Object.assign(ui, { read: () => [...x], matrix: () => attention.map((row) => [...row]) });
  return () => ui.dispose();
}

export default { render };
