// graph_modes.js: the eigenvectors of a graph's Laplacian, one after the other, beside its spectrum. Chapter 4.

const GRAPHS = {
  path: ["path", "20 nodes in a row"],
  grid: ["grid", "5 rows of 7 nodes"],
  karate: ["karate club", "34 members; shapes show which club they joined"],
};

/** The eigenvectors of L = D − A of a picture { positions, edges }. */
export const modesOf = ({ positions, edges }) => eigenSymmetric(laplacianOf(positions.length, edges));

/** How many of `values` share the sign of their group (0 or 1), up to one sign for all. */
export function agreement(values, groups) {
  const same = values.reduce((count, value, i) => count + ((value > 0) === (groups[i] === 1) ? 1 : 0), 0);
  return Math.max(same, groups.length - same);
}

/** How many eigenvalues equal values[k]. */
export const multiplicity = (values, k) => values.filter((value) => Math.abs(value - values[k]) < 1e-8).length;

export function render(host) {
  const ui = new Panel(host, {
    title: "Eigenvectors of a graph",
    help:
      "Choose a graph and move the slider; the arrow keys go one mode up or down. Colours and stems show the eigenvector, scaled so that " +
      "its largest entry is ±1. Mode 0 is constant; the higher the mode, the more edges join a plus to a minus.",
  });
  const pictures = ui.get("pictures");
  const modes = Object.fromEntries(Object.entries(pictures).map(([name, picture]) => [name, modesOf(picture)]));
  const name = () => ui.get("graph");
  const mode = () => Math.min(Math.round(ui.get("mode")), modes[name()].values.length - 1);
  const vector = () => {
    const values = modes[name()].vectors[mode()];
    const most = values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    return [...values].map((value) => value / most);
  };

  const view = graphView(ui, { ...pictures[name()], range: [-1, 1], height: 240 });
  ui.colourBar({ label: "eigenvector", palette: ui.get("palette"), range: [-1, 1] });
  const key = make("div");
  groupKey(key, ["joined the instructor’s club", "joined the officers’ club"]);
  ui.stage.append(key);

  ui.choice({ name: "graph", label: "Graph", options: GRAPHS });
  const slider = ui.slider({ name: "mode", label: "mode k", min: 0, max: 34, step: 1, digits: 0 });
  const [below, beside] = [ui.stage, ui.side].map((column) => column.appendChild(make("div")));
  const numbers = facts(ui, ["eigenvalue λₖ", "edges from + to −", "says"]);
  let [stems, marker, spectrumPlot] = [];

  /** Draw the two plots afresh: their axes depend on the graph. */
  function changeGraph() {
    const { values } = modes[name()];
    const n = values.length;
    slider.max = n - 1;
    key.hidden = name() !== "karate";
    view.redraw({ groups: undefined, ...pictures[name()] });
    const ticks = [0, Math.floor((n - 1) / 2), n - 1];
    below.replaceChildren();
    beside.replaceChildren();
    const entries = placed(axes(ui, { label: "", x: { label: "node i", min: -0.5, max: n - 0.5, ticks }, y: { label: "entry", min: -1.5, max: 1.15, ticks: [-1, 0, 1] }, width: 400, height: 175 }), below);
    const top = Math.ceil(values.at(-1));
    spectrumPlot = placed(axes(ui, { label: "", x: { label: "mode k", min: -0.5, max: n - 0.5, ticks }, y: { label: "λₖ", min: -0.04 * top, max: 1.06 * top, ticks: [0, top / 2, top] }, height: 230 }), beside);
    entries.curve([[-0.5, 0], [n - 0.5, 0]], { class: "live-limit" });
    const cosine = name() === "path" ? trace(entries, "live-second") : () => {};
    if (name() === "path") entries.add("text", { class: "live-note", x: entries.X(n - 0.5) - 5, y: entries.Y(-1.42), "text-anchor": "end" }, "dashed: cos(πk(i + ½)/n)");
    const sticks = Array.from({ length: n }, () => entries.add("path", { class: "live-curve" }));
    const tips = Array.from({ length: n }, (_, i) => entries.add("circle", { class: "live-handle live-fixed", r: 3.5, cx: entries.X(i) }));
    values.forEach((value, k) => spectrumPlot.add("circle", { class: "live-ring", r: 3, cx: spectrumPlot.X(k), cy: spectrumPlot.Y(value) }));
    marker = spectrumPlot.add("circle", { class: "live-handle live-fixed", r: 6 });
    stems = (entry) => {
      entry.forEach((value, i) => {
        sticks[i].setAttribute("d", `M ${entries.X(i)} ${entries.Y(0)} V ${entries.Y(value)}`);
        tips[i].setAttribute("cy", entries.Y(value));
      });
      const most = entry[0] / Math.cos((Math.PI * mode()) / (2 * n)); // the cosine through the first node
      cosine(Array.from({ length: 401 }, (_, i) => (i / 400) * n - 0.5).map((x) => [x, most * Math.cos((Math.PI * mode() * (x + 0.5)) / n)]));
      entries.svg.setAttribute("aria-label", `Entries of eigenvector ${mode()} of the ${GRAPHS[name()][0]}, node by node`);
    };
    show();
  }

  function says(entry) {
    const { values } = modes[name()];
    const same = multiplicity(values, mode());
    if (mode() === 0) return "constant";
    if (same > 1) return `${same} modes share this λ: one choice of many`;
    if (name() === "path") return `${mode()} half wave${mode() > 1 ? "s" : ""}`;
    if (name() === "grid") return "a product of two cosines";
    const right = agreement(entry, pictures.karate.groups);
    return mode() === 1 ? `splits the club: ${right} of ${entry.length} on their side` : `sign agrees with the split for ${right} of ${entry.length}`;
  }

  function show() {
    const { values } = modes[name()];
    const entry = vector();
    view.paint(entry);
    stems(entry);
    marker.setAttribute("cx", spectrumPlot.X(mode()));
    marker.setAttribute("cy", spectrumPlot.Y(values[mode()]));
    const lambda = fixed(Math.abs(values[mode()]), 4);
    const changes = signChanges(entry, pictures[name()].edges);
    numbers({ "eigenvalue λₖ": lambda, "edges from + to −": `${changes} of ${pictures[name()].edges.length}`, says: says(entry) });
    view.svg.setAttribute("aria-label", `The ${GRAPHS[name()][0]} in the colours of eigenvector ${mode()}: ${says(entry)}`);
    spectrumPlot.svg.setAttribute("aria-label", `Spectrum of the ${GRAPHS[name()][0]}; mode ${mode()} has eigenvalue ${lambda}`);
  }

  changeGraph();
  ui.watch(["graph"], changeGraph);
  ui.watch(["mode"], show);
  ui.share({ graph: oneOf(Object.keys(GRAPHS)), mode: numberFrom(0, 34) }, () => {});
  Object.assign(ui, { read: vector });
  return () => ui.dispose();
}

export default { render };
