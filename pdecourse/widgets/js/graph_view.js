// graph_view.js: a drawing of a graph. Colour is a number per node, shape is the group of a node, and a ring is the reader's cursor.
//
//   const view = graphView(ui, { positions: [[x, y], …], edges: [[i, j], …], groups: [0, 1, …], range: [low, high] });
//   view.paint(values)                              colours: one number per node, from range[0] to range[1]
//   view.redraw({ positions, edges, groups })       another graph in the same place
//   view.widen(widths)                              one width per edge; thin again after redraw
//   view.mark([nodes])                              these nodes get an outline in the accent colour
//   view.svg.setAttribute("aria-label", …)          what it shows at the moment: every figure says this itself
//   ui.colourBar({ label, palette: ui.get("palette"), range })     groupKey(ui.stage, ["one club", "the other"])
//
// Positions lie in the unit square, y upwards; Python computes them (pdecourse.widgets.drawn_graphs), there is no layout here.
// Options: parent (default ui.stage), width and height of the view box, radius of a node, and for figures that listen to the reader
//   act(node)              a click or tap on a node, or Enter on the ring that the arrow keys move; makes the drawing focusable
//   describe(node)         what the status line says when the ring moves there
//   gesture(from, place)   every other gesture: from a node (or null) to place = { node, edge, x, y }, where node or edge may be null
// Needs basics.js, panel.js and axes.js (for ARROWS). Matrices and eigenvalues are in graph_matrices.js and eigen.js.

const SHAPES = [
  (r) => `M ${-r} 0 A ${r} ${r} 0 1 1 ${r} 0 A ${r} ${r} 0 1 1 ${-r} 0 Z`, // circle
  (r) => `M ${-0.9 * r} ${-0.9 * r} H ${0.9 * r} V ${0.9 * r} H ${-0.9 * r} Z`, // square
  (r) => `M 0 ${-1.25 * r} L ${1.12 * r} ${0.75 * r} L ${-1.12 * r} ${0.75 * r} Z`, // triangle
  (r) => `M 0 ${-1.3 * r} L ${1.3 * r} 0 L 0 ${1.3 * r} L ${-1.3 * r} 0 Z`, // diamond
];

/** value → the nearest stop of `palette` spread over [low, high]. */
function colourScale(palette, [low, high]) {
  const last = palette.length - 1;
  return (value) => palette[Math.round(clamp((value - low) / (high - low), 0, 1) * last)];
}

function graphView(ui, { positions, edges, groups, range, parent = ui.stage, width = 400, height = 300, radius = 7, act, describe, gesture }) {
  const margin = 2.2 * radius;
  const X = (x) => margin + x * (width - 2 * margin);
  const Y = (y) => height - margin - y * (height - 2 * margin);
  const colour = colourScale(ui.get("palette"), range);
  const [lines, dots] = [make("svg:g"), make("svg:g")];
  const band = make("svg:line", { class: "live-rubber", visibility: "hidden" });
  const ring = make("svg:circle", { class: "live-cursor", r: 1.7 * radius, visibility: "hidden" });
  const svg = make("svg:svg", { class: "live-axes live-graph", viewBox: `0 0 ${width} ${height}`, role: "img" }, lines, band, dots, ring);
  let cursor = 0;
  let values = [];
  let marked = [];

  function redraw(graph) {
    ({ positions, edges, groups } = { positions, edges, groups, ...graph });
    lines.replaceChildren(
      ...edges.map(([a, b]) => {
        const ends = { x1: X(positions[a][0]), y1: Y(positions[a][1]), x2: X(positions[b][0]), y2: Y(positions[b][1]) };
        return make("svg:line", { class: "live-edge", ...ends });
      }),
    );
    dots.replaceChildren(
      ...positions.map(([x, y], node) => {
        const d = SHAPES[(groups?.[node] ?? 0) % SHAPES.length](radius);
        return make("svg:path", { class: "live-node", d, transform: `translate(${X(x)} ${Y(y)})` });
      }),
    );
    point(Math.min(cursor, positions.length - 1));
    paint(values);
    mark(marked);
  }

  function mark(nodes) {
    marked = nodes;
    [...dots.children].forEach((dot, node) => dot.classList.toggle("live-marked", nodes.includes(node)));
  }

  function paint(numbers) {
    values = numbers;
    [...dots.children].forEach((dot, node) => node in values && (dot.style.fill = colour(values[node])));
  }

  function widen(widths) {
    [...lines.children].forEach((line, edge) => (line.style.strokeWidth = widths[edge]));
  }

  /** Move the ring to `node`; it shows while the drawing has the keyboard. */
  function point(node) {
    cursor = node;
    if (!(node in positions)) return;
    ring.setAttribute("cx", X(positions[node][0]));
    ring.setAttribute("cy", Y(positions[node][1]));
  }

  /** What lies under a pointer event: { node, edge, x, y }, x and y in the unit square. */
  function place(event) {
    const box = svg.getBoundingClientRect();
    const [across, down] = [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
    const nearest = (items, distance, reach) => {
      const away = items.map(distance);
      const best = away.indexOf(Math.min(...away));
      return best >= 0 && away[best] < reach ? best : null;
    };
    const node = nearest(positions, ([x, y]) => Math.hypot(X(x) - across, Y(y) - down), 2 * radius);
    const toEdge = ([a, b]) => distanceToSegment([across, down], ...[a, b].map((end) => [X(positions[end][0]), Y(positions[end][1])]));
    const edge = node === null ? nearest(edges, toEdge, radius) : null;
    const [x, y] = [(across - margin) / (width - 2 * margin), (height - margin - down) / (height - 2 * margin)].map((value) => clamp(value, 0, 1));
    return { node, edge, x, y };
  }

  if (act) {
    for (const [name, value] of Object.entries({ role: "application", tabindex: 0, "aria-roledescription": "graph" })) svg.setAttribute(name, value);
    svg.classList.add("live-acts");
    listenToKeys();
    listenToPointer();
  }

  function listenToKeys() {
    const next = (across, up) => {
      const [x0, y0] = [X(positions[cursor][0]), Y(positions[cursor][1])];
      const costs = positions.map(([x, y], node) => {
        const [dx, dy] = [X(x) - x0, y0 - Y(y)];
        const ahead = dx * across + dy * up;
        return node !== cursor && ahead > 1e-6 ? ahead + 2 * Math.abs(dx * up - dy * across) : Infinity;
      });
      const best = costs.indexOf(Math.min(...costs));
      return Number.isFinite(costs[best]) ? best : cursor;
    };
    ui.listen(svg, "keydown", (event) => {
      if (!positions.length || (event.key !== "Enter" && !(event.key in ARROWS))) return;
      event.preventDefault();
      if (event.key === "Enter") return act(cursor);
      point(next(...ARROWS[event.key]));
      if (describe) ui.say(describe(cursor));
    });
    ui.listen(svg, "focus", () => ring.setAttribute("visibility", svg.matches(":focus-visible") ? "visible" : "hidden"));
    ui.listen(svg, "keydown", () => ring.setAttribute("visibility", "visible"));
    ui.listen(svg, "blur", () => ring.setAttribute("visibility", "hidden"));
  }

  function listenToPointer() {
    let start = null;
    const stretch = (event) => {
      const to = place(event);
      const ends = [positions[start.node], [to.x, to.y]];
      ends.forEach(([x, y], i) => (band.setAttribute(`x${i + 1}`, X(x)), band.setAttribute(`y${i + 1}`, Y(y))));
    };
    ui.listen(svg, "pointerdown", (event) => {
      if (event.button) return;
      start = place(event);
      if (start.node === null) return; // a touch beside the nodes may be the start of scrolling
      svg.setPointerCapture(event.pointerId);
      point(start.node);
      if (gesture) (stretch(event), band.setAttribute("visibility", "visible"));
    });
    ui.listen(svg, "pointermove", (event) => start?.node != null && gesture && stretch(event));
    ui.listen(svg, "pointerup", (event) => {
      if (!start) return;
      const to = place(event);
      const from = start.node;
      end();
      if (from !== null && to.node === from) act(from);
      else gesture?.(from, to);
    });
    const end = () => {
      start = null;
      band.setAttribute("visibility", "hidden");
    };
    ui.listen(svg, "pointercancel", end);
  }

  parent.append(svg);
  redraw({});
  return { svg, paint, widen, mark, redraw, point, place, cursor: () => cursor };
}

function distanceToSegment([x, y], [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = clamp(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1), 0, 1);
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** A line that explains the shapes: ● one club ■ the other. */
function groupKey(parent, names) {
  const entries = names.map((name, group) => {
    const icon = make("svg:svg", { viewBox: "-9 -9 18 18", "aria-hidden": "true" }, make("svg:path", { class: "live-node", d: SHAPES[group](6) }));
    return make("span", {}, icon, name);
  });
  parent.append(make("div", { class: "live-key" }, ...entries));
}
