// graff_pad.js: the two eigenvalues of W as a pad; across the border the energy flips from 0 to ρ/2. Chapter 7.

const END = 30;
const TIMES = Array.from({ length: 121 }, (_, i) => (END * i) / 120);
const GRAPHS = {
  karate: ["karate club", "ρ is below 2: it has triangles"],
  grid: ["grid", "bipartite, shapes show the two sides: ρ is 2"],
};

/** Eigenvalues 1 − λ of Ā = D^(−½) A D^(−½), increasing, with their vectors; ρ is the largest λ. */
export function spectrumOf({ positions, edges }) {
  const { values, vectors } = eigenSymmetric(normalizedOf(adjacencyOf(positions.length, edges)));
  return { values, vectors, rho: 1 - values[0] };
}

/** X / ‖X‖ at time t, [channel][node], of Ẋ = Ā X W from `first`, W diagonal with the numbers `w`. */
export function flowOf({ values, vectors }, first, w, t) {
  const fastest = Math.max(...w.flatMap((weight) => values.map((value) => weight * value)));
  const channels = w.map((weight, c) => {
    const x = new Float64Array(values.length);
    vectors.forEach((vector, k) => {
      const part = Math.exp((weight * values[k] - fastest) * t) * vector.reduce((sum, entry, i) => sum + entry * first[i][c], 0);
      vector.forEach((entry, i) => (x[i] += part * entry));
    });
    return x;
  });
  const norm = Math.sqrt(channels.reduce((sum, x) => sum + x.reduce((part, value) => part + value * value, 0), 0));
  return channels.map((x) => x.map((value) => value / norm));
}

/** ½ ⟨X, (I − Ā) X⟩. */
export const energyOf = ({ values, vectors }, channels) =>
  channels.reduce((sum, x) => sum + vectors.reduce((part, vector, k) => part + (1 - values[k]) * vector.reduce((dot, entry, i) => dot + entry * x[i], 0) ** 2, 0), 0) / 2;

/** Which frequency wins: the smooth mode grows at the rate λ₊, the sharpest at |λ₋| (ρ − 1). */
export function winnerOf(plus, minus, rho) {
  const sharp = -minus * (rho - 1);
  if (Math.abs(plus - sharp) < 1e-9) return "neither: on the border";
  return plus < sharp ? "the high frequency" : "the low frequency";
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Attraction and repulsion",
    help:
      "Drag the point, or focus it and use the arrow keys; with Shift it moves further. Above the line the low frequency wins, in the shaded " +
      "part below it the high one. The drawings show the two channels of the features, scaled to the largest value of both.",
  });
  const pictures = ui.get("pictures");
  const picture = () => pictures[ui.get("graph")];
  let modes, channels, energies;

  const P = { name: "plus", label: "attraction λ₊", min: 0, max: 2, step: 0.02, ticks: [0, 0.5, 1, 1.5, 2] };
  const M = { name: "minus", label: "repulsion λ₋", min: -2, max: 0, step: 0.02, ticks: [-2, -1.5, -1, -0.5, 0] };
  const views = ["plus", "minus"].map((name) => {
    const view = graphView(ui, { ...picture(), range: [-1, 1], width: 400, height: 190, radius: 6 });
    ui.stage.append(make("p", {}, name === "plus" ? "channel of λ₊: neighbours attract" : "channel of λ₋: neighbours repel"));
    return view;
  });
  ui.colourBar({ label: "feature of a node", palette: ui.get("palette"), range: [-1, 1] });
  ui.choice({ name: "graph", label: "Graph", options: GRAPHS });
  const plane = axes(ui, { label: "The plane of the two eigenvalues", x: P, y: M, height: 240 });
  const region = clipped(plane)("polygon", { class: "live-region" });
  const border = trace(plane, "live-second");
  plane.add("text", { class: "live-note", x: plane.X(1.25), y: plane.Y(-0.18) }, "low wins");
  plane.add("text", { class: "live-note", x: plane.X(0.06), y: plane.Y(-1.9) }, "high wins");
  ui.slider({ name: "time", label: "time", min: 0, max: END, step: 0.25, digits: 2 });
  const log = axes(ui, { label: "", x: { label: "time", min: 0, max: END, ticks: [0, 10, 20, 30] }, y: { label: "energy of X/‖X‖", min: 0, max: 1.05, ticks: [0, 0.5, 1] }, height: 170 });
  const top = trace(log, "live-second");
  const curve = trace(log);
  const point = log.add("circle", { class: "live-handle live-fixed", r: 5.5 });
  const numbers = facts(ui, ["ρ", "rates λ₊, |λ₋|(ρ − 1)", "wins", "energy now"]);

  function changeGraph() {
    modes = spectrumOf(picture());
    for (const view of views) view.redraw(picture());
    const ends = [[0, 0], [modes.rho - 1, -1].map((value) => 2 * value)];
    border(ends);
    region.setAttribute("points", [...ends, [0, -2]].map(([a, b]) => `${plane.X(a)},${plane.Y(b)}`).join(" "));
    top([[0, modes.rho / 2], [END, modes.rho / 2]]);
    change();
  }

  const weights = () => [ui.get("plus"), ui.get("minus")];

  function change() {
    energies = TIMES.map((t) => energyOf(modes, flowOf(modes, picture().first, weights(), t)));
    curve(energies.map((energy, i) => [TIMES[i], energy]));
    const [plus, low] = weights();
    const rates = [plus, -low * (modes.rho - 1)].map((rate) => rate.toFixed(3));
    numbers({ "ρ": modes.rho.toFixed(4), "rates λ₊, |λ₋|(ρ − 1)": rates.join(", "), wins: winnerOf(plus, low, modes.rho) });
    show();
  }

  function show() {
    const time = ui.get("time");
    channels = flowOf(modes, picture().first, weights(), time);
    const most = Math.max(...channels.flatMap((x) => [...x].map(Math.abs)));
    const energy = energyOf(modes, channels);
    const name = GRAPHS[ui.get("graph")][0];
    views.forEach((view, c) => {
      view.paint(channels[c].map((value) => value / most));
      const share = 100 * channels[c].reduce((sum, value) => sum + value * value, 0);
      view.svg.setAttribute("aria-label", `The ${name} at time ${time.toFixed(2)}: the channel that ${c ? "repels" : "attracts"} holds ${share.toFixed(0)} per cent of the squared norm`);
    });
    point.setAttribute("cx", log.X(time));
    point.setAttribute("cy", log.Y(energy));
    numbers({ "energy now": `${energy.toFixed(4)} of ${(modes.rho / 2).toFixed(4)}` });
    log.svg.setAttribute("aria-label", `Energy of the normalised features against time: ${energy.toFixed(3)} at time ${time.toFixed(2)}; the dashed line is ρ/2`);
  }

  const describe = () => `λ₊ ${ui.get("plus").toFixed(2)}, λ₋ ${fixed(ui.get("minus"), 2)}: ${winnerOf(...weights(), modes.rho)} wins`;

  changeGraph();
  const handle = pad(ui, plane, { label: "Attraction and repulsion", describe });
  ui.watch(["graph"], () => (changeGraph(), handle.setAttribute("aria-valuetext", describe())));
  ui.watch(["plus", "minus"], change);
  ui.watch(["time"], show);
  ui.listen(handle, "keydown", (event) => ARROWS[event.key] && ui.say(`${describe()}.`));
  ui.share({ plus: numberFrom(P.min, P.max), minus: numberFrom(M.min, M.max), time: numberFrom(0, END), graph: oneOf(Object.keys(GRAPHS)) }, () => {});
  Object.assign(ui, { read: () => channels.map((x) => [...x]), energies: () => energies });
  return () => ui.dispose();
}

export default { render };
