// particles.js: nodes as particles in the plane of two features, edges as springs that pull or push. Chapter 7.

const REACH = 2; // the farthest coordinate; beyond it the whole cloud is scaled down
const WINDOW = 10; // time in the plot
const W = { min: -1.5, max: 1.5 };
const GRAPHS = {
  cube: ["cube", "8 nodes, 3 neighbours each, bipartite: shapes show the two sides"],
  petersen: ["Petersen’s graph", "10 nodes, 3 neighbours each, not bipartite"],
};

/** x + dt (Ā x − x) w, axis by axis, and then scaled down to fit: [[a, b], …]. */
export function springStep(matrix, x, w, dt) {
  const columns = [0, 1].map((c) => {
    const column = x.map((row) => row[c]);
    return times(matrix, column).map((mean, i) => column[i] + dt * w[c] * (mean - column[i]));
  });
  const largest = Math.max(...columns.flatMap((column) => [...column].map(Math.abs)));
  const scale = Math.min(1, REACH / largest);
  return x.map((_, i) => columns.map((column) => column[i] * scale));
}

/** ½⟨X, (I − Ā) X W⟩ / ‖X‖², which the flow lets fall. */
export function energyOf(matrix, x, w) {
  const size = x.flat().reduce((sum, value) => sum + value * value, 0);
  const parts = [0, 1].map((c) => {
    const column = x.map((row) => row[c]);
    return w[c] * times(matrix, column).reduce((sum, mean, i) => sum + column[i] * (column[i] - mean), 0);
  });
  return size > 1e-280 ? (parts[0] + parts[1]) / (2 * size) : 0;
}

const effect = (w) => (Math.abs(w) < 1e-9 ? "nothing" : w > 0 ? "attracts" : "repels");

export function render(host) {
  const ui = new Panel(host, {
    title: "Particles and springs",
    help:
      "Drag a particle. Keys on the drawing: Enter chooses the next particle, arrows move it (with Shift further), space pauses. Positive " +
      "eigenvalues of W pull neighbours together along their axis, negative ones push them apart; a cloud that leaves is scaled down.",
  });
  const graphs = ui.get("graphs");
  const graph = () => graphs[ui.get("graph")];
  let matrix, lines, dots;
  let x = graph().first;
  let [history, chosen, dragged] = [[], 0, false];

  const F = { min: -REACH, max: REACH, ticks: [-2, -1, 0, 1, 2] };
  const plane = placed(axes(ui, { label: "", x: { label: "feature across", ...F }, y: { label: "feature up", ...F }, width: 400, height: 380 }), ui.stage);
  plane.svg.classList.add("live-pad");
  for (const [name, value] of Object.entries({ role: "application", tabindex: 0, "aria-roledescription": "particles" })) plane.svg.setAttribute(name, value);
  const cloud = plane.add("g", {});
  const ring = plane.add("circle", { class: "live-cursor", r: 12, visibility: "hidden" });
  ui.choice({ name: "graph", label: "Graph", options: GRAPHS });
  ui.slider({ name: "across", label: "W across", ...W, step: 0.05, digits: 2 });
  ui.slider({ name: "up", label: "W up", ...W, step: 0.05, digits: 2 });
  const Y = { label: "energy of X/‖X‖", min: -1.5, max: 1.5, ticks: [-1, 0, 1] };
  const log = axes(ui, { label: "", x: { label: "time", min: 0, max: WINDOW, ticks: [0, 5, 10] }, y: Y, height: 180 });
  log.curve([[0, 0], [WINDOW, 0]], { class: "live-limit" });
  const curve = trace(log);
  const numbers = facts(ui, ["across", "up", "energy", "width, height"]);

  const w = () => [ui.get("across"), ui.get("up")];
  const energy = () => energyOf(matrix, x, w());
  const extent = () => [0, 1].map((c) => Math.max(...x.map((row) => row[c])) - Math.min(...x.map((row) => row[c])));

  function changeGraph() {
    const { edges, groups, first } = graph();
    matrix = normalizedOf(adjacencyOf(first.length, edges));
    lines = edges.map(() => make("svg:line", { class: "live-edge" }));
    const colour = colourScale(ui.get("palette"), [0, 1]);
    dots = first.map((_, i) => make("svg:path", { class: "live-node", d: SHAPES[groups[i]](8), style: `fill: ${colour(groups[i])}` }));
    cloud.replaceChildren(...lines, ...dots);
    chosen = 0;
  }

  function draw() {
    const place = ([a, b]) => [plane.X(a), plane.Y(b)];
    graph().edges.forEach(([i, j], edge) => {
      const [[x1, y1], [x2, y2]] = [place(x[i]), place(x[j])];
      for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) lines[edge].setAttribute(name, value);
    });
    dots.forEach((dot, i) => dot.setAttribute("transform", `translate(${place(x[i]).join(" ")})`));
    const [cx, cy] = place(x[chosen]);
    ring.setAttribute("cx", cx);
    ring.setAttribute("cy", cy);
  }

  const life = timeline(ui, {
    load() {
      x = graph().first.map((row) => [...row]);
      history = [[0, energy()]];
    },
    step(count) {
      const dt = ui.get("dt");
      for (let i = 0; i < count; i++) {
        const held = x[chosen];
        x = springStep(matrix, x, w(), dt);
        if (dragged) x[chosen] = held;
        history.push([history.at(-1)[0] + dt, energy()]);
      }
      return count;
    },
    show() {
      draw();
      const first = Math.max(0, history.at(-1)[0] - WINDOW);
      history = history.filter(([t]) => t >= first);
      curve(history.map(([t, value]) => [t - first, value]));
      const [width, height] = extent().map((value) => value.toFixed(2));
      numbers({ energy: fixed(energy(), 3), "width, height": `${width}, ${height}` });
      plane.svg.setAttribute("aria-label", `${x.length} particles; W ${effect(w()[0])} across and ${effect(w()[1])} up; the cloud is ${width} wide and ${height} high`);
      log.svg.setAttribute("aria-label", `Energy of the normalised features against time; now ${fixed(energy(), 3)}`);
    },
    perFrame: () => ui.get("speed"),
    slice: 200,
  });

  /** Move the chosen particle to [a, b], as far as the picture reaches. */
  function move(a, b) {
    x[chosen] = [a, b].map((value) => clamp(value, -REACH, REACH));
    life.draw();
  }

  ui.listen(plane.svg, "pointerdown", (event) => {
    if (event.button) return;
    const [a, b] = plane.values(event);
    const away = x.map(([c, d]) => Math.hypot(a - c, b - d));
    const nearest = away.indexOf(Math.min(...away));
    if (away[nearest] > 0.3) return; // a touch beside the particles may be the start of scrolling
    [chosen, dragged] = [nearest, true];
    plane.svg.setPointerCapture(event.pointerId);
    plane.svg.focus({ preventScroll: true });
    event.preventDefault();
    life.draw();
  });
  ui.listen(plane.svg, "pointermove", (event) => dragged && move(...plane.values(event)));
  for (const end of ["pointerup", "pointercancel"]) ui.listen(plane.svg, end, () => (dragged = false));
  ui.listen(plane.svg, "focus", () => ring.setAttribute("visibility", "visible"));
  ui.listen(plane.svg, "blur", () => ring.setAttribute("visibility", "hidden"));
  ui.listen(plane.svg, "keydown", (event) => {
    if (!(event.key in ARROWS) && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (event.key === " ") return ui.toggleRunning();
    if (event.key === "Enter") chosen = (chosen + 1) % x.length;
    const [across, up] = ARROWS[event.key] ?? [0, 0];
    const by = event.shiftKey ? 0.5 : 0.1;
    move(x[chosen][0] + by * across, x[chosen][1] + by * up);
    ui.say(`Particle ${chosen} at ${x[chosen].map((value) => fixed(value, 2)).join(", ")}.`);
  });

  changeGraph();
  let shown = ui.get("graph");
  ui.watch(["graph"], () => {
    if (ui.get("graph") === shown) return;
    shown = ui.get("graph");
    x = graph().first;
    changeGraph();
    life.restart();
  });
  life.start({ across: numberFrom(W.min, W.max), up: numberFrom(W.min, W.max), graph: oneOf(Object.keys(GRAPHS)) });
  ui.watch(["across", "up"], () => {
    numbers({ across: effect(w()[0]), up: effect(w()[1]) });
    if (ui.reducedMotion && !ui.get("running")) life.restart();
    else life.draw();
  });
  Object.assign(ui, { read: () => x.map((row) => [...row]), chosen: () => chosen });
  return () => ui.dispose();
}

export default { render };
