// graph_reaction.js: diffusion makes all members of the club alike; does a reaction stop it? Chapter 8.

const WINDOW = 40; // time in the plot of the energy
const FLOOR = 1e-14;
const STRENGTH = { min: 0, max: 1.5 };
const REACTIONS = {
  none: ["off", "diffusion alone"],
  allen_cahn: ["Allen–Cahn", "r (x − x³) pushes every member to −1 or 1"],
  source: ["source", "r (x₀ − x) pulls every member to its first value"],
};

/** R(x, x₀) at one node. */
export const RATES = {
  none: () => 0,
  allen_cahn: (x, _first, r) => r * (x - x ** 3),
  source: (x, first, r) => r * (first - x),
};

/** σ(λ) near the uniform state `near`. */
export function growthRate(reaction, r, lambda, near = 0) {
  const slope = { none: 0, allen_cahn: r * (1 - 3 * near ** 2), source: -r };
  return slope[reaction] - lambda;
}

/** x + dt (A x − x + R), A the matrix D⁻¹A of the walk. */
export const reactAndDiffuse = (walk, x, first, { reaction, strength, dt }) =>
  times(walk, x).map((mean, i) => x[i] + dt * (mean - x[i] + RATES[reaction](x[i], first[i], strength)));

/** ½ Σ over edges of (x_i − x_j)². */
export const energyOf = (edges, x) => edges.reduce((sum, [i, j]) => sum + (x[i] - x[j]) ** 2, 0) / 2;

export function render(host) {
  const ui = new Panel(host, {
    title: "Reaction against diffusion",
    help:
      "Let diffusion run, then switch a reaction on: early, late, weak, strong. Restart brings the first values back. Dots are the club’s own " +
      "eigenvalues; a filled one grows. Shapes show which club a member joined.",
  });
  const picture = ui.get("picture");
  const { edges, groups } = picture;
  const weights = adjacencyOf(groups.length, edges);
  const walk = normalizedOf(weights, "random_walk");
  const lambdas = walkModes(weights).values.map((mu) => 1 - mu).reverse();
  const first = () => Float64Array.from(ui.get("features"));
  const named = () => Object.fromEntries(["reaction", "strength", "dt"].map((name) => [name, ui.get(name)]));
  let [x, history] = [first(), []];

  const view = graphView(ui, { ...picture, range: [-1, 1], height: 250 });
  ui.colourBar({ label: "value of a member", palette: ui.get("palette"), range: [-1, 1] });
  const T = { label: "time: the latest 40", min: 0, max: WINDOW, ticks: [0, 10, 20, 30, 40] };
  const log = placed(axes(ui, { label: "", x: T, y: { label: "log₁₀ energy", min: -8, max: 2, ticks: [-8, -6, -4, -2, 0, 2] }, width: 400, height: 185 }), ui.stage);
  const curve = trace(log);

  ui.choice({ name: "reaction", label: "Reaction", options: REACTIONS });
  const mark = sliderMarks(ui.slider({ name: "strength", label: "strength r", ...STRENGTH, step: 0.01, digits: 2 }));
  mark([[lambdas[1], "λ₂"]]);
  const Y = { label: "rate σ(λ)", min: -4.2, max: 1.6, ticks: [-4, -3, -2, -1, 0, 1] };
  const plot = axes(ui, { label: "", x: { label: "eigenvalue λ", min: 0, max: 2, ticks: [0, 0.5, 1, 1.5, 2] }, y: Y, height: 220 });
  plot.curve([[0, 0], [2, 0]], { class: "live-limit" });
  const nearOne = trace(plot, "live-second");
  const nearZero = trace(plot);
  const note = plot.add("text", { class: "live-note", x: plot.X(0.05), y: plot.Y(-3.95) }, "solid: near 0; dashed: near ±1");
  const dots = lambdas.map((lambda) => plot.add("circle", { cx: plot.X(lambda) }));
  const numbers = facts(ui, ["λ₂ of the club", "slowest wave σ(λ₂)", "half the rate of ln E", "energy E", "on their own side"]);

  const rate = (lambda, near) => growthRate(ui.get("reaction"), ui.get("strength"), lambda, near);
  const energy = () => Math.max(energyOf(edges, x), FLOOR);

  /** ½ d(ln E)/dt over the last unit of time. */
  function measuredRate() {
    const [now, level] = history.at(-1);
    const [then, before] = history.findLast(([time]) => time <= now - 1) ?? history[0];
    return now > then ? ((level - before) * Math.LN10) / 2 / (now - then) : 0;
  }

  const life = timeline(ui, {
    load() {
      x = first();
      history = [[0, Math.log10(energy())]];
    },
    step(count) {
      const now = named();
      for (let i = 0; i < count; i++) {
        x = reactAndDiffuse(walk, x, first(), now);
        history.push([history.at(-1)[0] + now.dt, Math.log10(energy())]);
      }
      return count;
    },
    show() {
      view.paint(x);
      const last = history.at(-1)[0];
      history = history.filter(([time]) => time >= last - WINDOW - 1e-9);
      const start = Math.max(0, last - WINDOW);
      curve(history.map(([time, level]) => [time - start, level]));
      const right = [...x].filter((value, i) => value > 0 === (groups[i] === 1)).length;
      const size = short(energy());
      numbers({ "energy E": size, "half the rate of ln E": fixed(Math.round(1e3 * measuredRate()) / 1e3 + 0, 3), "on their own side": `${right} of ${groups.length}` });
      log.svg.setAttribute("aria-label", `Dirichlet energy on a logarithmic axis, now ${size}`);
      const held = ui.get("reaction") === "none" ? "without a reaction" : `with the reaction ${REACTIONS[ui.get("reaction")][0]}`;
      view.svg.setAttribute("aria-label", `The karate club after ${life.steps()} steps, now ${held}: energy ${size}, ${right} of ${groups.length} members on the side of their club`);
    },
    perFrame: () => ui.get("speed"),
  });

  function change() {
    const twoStates = ui.get("reaction") === "allen_cahn";
    nearZero([0, 2].map((lambda) => [lambda, rate(lambda)]));
    nearOne(twoStates ? [0, 2].map((lambda) => [lambda, rate(lambda, 1)]) : []);
    note.setAttribute("visibility", twoStates ? "visible" : "hidden");
    dots.forEach((dot, k) => {
      const sigma = rate(lambdas[k]);
      const style = sigma > 1e-9 ? { class: "live-handle live-fixed", r: 4.5 } : { class: "live-ring", r: 3.5 };
      for (const [name, value] of Object.entries({ ...style, cy: plot.Y(sigma) })) dot.setAttribute(name, value);
    });
    const growing = lambdas.filter((lambda) => rate(lambda) > 1e-9).length;
    numbers({ "λ₂ of the club": lambdas[1].toFixed(4), "slowest wave σ(λ₂)": fixed(rate(lambdas[1]), 3) });
    plot.svg.setAttribute("aria-label", `Growth rate at the club’s 34 eigenvalues: ${growing} of them grow near 0`);
    if (history.length && ui.reducedMotion && !ui.get("running")) life.restart(); // a still of the new setting
  }

  change();
  life.start({ reaction: oneOf(Object.keys(REACTIONS)), strength: numberFrom(STRENGTH.min, STRENGTH.max) });
  ui.watch(["reaction", "strength"], change);
  ui.watch(["features"], life.restart);
  Object.assign(ui, { read: () => [...x], load: (values) => void (x = Float64Array.from(values)) });
  return () => ui.dispose();
}

export default { render };
