// heat_paint.js: paint heat on a plate and see which edges keep it. Chapter 1.

const EDGES = {
  periodic: ["periodic", "what leaves on one side comes in on the other"],
  neumann: ["no flux", "insulated: nothing passes the edge"],
  dirichlet: ["fixed", "ice all round: the edge is held at 0"],
};
const R = 0.2; // of the explicit step, below the limit of ¼

/** Two hot discs, one of them near an edge. */
export function discs(n) {
  const spots = [[0.14, 0.62], [0.66, 0.36]];
  const inside = (x, y) => spots.some(([a, b]) => (x - a * n) ** 2 + (y - b * n) ** 2 < (0.11 * n) ** 2);
  return Float64Array.from({ length: n * n }, (_, i) => (inside((i % n) + 0.5, Math.floor(i / n) + 0.5) ? 1 : 0));
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Heat on a plate",
    help:
      "Drag on the plate to heat it; Shift-drag, the right button or the Brush button cools it to 0. " +
      "Keys on the plate: arrows move the brush, Enter paints, Shift-Enter erases, space pauses.",
  });
  const n = ui.get("size");
  let [u, next] = [discs(n), new Float64Array(n * n)];
  let history = [];
  let given = 0; // heat put in by hand, counted apart from what the edge takes
  const attributes = { tabindex: 0, role: "application", "aria-roledescription": "plate to paint on" };
  const picture = plate(ui, { n, label: "temperature", range: [0, 1], attributes });
  const total = () => u.reduce((sum, value) => sum + value, 0);
  const wraps = () => ui.get("boundary") === "periodic";

  function dab(x, y, mode) {
    const before = total();
    const radius = n / 16;
    for (let i = 0; i < u.length; i++) {
      let [across, up] = [Math.abs((i % n) + 0.5 - x), Math.abs(Math.floor(i / n) + 0.5 - y)];
      if (wraps()) [across, up] = [across, up].map((away) => Math.min(away, n - away));
      if (across * across + up * up < radius * radius) u[i] = mode === PAINT ? 1 : 0;
    }
    given += total() - before;
    history.push([life.steps(), total()]);
    if (!ui.get("running")) life.draw();
  }

  ui.choice({ name: "boundary", label: "Edge of the plate", options: EDGES });

  const most = Math.ceil(total() / 200) * 400;
  const Y = { label: "total heat", min: 0, max: most, ticks: [0, most / 2, most] };
  const plot = axes(ui, { label: "", x: { label: "steps, the last 1000", min: 0, max: 1000, ticks: [0, 500, 1000] }, y: Y, height: 200 });
  const curve = trace(plot);
  const start = trace(plot, "live-limit");
  const numbers = facts(ui, ["total heat now", "put in by hand", "lost through the edge"]);

  const painting = brush(ui, { n, radius: n / 16, dab, wraps });
  painting.follow(picture.canvas, picture.frame);

  function show() {
    picture.draw(u);
    const now = total();
    history = history.filter(([step]) => step >= life.steps() - 1000);
    const first = Math.max(0, life.steps() - 1000);
    const scale = Math.min(1, most / (1.05 * Math.max(given, now)));
    curve(history.map(([step, heat]) => [step - first, heat * scale]));
    start([[0, given * scale], [1000, given * scale]]);
    const lost = Math.abs(given - now) < 1e-6 * given ? "0" : `${short(given - now, 4)} (${((100 * (given - now)) / given).toFixed(1)} %)`;
    numbers({ "total heat now": now.toFixed(2), "put in by hand": given.toFixed(2), "lost through the edge": lost });
    const [name] = EDGES[ui.get("boundary")];
    plot.svg.setAttribute("aria-label", `Total heat against time: ${now.toFixed(2)} of ${given.toFixed(2)}`);
    picture.canvas.setAttribute("aria-label", `Plate with ${name} edges: total heat ${now.toFixed(2)} of ${given.toFixed(2)}`);
  }

  const life = timeline(ui, {
    load() {
      u = discs(n);
      given = total();
      history = [[0, given]];
    },
    step(count) {
      for (let i = 0; i < count; i++) {
        heatStep(u, next, n, R, ui.get("boundary"));
        [u, next] = [next, u];
      }
      history.push([life.steps() + count, total()]);
      return count;
    },
    show,
    perFrame: () => ui.get("speed"),
    slice: 50,
  });
  life.start({ boundary: oneOf(Object.keys(EDGES)) }, painting.button);
  ui.watch(["boundary"], show);
  Object.assign(ui, { read: () => [...u], total });
  return () => ui.dispose();
}

export default { render };
