// stability_regions.js: the regions of six solvers, with the eigenvalues of a graph times the step drawn in. Chapter 6.

const RE = { min: -4.2, max: 1 };
const IM = { min: -3, max: 3 };
const TAU = { min: 0.01, max: 3 };
const EDGE = 1e-9; // a modulus of 1 up to round-off does not grow
const SOLVERS = {
  euler: ["Euler", "explicit, order 1"],
  rk4: ["RK4", "explicit, order 4, four evaluations per step"],
  adams_bashforth4: ["AB4", "explicit, order 4, one evaluation per step"],
  adams_moulton4: ["AM4", "AB4 predicts, Adams–Moulton corrects: order 4, two evaluations per step"],
  implicit_euler: ["implicit Euler", "order 1, one linear system per step"],
  crank_nicolson: ["Crank–Nicolson", "order 2, one linear system per step"],
};
const GRAPHS = {
  walk: ["random walk, club", "rates μ − 1 of the random walk on the karate club"],
  hub: ["Laplacian, hub", "rates −λ of the combinatorial Laplacian of a star: 0, −1, and −n"],
  ring: ["one-way ring", "rates μ − 1 of attention that listens to one side: complex"],
};

/** The shaded region and its border as two SVG paths: where f ≤ 1 on a grid of cells, by linear interpolation. */
export function levelSet(f, across, up) {
  const values = up.map((y) => across.map((x) => f(x, y)));
  const [fill, border] = [[], []];
  for (let row = 0; row + 1 < up.length; row++) {
    for (let column = 0; column + 1 < across.length; column++) {
      const corners = [[0, 0], [0, 1], [1, 1], [1, 0]].map(([r, c]) => [across[column + c], up[row + r], values[row + r][column + c]]);
      const inside = corners.map(([, , value]) => value <= 1 + EDGE);
      if (!inside.includes(true)) continue;
      const points = [];
      const crossings = [];
      corners.forEach(([x, y, value], k) => {
        if (inside[k]) points.push([x, y]);
        const [x1, y1, other] = corners[(k + 1) % 4];
        if (inside[k] === inside[(k + 1) % 4]) return;
        const part = clamp((1 - value) / (other - value), 0, 1);
        const crossing = [x + part * (x1 - x), y + part * (y1 - y)];
        points.push(crossing);
        crossings.push(crossing);
      });
      fill.push(points);
      for (let k = 0; k + 1 < crossings.length; k += 2) border.push([crossings[k], crossings[k + 1]]);
    }
  }
  return { fill, border };
}

/** The largest step at which no rate is outside the region, or Infinity up to `most`. */
export function largestStep(amplify, rates, most = TAU.max) {
  const stable = (tau) => rates.every(([a, b]) => amplify([tau * a, tau * b]) <= 1 + EDGE);
  if (stable(most)) return Infinity;
  let [low, high] = [0, most];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (stable(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const spread = (min, max, count) => Array.from({ length: count }, (_, i) => min + ((max - min) * i) / (count - 1));

export function render(host) {
  const ui = new Panel(host, {
    title: "Stability regions",
    help:
      "Choose a solver and a graph, and raise τ; the arrow keys move it by 0.01. Points are z = τ × rate, one per mode of the graph: all must " +
      "lie in the shaded region. Beside: the modulus of the factor per step; dashed, what it should be.",
  });
  const rates = () => ui.get("rates")[ui.get("graph")];
  const amplify = () => AMPLIFICATION[ui.get("solver")];
  const solverName = () => SOLVERS[ui.get("solver")][0];

  const plane = placed(axes(ui, { label: "", x: { label: "real part of z", ...RE, ticks: [-4, -3, -2, -1, 0, 1] }, y: { label: "imaginary part of z", ...IM, ticks: [-3, -2, -1, 0, 1, 2, 3] }, width: 400, height: 440 }), ui.stage);
  const inPlane = clipped(plane);
  const shade = inPlane("path", { class: "live-region" });
  const edge = inPlane("path", { class: "live-limit" });
  plane.curve([[RE.min, 0], [RE.max, 0]], { class: "live-limit live-axis" });
  plane.curve([[0, IM.min], [0, IM.max]], { class: "live-limit live-axis" });
  const beyond = plane.add("text", { class: "live-note", x: plane.X(RE.min) + 6, y: plane.Y(0) - 8 });
  ui.choice({ name: "solver", label: "Solver", options: SOLVERS });
  ui.choice({ name: "graph", label: "Rates of", options: GRAPHS });
  const mark = sliderMarks(ui.slider({ name: "tau", label: "step τ", ...TAU, step: 0.01, digits: 2 }));
  const side = axes(ui, { label: "", x: { label: "real part of z", ...RE, ticks: [-4, -3, -2, -1, 0, 1] }, y: { label: "factor per step", min: 0, max: 1.6, ticks: [0, 0.5, 1, 1.5] }, height: 190 });
  side.curve([[RE.min, 1], [RE.max, 1]], { class: "live-limit" });
  const [truth, along] = [trace(side, "live-second"), trace(side)];
  truth(spread(RE.min, RE.max, 105).map((x) => [x, Math.exp(x)]));
  const numbers = facts(ui, ["verdict", "outside the region", "largest stable τ", "largest factor", "least accurate"]);
  const [above, below] = [plane, side].map((plot) => plot.add("g", {}));
  let found;

  function changeSolver() {
    const f = amplify();
    const up = spread(0, IM.max, 61);
    const { fill, border } = levelSet((x, y) => f([x, y]), spread(RE.min, RE.max, 105), up);
    const both = (lines) => [...lines, ...lines.map((points) => points.map(([x, y]) => [x, -y]).reverse())];
    const path = (lines, end) => both(lines).map((points) => `M${points.map(([x, y]) => `${plane.X(x).toFixed(1)} ${plane.Y(y).toFixed(1)}`).join("L")}${end}`).join("");
    shade.setAttribute("d", path(fill, "Z"));
    edge.setAttribute("d", path(border, ""));
    along(spread(RE.min, RE.max, 209).map((x) => [x, f([x, 0])]));
    change();
  }

  function change() {
    const tau = ui.get("tau");
    found = rates().map((rate) => {
      const z = rate.map((part) => tau * part);
      const factor = amplify()(z);
      return { rate, z, factor, gap: Math.abs(factor - Math.exp(z[0])), out: factor > 1 + EDGE };
    });
    const outside = found.filter(({ out }) => out);
    const limit = largestStep(amplify(), rates());
    const worst = found.reduce((most, mode) => (mode.gap > most.gap ? mode : most));
    const moving = found.filter(({ rate }) => rate[0] || rate[1]); // all but the constant, whose factor is 1
    const top = moving.reduce((most, mode) => (mode.factor > most.factor ? mode : most));
    above.replaceChildren(...dots(plane, ([a, b]) => [a, b]));
    below.replaceChildren(...dots(side, ([a], factor) => [a, factor]));
    const hidden = found.filter(({ z }) => z[0] < RE.min).length;
    beyond.textContent = hidden ? `← ${hidden} farther left` : "";
    mark(limit < Infinity ? [[limit, `limit ${limit.toFixed(3)}`]] : []);
    const verdict = outside.length ? "unstable" : "stable";
    numbers({
      verdict,
      "outside the region": `${outside.length} of ${found.length} modes`,
      "largest stable τ": limit < Infinity ? limit.toFixed(3) : `none up to ${TAU.max}`,
      "largest factor": `${short(top.factor)}, rate ${rateName(top.rate)}`,
      "least accurate": `× ${short(worst.factor)}, exact ${short(Math.exp(worst.z[0]))}`,
    });
    plane.svg.setAttribute("aria-label", `Stability region of ${solverName()} with ${found.length} points at τ ${tau.toFixed(2)}: ${verdict}, ${outside.length} outside`);
    side.svg.setAttribute("aria-label", `Modulus of the factor of ${solverName()} per step along the real axis; the largest of all modes but the constant is ${short(top.factor)}`);
  }

  /** Points of all modes within the frame of `plot`; those outside the region stand out. */
  function dots(plot, place) {
    const order = [...found].sort((one, other) => one.out - other.out);
    return order.flatMap(({ z, factor, out }) => {
      const [x, y] = place(z, factor);
      if (x < plot.x.min || x > plot.x.max || y < plot.y.min || y > plot.y.max) return [];
      const look = out ? { class: "live-handle live-fixed", r: 5 } : { class: "live-ring", r: 3.4 };
      return [make("svg:circle", { ...look, cx: plot.X(x), cy: plot.Y(y) })];
    });
  }

  const rateName = ([a, b]) => `${fixed(a, 3)}${Math.abs(b) > 1e-9 ? ` ± ${Math.abs(b).toFixed(3)} i` : ""}`;

  changeSolver();
  ui.watch(["solver"], changeSolver);
  ui.watch(["tau", "graph", "rates"], change);
  ui.share({ solver: oneOf(Object.keys(SOLVERS)), graph: oneOf(Object.keys(GRAPHS)), tau: numberFrom(TAU.min, TAU.max) }, () => {});
  Object.assign(ui, { read: () => found });
  return () => ui.dispose();
}

export default { render };
