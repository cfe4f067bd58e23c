// karate_depth.js: features of the karate club after L products with the propagation matrix. Chapter 5.

const DEEPEST = 64;
const KINDS = {
  symmetric: ["symmetric", "Ã = D̃^(−½) (A + I) D̃^(−½)"],
  random_walk: ["random walk", "D̃⁻¹ (A + I): every member takes the mean of its neighbourhood"],
};

/** The features after 0, 1, … `depth` products: [layer][node] = [a, b]. */
export function layersOf(edges, features, kind, depth = DEEPEST) {
  const matrix = normalizedOf(adjacencyOf(features.length, edges, 1), kind);
  const layers = [features];
  for (let layer = 0; layer < depth; layer++) {
    const columns = [0, 1].map((c) => times(matrix, layers[layer].map((x) => x[c])));
    layers.push(features.map((_, i) => columns.map((column) => column[i])));
  }
  return layers;
}

/** ½ Σ over edges of |x_i/s_i − x_j/s_j|²; s is √(degree + 1) for the normalised energy and 1 for the raw one. */
export function energyOf(edges, x, s) {
  const square = ([i, j]) => [0, 1].reduce((sum, c) => sum + (x[i][c] / s[i] - x[j][c] / s[j]) ** 2, 0);
  return edges.reduce((sum, edge) => sum + square(edge), 0) / 2;
}

/** √(degree + 1) of every node. */
export const rootsOf = (n, edges) => adjacencyOf(n, edges, 1).map((row) => Math.sqrt(row.reduce((sum, value) => sum + value, 0)));

/** The second largest modulus of an eigenvalue of Ã. */
export function secondModulus(n, edges) {
  const { values } = eigenSymmetric(normalizedOf(adjacencyOf(n, edges, 1)));
  return Math.max(Math.abs(values[0]), Math.abs(values[n - 2]));
}

/** What the features tend to: on a line, or at one point. */
export function limitOf(roots, features, kind) {
  const total = roots.reduce((sum, root) => sum + root * root, 0);
  const symmetric = kind === "symmetric";
  const mean = [0, 1].map((c) => features.reduce((sum, x, i) => sum + x[c] * (symmetric ? roots[i] : roots[i] ** 2), 0) / total);
  return roots.map((root) => mean.map((value) => value * (symmetric ? root : 1)));
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Depth on the karate club",
    help:
      "Move the depth with the slider; the arrow keys add or take away one product. Points are the 34 members; grey lines are the limit. " +
      "The energies have a logarithmic axis, so a fixed factor per layer is a straight line.",
  });
  const { edges, groups } = ui.get("picture");
  const n = groups.length;
  const roots = rootsOf(n, edges);
  const ones = roots.map(() => 1);
  const mu = secondModulus(n, edges);
  let layers, energies, limit;
  const depth = () => Math.round(ui.get("depth"));

  const Y = { label: "feature 2", min: -0.5, max: 3, ticks: [0, 1, 2, 3] };
  const plane = placed(axes(ui, { label: "", x: { label: "feature 1", min: -2.5, max: 2.5, ticks: [-2, -1, 0, 1, 2] }, y: Y, width: 400, height: 250 }), ui.stage);
  groupKey(ui.stage, ["joined the instructor’s club", "joined the officers’ club"]);
  const L = { label: "depth L", min: 0, max: DEEPEST, ticks: [0, 16, 32, 48, 64] };
  const log = placed(axes(ui, { label: "", x: L, y: { label: "log₁₀ energy", min: -7, max: 2, ticks: [-6, -4, -2, 0, 2] }, width: 400, height: 185 }), ui.stage);
  ui.choice({ name: "normalization", label: "Normalisation", options: KINDS });
  ui.slider({ name: "depth", label: "depth L", min: 0, max: DEEPEST, step: 1, digits: 0 });
  const byDegree = axes(ui, { label: "", x: { label: "√(degree + 1)", min: 1, max: 4.5, ticks: [1, 2, 3, 4] }, y: Y, height: 210 });
  const numbers = facts(ui, ["second modulus μ", "normalised energy", "raw energy", "bound", "off the limit"]);

  const points = [plane, byDegree].map((plot) => {
    const curve = trace(plot, "live-truth");
    const end = clipped(plot)("circle", { class: "live-truth", r: 7, fill: "none" });
    const add = clipped(plot);
    const colour = colourScale(ui.get("palette"), [0, 1]);
    const dots = groups.map((group) => add("path", { class: "live-node", d: SHAPES[group](4.5), style: `fill: ${colour(group)}` }));
    return { plot, curve, end, dots };
  });
  const now = log.add("path", { class: "live-limit" });
  const curves = { bound: trace(log, "live-truth"), raw: trace(log, "live-second"), normalised: trace(log) };
  log.add("text", { class: "live-note", x: log.X(1), y: log.Y(-6.7) }, "solid: normalised; dashed: raw; wide: bound μ²ᴸ E(0)");
  const heads = Object.fromEntries(["raw", "normalised"].map((name) => [name, log.add("circle", { class: name === "raw" ? "live-dot" : "live-handle live-fixed", r: 5 })]));

  function changeKind() {
    const kind = ui.get("normalization");
    const features = ui.get("features");
    layers = layersOf(edges, features, kind);
    limit = limitOf(roots, features, kind);
    energies = { normalised: layers.map((x) => energyOf(edges, x, roots)), raw: layers.map((x) => energyOf(edges, x, ones)) };
    const falling = energies[kind === "symmetric" ? "normalised" : "raw"];
    energies.bound = layers.map((_, layer) => falling[0] * mu ** (2 * layer));
    for (const [name, draw] of Object.entries(curves)) draw(energies[name].map((energy, layer) => [layer, Math.log10(energy)]));
    const order = roots.map((_, i) => i).sort((i, j) => roots[i] - roots[j]);
    points[0].curve([[0, 0], ...order.map((i) => limit[i])].slice(kind === "symmetric" ? 0 : 1));
    points[1].curve(kind === "symmetric" ? order.map((i) => [roots[i], limit[i][1]]) : [[1, limit[0][1]], [4.5, limit[0][1]]]);
    const [x, y] = limit[0];
    for (const [name, value] of Object.entries({ cx: plane.X(x), cy: plane.Y(y), visibility: kind === "symmetric" ? "hidden" : "visible" })) points[0].end.setAttribute(name, value);
    points[1].end.setAttribute("visibility", "hidden");
    show();
  }

  /** How far the features are from their limit, as a share of their size. */
  function offLimit(x) {
    const size = (rows) => Math.sqrt(rows.flat().reduce((sum, value) => sum + value * value, 0));
    return size(x.map((row, i) => row.map((value, c) => value - limit[i][c]))) / size(x);
  }

  function show() {
    const x = layers[depth()];
    x.forEach(([a, b], i) => {
      points[0].dots[i].setAttribute("transform", `translate(${plane.X(a)} ${plane.Y(b)})`);
      points[1].dots[i].setAttribute("transform", `translate(${byDegree.X(roots[i])} ${byDegree.Y(b)})`);
    });
    for (const [name, head] of Object.entries(heads)) {
      head.setAttribute("cx", log.X(depth()));
      head.setAttribute("cy", log.Y(Math.log10(energies[name][depth()])));
    }
    now.setAttribute("d", `M ${log.X(depth())} ${log.Y(-7)} V ${log.Y(2)}`);
    const off = `${(100 * offLimit(x)).toPrecision(2)} %`;
    numbers({
      "second modulus μ": mu.toFixed(4),
      "normalised energy": short(energies.normalised[depth()]),
      "raw energy": short(energies.raw[depth()]),
      bound: `${short(energies.bound[depth()])}, ${ui.get("normalization") === "symmetric" ? "normalised" : "raw"}`,
      "off the limit": off,
    });
    const end = ui.get("normalization") === "symmetric" ? "the line" : "one point";
    plane.svg.setAttribute("aria-label", `Two features of 34 members at depth ${depth()}: ${off} away from ${end}`);
    byDegree.svg.setAttribute("aria-label", `Feature 2 against the root of degree plus one at depth ${depth()}`);
    log.svg.setAttribute("aria-label", `Energies on a logarithmic axis at depth ${depth()}: normalised ${short(energies.normalised[depth()])}, raw ${short(energies.raw[depth()])}`);
  }

  changeKind();
  ui.watch(["normalization", "features"], changeKind);
  ui.watch(["depth"], show);
  ui.share({ depth: numberFrom(0, DEEPEST), normalization: oneOf(Object.keys(KINDS)) }, () => {});
  Object.assign(ui, { read: () => layers[depth()], energies: () => energies });
  return () => ui.dispose();
}

export default { render };
