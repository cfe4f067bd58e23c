// domain_length.js: a line of length L holds only the waves nπ/L; does one of them grow? Chapter 3.

const [Du, Dv] = [1, 10];
const LONGEST = 25;
const END = 400;

/** Cells along a line of length L: four per unit. */
export const cellsOf = (length) => Math.round(4 * length);

/** Uniform noise of ±1 % on the uniform state: [u, v]. */
export function noisyRest(length, seed) {
  const n = cellsOf(length);
  const noise = randomNumbers(seed, 2 * n);
  return REST.map((rest, s) => noise.slice(s * n, (s + 1) * n).map((number) => rest + 0.02 * (number - 0.5)));
}

/** `count` steps of explicit Euler with insulated ends on [u, v], in place. */
export function advanceLine([u, v], { spacing, dt, count }) {
  const n = u.length;
  const { a, b } = FEED;
  const square = spacing ** 2;
  for (let step = 0; step < count; step++) {
    let [leftU, leftV] = [u[0], v[0]];
    for (let i = 0; i < n; i++) {
      const [p, q] = [u[i], v[i]];
      const [rightU, rightV] = i < n - 1 ? [u[i + 1], v[i + 1]] : [p, q];
      const made = p * p * q;
      u[i] = p + dt * ((Du * (-2 * p + (leftU + rightU))) / square + (a - p + made));
      v[i] = q + dt * ((Dv * (-2 * q + (leftV + rightV))) / square + (b - made));
      [leftU, leftV] = [p, q];
    }
  }
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Length of the line",
    help:
      "Change L with the slider; each change starts again from noise of 1 %. The ends are insulated, so a wave must fit a whole number of " +
      "half wavelengths: k = nπ/L. Dots are these waves; a filled one grows.",
  });
  let line, history;
  const length = () => ui.get("length");
  const modes = () => {
    const all = Array.from({ length: Math.ceil((1.2 * length()) / Math.PI) }, (_, i) => i + 1);
    return all.map((mode) => ({ mode, k: (mode * Math.PI) / length() })).map((wave) => ({ ...wave, rate: growthRate(wave.k, Dv / Du) }));
  };
  const growing = () => modes().filter(({ rate }) => rate > 0);

  const X = { label: "x", min: 0, max: LONGEST, ticks: [0, 5, 10, 15, 20, 25] };
  const stage = placed(axes(ui, { label: "", x: X, y: { label: "u and v", min: 0, max: 2, ticks: [0, 0.5, 1, 1.5, 2] }, width: 400, height: 230 }), ui.stage);
  const outside = clipped(stage)("rect", { class: "live-outside", y: stage.Y(2), height: stage.Y(0) - stage.Y(2) });
  const [first, second] = [trace(stage), trace(stage, "live-second")];
  stage.add("text", { class: "live-note", x: stage.X(0.4), y: stage.Y(1.86) }, "u solid, v dashed");
  const T = { label: "time", min: 0, max: END, ticks: [0, 100, 200, 300, 400] };
  const log = placed(axes(ui, { label: "", x: T, y: { label: "log₁₀ largest |u − u₀|", min: -6, max: 1, ticks: [-6, -4, -2, 0] }, width: 400, height: 170 }), ui.stage);
  const predicted = trace(log, "live-second");
  const amplitude = trace(log);
  log.add("text", { class: "live-note", x: log.X(END) - 6, y: log.Y(-5.6), "text-anchor": "end" }, "dashed: slope of the fastest mode");

  ui.slider({ name: "length", label: "length L", min: 2, max: LONGEST, step: 0.1, digits: 1 });
  const K = { label: "wavenumber k", min: 0, max: 1.2, ticks: [0, 0.3, 0.6, 0.9, 1.2] };
  const plot = axes(ui, { label: "", x: K, y: { label: "rate σ(k)", min: -0.6, max: 0.15, ticks: [-0.5, 0] }, height: 220 });
  const [low, high] = unstableBand(Dv / Du);
  plot.add("rect", { class: "live-region", x: plot.X(low), y: plot.Y(0.15), width: plot.X(high) - plot.X(low), height: plot.Y(-0.6) - plot.Y(0.15) });
  plot.curve([[0, 0], [1.2, 0]], { class: "live-limit" });
  trace(plot)(Array.from({ length: 241 }, (_, i) => [i / 200, growthRate(i / 200, Dv / Du)]));
  plot.add("text", { class: "live-note", x: plot.X((low + high) / 2), y: plot.Y(-0.57), "text-anchor": "middle" }, "band");
  const drawDot = clipped(plot);
  let dots = [];
  const numbers = facts(ui, ["modes in the band", "fastest", "verdict"]);

  const time = () => life.steps() * ui.get("dt");
  const size = () => line[0].reduce((top, value) => Math.max(top, Math.abs(value - REST[0])), 0);
  const crests = () => {
    const signs = line[0].map((value) => Math.sign(value - REST[0]));
    return signs.filter((sign, i) => i && sign !== signs[i - 1]).length;
  };
  const verdict = () => (size() > 0.2 ? `a pattern, ${crests()} half wave${crests() === 1 ? "" : "s"}` : size() > 0.002 ? "small noise" : "smooth: no pattern");

  const life = timeline(ui, {
    slice: 4000,
    ended: () => `Time ${END}: ${verdict()}.`,
    load() {
      line = noisyRest(length(), ui.get("seed"));
      history = [[0, Math.log10(size())]];
    },
    step(count) {
      const taken = Math.min(count, Math.round(END / ui.get("dt")) - life.steps());
      advanceLine(line, { spacing: length() / line[0].length, dt: ui.get("dt"), count: taken });
      history.push([time() + taken * ui.get("dt"), Math.log10(Math.max(size(), 1e-12))]);
      return taken;
    },
    show() {
      const at = (i) => ((i + 0.5) * length()) / line[0].length;
      first(Array.from(line[0], (value, i) => [at(i), value]));
      second(Array.from(line[1], (value, i) => [at(i), value]));
      amplitude(history);
      numbers({ verdict: verdict() });
      stage.svg.setAttribute("aria-label", `u and v along a line of length ${length().toFixed(1)} at time ${time().toFixed(0)}: ${verdict()}`);
      log.svg.setAttribute("aria-label", `Largest deviation on a logarithmic axis, now ${short(size())}`);
    },
    perFrame: () => ui.get("speed"),
  });

  const newNoise = () => ui.set({ seed: (ui.get("seed") + 1) % 100 });
  life.start({ length: numberFrom(2, LONGEST), seed: numberFrom(0, 99) }, () => ui.button("New noise", newNoise));
  ui.watch(["seed"], life.restart);
  ui.watch(["length"], () => {
    outside.setAttribute("x", stage.X(length()));
    outside.setAttribute("width", stage.X(LONGEST) - stage.X(length()));
    dots.forEach((dot) => dot.remove());
    dots = modes().map(({ k, rate }) => drawDot("circle", { class: rate > 0 ? "live-handle live-fixed" : "live-ring", r: rate > 0 ? 5.5 : 4, cx: plot.X(k), cy: plot.Y(rate) }));
    const alive = growing();
    const best = alive.reduce((top, wave) => (wave.rate > (top?.rate ?? 0) ? wave : top), undefined);
    const slope = best?.rate ?? Math.max(...modes().map(({ rate }) => rate), growthRate(0, Dv / Du));
    predicted([[0, -3], [END, -3 + (slope * END) / Math.LN10]]);
    const names = alive.map(({ mode }) => `n = ${mode}`).join(", ");
    numbers({ "modes in the band": names || "none", fastest: best ? `n = ${best.mode}, σ = ${best.rate.toFixed(4)}` : "–" });
    plot.svg.setAttribute("aria-label", `Growth rate of the waves that fit a line of length ${length().toFixed(1)}; growing: ${names || "none"}`);
    life.restart();
  });
  Object.assign(ui, { read: () => line.map((species) => [...species]), growing });
  return () => ui.dispose();
}

export default { render };
