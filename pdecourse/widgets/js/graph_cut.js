// graph_cut.js: draw a graph, cut the bridge: λ₂ and the mixing of heat stall together. Chapter 4.

const END = 60;
const MOST_NODES = 40;
const FLOOR = 1e-6;

/** 1 left of the middle, 0 right of it. */
export const hotLeft = (positions) => Float64Array.from(positions, ([x]) => (x < 0.5 ? 1 : 0));

/** Heat u after the time t, exactly: every mode decays at its own rate. */
export function flowHeat({ values, vectors }, u, t) {
  const next = new Float64Array(u.length);
  vectors.forEach((vector, k) => {
    const part = Math.exp(-values[k] * t) * vector.reduce((sum, entry, i) => sum + entry * u[i], 0);
    vector.forEach((entry, i) => (next[i] += part * entry));
  });
  return next;
}

/** The standard deviation of the values. */
export function spread(u) {
  const mean = u.reduce((sum, value) => sum + value, 0) / u.length;
  return Math.sqrt(u.reduce((sum, value) => sum + (value - mean) ** 2, 0) / u.length);
}

/** The edge that alone joins its two most even parts, or undefined. */
export function bridgeOf(n, edges) {
  const whole = Math.max(...componentsOf(n, edges));
  let best;
  let evenest = 0;
  for (const edge of edges) {
    const parts = componentsOf(n, edges.filter((other) => other !== edge));
    if (Math.max(...parts) === whole) continue;
    const size = parts.filter((part) => part === parts[edge[0]]).length;
    const other = parts.filter((part) => part === parts[edge[1]]).length;
    if (Math.min(size, other) > evenest) [best, evenest] = [edge, Math.min(size, other)];
  }
  return best;
}

/** The two nearest nodes of different components. */
export function nearestPieces(positions, edges) {
  const part = componentsOf(positions.length, edges);
  let [best, shortest] = [undefined, Infinity];
  positions.forEach(([x, y], i) =>
    positions.slice(0, i).forEach(([a, b], j) => {
      const away = Math.hypot(x - a, y - b);
      if (part[i] !== part[j] && away < shortest) [best, shortest] = [[j, i], away];
    }),
  );
  return best;
}

/** λ₂ and its vector scaled to ±1; of a graph in pieces, 0 and the piece of node 0 against the rest. */
export function fiedlerOf(positions, edges, { values, vectors }) {
  const parts = componentsOf(positions.length, edges);
  const pieces = 1 + Math.max(...parts);
  if (pieces > 1) return { lambda: 0, pieces, vector: parts.map((part) => (part ? -1 : 1)) };
  const most = vectors[1].reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  return { lambda: values[1], pieces, vector: [...vectors[1]].map((value) => value / most) };
}

/** "0.1,0.2,0.3,0.4" → [[0.1, 0.2], [0.3, 0.4]]; numbers beyond [min, max] make no sense. */
const pairsFrom = (min, max, isPart) => (text) => {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (numbers.length % 2 || !numbers.every((value) => value >= min && value <= max && isPart(value))) return undefined;
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]);
};

export function render(host) {
  const ui = new Panel(host, {
    title: "Heat on a graph you draw",
    help:
      "Drag from node to node to join them, or to cut them where they are joined; click an edge to cut it; drag from a node into the empty " +
      "for a new one. Keys on the drawing: arrows move the ring, Enter on two nodes joins or cuts them, Delete removes a node, space pauses.",
  });
  const first = { positions: ui.get("positions"), edges: ui.get("edges") };
  const positions = () => ui.get("positions");
  const edges = () => ui.get("edges").filter(([a, b]) => a !== b && Math.max(a, b) < positions().length);
  let [heat, history, chosen] = [hotLeft(positions()), [], null];
  let modes, fiedler, bridgeButton;
  const bridgeLabel = () => (fiedler.pieces > 1 ? "Join the pieces" : "Cut the bridge");

  const view = graphView(ui, { ...first, range: [0, 1], height: 250, act, gesture, describe: nameOf });
  ui.colourBar({ label: "heat", palette: ui.get("palette"), range: [0, 1] });
  const small = graphView(ui, { ...first, range: [-1, 1], width: 320, height: 200, radius: 5.5, parent: ui.side });
  ui.side.append(make("p", {}, "Fiedler vector: dark −1, light +1"));
  const T = { label: "time", min: 0, max: END, ticks: [0, 15, 30, 45, 60] };
  const plot = placed(axes(ui, { label: "", x: T, y: { label: "log₁₀ spread of heat", min: -4, max: 0.3, ticks: [-4, -3, -2, -1, 0] }, width: 400, height: 180 }), ui.stage);
  const predicted = trace(plot, "live-second");
  const measured = trace(plot);
  plot.add("text", { class: "live-note", x: plot.X(1), y: plot.Y(-3.85) }, "dashed: slope −λ₂");
  const numbers = facts(ui, ["λ₂", "time 1/λ₂", "pieces", "edges from + to −"]);

  const time = () => life.steps() * ui.get("dt");
  const level = () => Math.log10(Math.max(spread(heat), FLOOR));

  function nameOf(node) {
    const joined = edges().filter((edge) => edge.includes(node)).length;
    return `Node ${node}: heat ${heat[node].toFixed(2)}, ${joined} edge${joined === 1 ? "" : "s"}.`;
  }

  /** Another graph; heat stays on the nodes that stay. */
  function change(graph, said, kept = heat) {
    heat = kept;
    chosen = null;
    ui.set(graph);
    if (time() >= END || (ui.reducedMotion && !ui.get("running"))) life.restart();
    ui.say(`${said} λ₂ is ${short(fiedler.lambda)}.`);
  }

  function toggle(a, b) {
    const rest = edges().filter((edge) => !(edge.includes(a) && edge.includes(b)));
    const cut = rest.length < edges().length;
    change({ edges: cut ? rest : [...rest, [Math.min(a, b), Math.max(a, b)]] }, `${cut ? "Cut" : "Joined"} ${a} and ${b}.`);
  }

  function act(node) {
    if (chosen !== null && chosen !== node) return toggle(chosen, node);
    chosen = chosen === node ? null : node;
    view.mark(chosen === null ? [] : [chosen]);
    ui.say(chosen === null ? "None chosen." : `Node ${node} chosen; choose another to join or to cut them.`);
  }

  function gesture(from, { node, edge, x, y }) {
    if (from !== null && node !== null) return toggle(from, node);
    if (from !== null) return addNode(from, [x, y]);
    if (edge !== null) toggle(...edges()[edge]);
  }

  function addNode(from, place) {
    if (positions().length === MOST_NODES) return ui.say(`${MOST_NODES} nodes are the most.`);
    const fresh = positions().length;
    const rounded = place.map((value) => Number(clamp(value, 0, 1).toFixed(3)));
    change({ positions: [...positions(), rounded], edges: [...edges(), [from, fresh]] }, `Node ${fresh} joined to ${from}.`, [...heat, 0]);
    view.point(fresh);
  }

  /** For the keyboard: a free place beside the ring. */
  function addBeside() {
    const from = view.cursor();
    const [x, y] = positions()[from];
    const around = Array.from({ length: 12 }, (_, i) => [x + 0.12 * Math.cos((Math.PI * i) / 6), y + 0.16 * Math.sin((Math.PI * i) / 6)]);
    const room = ([a, b]) => (Math.min(a, b) < 0 || Math.max(a, b) > 1 ? -1 : Math.min(...positions().map(([c, d]) => Math.hypot(a - c, b - d))));
    addNode(from, around.reduce((best, place) => (room(place) > room(best) + 1e-9 ? place : best)));
  }

  function removeNode() {
    if (positions().length === 2) return ui.say("Two nodes are the fewest.");
    const gone = view.cursor();
    const without = (list) => [...list].filter((_, node) => node !== gone);
    const renumbered = edges().filter((edge) => !edge.includes(gone)).map((edge) => edge.map((node) => node - (node > gone)));
    change({ positions: without(positions()), edges: renumbered }, `Node ${gone} removed.`, without(heat));
  }

  function cutOrJoin() {
    if (fiedler.pieces > 1) return toggle(...nearestPieces(positions(), edges()));
    const bridge = bridgeOf(positions().length, edges());
    if (bridge) toggle(...bridge);
    else ui.say("No single edge holds this graph together: there is no bridge to cut.");
  }

  const life = timeline(ui, {
    ended: () => `Time ${END}: spread ${short(spread(heat))}. Restart warms the left half again.`,
    load() {
      heat = hotLeft(positions());
      history = [[0, level()]];
      predict();
    },
    step(count) {
      const taken = Math.min(count, Math.round(END / ui.get("dt")) - life.steps());
      for (let i = 1; i <= taken; i++) {
        heat = flowHeat(modes, heat, ui.get("dt"));
        history.push([time() + i * ui.get("dt"), level()]);
      }
      return taken;
    },
    show() {
      view.paint(heat);
      measured(history);
      const now = `${short(spread(heat))} at time ${time().toFixed(0)}`;
      plot.svg.setAttribute("aria-label", `Spread of heat on a logarithmic axis: ${now}; λ₂ is ${short(fiedler.lambda)}`);
      view.svg.setAttribute("aria-label", `Graph of ${positions().length} nodes and ${edges().length} edges in ${fiedler.pieces} piece${fiedler.pieces > 1 ? "s" : ""}; spread of heat ${now}`);
    },
    perFrame: () => ui.get("speed"),
    slice: 100,
  });

  /** The dashed line: from the last change on, the slowest mode alone. */
  function predict() {
    const [start, from] = history.at(-1);
    predicted([[start, from], [END, from - (fiedler.lambda * (END - start)) / Math.LN10]]);
  }

  function rebuild() {
    const n = positions().length;
    if (heat.length !== n) heat = Array.from({ length: n }, (_, i) => heat[i] ?? 0);
    modes = eigenSymmetric(laplacianOf(n, edges()));
    fiedler = fiedlerOf(positions(), edges(), modes);
    view.redraw({ positions: positions(), edges: edges() });
    view.mark([]);
    small.redraw({ positions: positions(), edges: edges() });
    small.paint(fiedler.vector);
    small.svg.setAttribute("aria-label", `Fiedler vector; ${fiedler.pieces > 1 ? "the graph is in pieces, so it only says which" : "its sign parts the graph"}`);
    numbers({
      "λ₂": short(fiedler.lambda),
      "time 1/λ₂": fiedler.lambda ? short(1 / fiedler.lambda) : "never",
      pieces: String(fiedler.pieces),
      "edges from + to −": `${signChanges(fiedler.vector, edges())} of ${edges().length}`,
    });
    if (bridgeButton) bridgeButton.textContent = bridgeLabel();
    if (!history.length) return;
    history = [...history.filter(([t]) => t < time()), [time(), level()]];
    predict();
    life.draw();
  }

  ui.watch(["positions", "edges"], rebuild);
  life.start({ positions: pairsFrom(0, 1, Number.isFinite), edges: pairsFrom(0, MOST_NODES - 1, Number.isInteger) }, () => {
    bridgeButton = ui.button(bridgeLabel(), cutOrJoin, "bridge");
    ui.button("Add node", addBeside);
    ui.button("Remove node", removeNode);
    ui.button("First graph", () => {
      change(first, "Back to the first graph.", hotLeft(first.positions));
      life.restart();
    });
  });
  ui.listen(view.svg, "keydown", (event) => {
    if (event.key !== " " && event.key !== "Delete") return;
    event.preventDefault();
    if (event.key === " ") ui.toggleRunning();
    else removeNode();
  });
  Object.assign(ui, { read: () => [...heat], fiedler: () => fiedler });
  return () => ui.dispose();
}

export default { render };
