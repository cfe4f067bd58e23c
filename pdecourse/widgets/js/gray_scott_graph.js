// gray_scott_graph.js: Gray–Scott on a list of links: chapter 2's picture, shaken places, links sent astray. Chapter 8.

const [Du, Dv] = [0.16, 0.08];
const WINDOW = 4000; // time in the plot of the spread
const PLACES = {
  grid: ["grid", "each cell is linked to its four neighbours, round the edges"],
  shaken: ["shaken", "each cell is moved, and linked to its eight nearest"],
};
const NEAREST = 8;
const SHAKE = 0.7; // of a cell, along each axis

/** x₀, y₀, x₁, y₁, …: the middle of the cell in column c and row r is (c + ½, r + ½). */
export function placesOf(kind, n) {
  const noise = randomNumbers(1, 2 * n * n);
  return noise.map((part, i) => {
    const middle = (i % 2 ? Math.floor(i / 2 / n) : (i >> 1) % n) + 0.5;
    return kind === "grid" ? middle : (middle + SHAKE * (2 * part - 1) + n) % n;
  });
}

/** The nodes by cell of the grid: cells[r · n + c] lists those that lie in it. */
function inCells(places, n) {
  const cells = Array.from({ length: n * n }, () => []);
  for (let node = 0; node < n * n; node++) cells[Math.floor(places[2 * node + 1]) * n + Math.floor(places[2 * node])].push(node);
  return cells;
}

/** The shorter way round, squared. */
function squaredDistance(x, y, otherX, otherY, n) {
  const [dx, dy] = [Math.abs(x - otherX), Math.abs(y - otherY)];
  return Math.min(dx, n - dx) ** 2 + Math.min(dy, n - dy) ** 2;
}

/** The nodes nearest to (x, y) among those at most `reach` cells away, and their squared distances, nearest first. */
function nearestTo(x, y, places, cells, n, count, reach = 3) {
  const found = [];
  const [column, row] = [Math.floor(x), Math.floor(y)];
  for (let r = row - reach; r <= row + reach; r++) {
    for (let c = column - reach; c <= column + reach; c++) {
      for (const node of cells[((r + n) % n) * n + ((c + n) % n)]) found.push([squaredDistance(x, y, places[2 * node], places[2 * node + 1], n), node]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, count);
}

/** The links before rewiring, a₀, b₀, a₁, b₁, …, in Python's order. */
export function linksOf(kind, n, places) {
  const nodes = n * n;
  if (kind === "grid") {
    const right = (i) => i - (i % n) + ((i + 1) % n);
    return Int32Array.from({ length: 4 * nodes }, (_, at) => [(i) => i, right, (i) => i, (i) => (i + n) % nodes][at % 4](at >> 2));
  }
  const cells = inCells(places, n);
  const keys = new Set();
  for (let a = 0; a < nodes; a++) {
    for (const [, b] of nearestTo(places[2 * a], places[2 * a + 1], places, cells, n, NEAREST + 1)) {
      if (b !== a) keys.add(Math.min(a, b) * nodes + Math.max(a, b));
    }
  }
  return Int32Array.from([...keys].sort((a, b) => a - b).flatMap((key) => [Math.floor(key / nodes), key % nodes]));
}

/** The links after a `share` of them got a random second end; a larger share moves these and more. */
export function rewiredLinks(links, share, nodes) {
  const lots = randomNumbers(2, links.length); // two for each link: whether, and where to
  return links.map((end, at) => (at % 2 && lots[at - 1] < share ? Math.floor(lots[at] * nodes) : end));
}

/** { starts, others, weight }: the neighbours of node i are others[starts[i]] … others[starts[i + 1] − 1], all of one weight. */
export function networkOf({ places: kind, rewired, size: n }) {
  const nodes = n * n;
  const places = placesOf(kind, n);
  const straight = linksOf(kind, n, places);
  let squares = 0;
  for (let at = 0; at < straight.length; at += 2) {
    const [a, b] = [2 * straight[at], 2 * straight[at + 1]];
    squares += squaredDistance(places[a], places[a + 1], places[b], places[b + 1], n);
  }
  const links = rewiredLinks(straight, rewired, nodes);
  const starts = new Int32Array(nodes + 1);
  links.forEach((end) => (starts[end + 1] += 1));
  for (let i = 0; i < nodes; i++) starts[i + 1] += starts[i];
  const next = starts.slice();
  const others = new Int32Array(links.length);
  for (let at = 0; at < links.length; at++) others[next[links[at]]++] = links[at ^ 1];
  return { places, starts, others, weight: (2 * nodes) / squares, astray: links.filter((end, at) => end !== straight[at]).length };
}

/** One step of explicit Euler from [u, v] to [nextU, nextV]. */
export function graphStep([u, v], [nextU, nextV], { starts, others, weight }, { F, k, dt }) {
  for (let i = 0; i < u.length; i++) {
    let [sumU, sumV] = [0, 0];
    for (let at = starts[i]; at < starts[i + 1]; at++) {
      sumU += u[others[at]];
      sumV += v[others[at]];
    }
    const degree = starts[i + 1] - starts[i];
    const made = u[i] * v[i] * v[i];
    nextU[i] = u[i] + dt * (Du * weight * (sumU - degree * u[i]) - made + F * (1 - u[i]));
    nextV[i] = v[i] + dt * (Dv * weight * (sumV - degree * v[i]) + made - (F + k) * v[i]);
  }
}

/** The mean number of links on the shortest way from `from` to the nodes that can be reached. */
export function meanDistance({ starts, others }, from) {
  const distance = new Int32Array(starts.length - 1).fill(-1);
  distance[from] = 0;
  const queue = [from];
  for (const node of queue) {
    for (let at = starts[node]; at < starts[node + 1]; at++) {
      if (distance[others[at]] < 0) queue.push(others[at]), (distance[others[at]] = distance[node] + 1);
    }
  }
  return queue.reduce((sum, node) => sum + distance[node], 0) / Math.max(1, queue.length - 1);
}

/** For each of m × m pixels, bottom row first, the node to show there: the nearest one. */
export function ownersOf(kind, places, n, m) {
  const cells = inCells(places, n);
  return Int32Array.from({ length: m * m }, (_, pixel) => {
    const [x, y] = [(((pixel % m) + 0.5) * n) / m, ((Math.floor(pixel / m) + 0.5) * n) / m];
    return kind === "grid" ? Math.floor(y) * n + Math.floor(x) : nearestTo(x, y, places, cells, n, 1)[0][1];
  });
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Gray–Scott on a graph",
    help:
      "Let the labyrinth grow, then shake the places or send links astray; the state stays, and Restart begins with the seed again. Drag on the picture " +
      "(sideways on a touch screen) to add v. Keys on the picture: arrows move the brush, Enter paints, Shift-Enter erases, space pauses.",
  });
  const n = ui.get("size");
  const m = 3 * n; // pixels along a side
  const radius = n / 24;
  const attributes = { tabindex: 0, role: "application", "aria-roledescription": "field to paint on" };
  const { canvas, frame, draw } = plate(ui, { n: m, label: "v", range: [0, 0.4], attributes });
  ui.choice({ name: "places", label: "Places of the nodes", options: PLACES });
  const mark = sliderMarks(ui.slider({ name: "rewired", label: "links astray", min: 0, max: 0.3, step: 0.01, digits: 2 }));
  mark([[0.03, "3"], [0.1, "10"], [0.3, "30 %"]]);
  const T = { label: "time: the latest 4000", min: 0, max: WINDOW, ticks: [0, 1000, 2000, 3000] };
  const plot = axes(ui, { label: "", x: T, y: { label: "spread of v", min: 0, max: 0.16, ticks: [0, 0.1] }, height: 180 });
  const curve = trace(plot);
  const numbers = facts(ui, ["nodes", "links", "astray", "links per node", "mean distance", "verdict"]);
  let [state, spare] = [0, 1].map(() => [new Float64Array(n * n), new Float64Array(n * n)]);
  let [history, picture] = [[], new Float64Array(m * m)];
  let network, owners, shownPlaces;

  const named = (names) => Object.fromEntries(names.map((name) => [name, ui.get(name)]));
  const describe = () => `v on ${PLACES[ui.get("places")][0]} places with ${Math.round(100 * ui.get("rewired"))} % of links astray`;

  function spread() {
    const mean = state[1].reduce((sum, value) => sum + value, 0) / (n * n);
    return Math.sqrt(state[1].reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n * n));
  }

  /** The links at the present settings; the pixels too where the places have moved. */
  function build() {
    const settings = named(["places", "rewired", "size"]);
    network = networkOf(settings);
    if (shownPlaces !== settings.places) owners = ownersOf(settings.places, network.places, n, m);
    shownPlaces = settings.places;
    const degrees = Array.from({ length: n * n }, (_, i) => network.starts[i + 1] - network.starts[i]);
    numbers({
      nodes: String(n * n),
      links: String(network.others.length / 2),
      astray: String(network.astray),
      "links per node": `${Math.min(...degrees)} to ${Math.max(...degrees)}`,
      "mean distance": `${meanDistance(network, (n * n + n) / 2).toFixed(1)} links`,
    });
  }

  const life = timeline(ui, {
    load() {
      initial(ui).forEach((value, at) => (state[Math.floor(at / (n * n))][at % (n * n)] = value));
      history = [[0, spread()]];
    },
    step(count) {
      const values = named(["F", "k", "dt"]);
      for (let i = 0; i < count; i++) {
        graphStep(state, spare, network, values);
        [state, spare] = [spare, state];
      }
      history.push([history.at(-1)[0] + count * values.dt, spread()]);
      return count;
    },
    show() {
      for (let pixel = 0; pixel < m * m; pixel++) picture[pixel] = state[1][owners[pixel]];
      draw(picture);
      const last = history.at(-1)[0];
      history = history.filter(([time]) => time >= last - WINDOW - 1e-9);
      const start = Math.max(0, last - WINDOW);
      curve(history.map(([time, size]) => [time - start, size]));
      const verdict = history.at(-1)[1] > 0.02 ? "a pattern" : "all nodes alike";
      numbers({ verdict });
      plot.svg.setAttribute("aria-label", `Standard deviation of v over time, now ${short(history.at(-1)[1], 2)}`);
      canvas.setAttribute("aria-label", `Gray–Scott: ${describe()}; ${verdict}`);
    },
    perFrame: () => ui.get("speed"),
    slice: 100,
  });

  const dab = (x, y, mode) => {
    const [ink, { places }] = [mode === ERASE ? [1, 0] : [0.5, 0.25], network];
    for (let node = 0; node < n * n; node++) {
      if (squaredDistance(x, y, places[2 * node], places[2 * node + 1], n) >= radius ** 2) continue;
      [state[0][node], state[1][node]] = ink;
    }
    if (!ui.get("running")) life.draw();
  };
  const painting = brush(ui, { n, radius, dab, wraps: () => true });
  painting.follow(canvas, frame);

  function change() {
    build();
    if (!history.length) return;
    if (ui.reducedMotion && !ui.get("running")) life.restart(); // a still of the new graph
    else life.draw();
  }

  ui.watch(["places", "rewired"], change);
  life.start({ places: oneOf(Object.keys(PLACES)), rewired: numberFrom(0, 0.3) }, painting.button);
  Object.assign(ui, { read: () => state.map((species) => [...species]) });
  return () => ui.dispose();
}

export default { render };
