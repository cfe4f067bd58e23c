// heat_step.js: raise r = α Δt/Δx² through ¼ and watch the checkerboard. Chapter 1.

const LIMIT = 1 / 4; // two dimensions; in d it is 1/(2d)
const HELD = 1e6; // beyond this the run waits: enough to see, and little enough to come back from

const WIDTH = 1 / 8; // of the blob, as a share of the side

/** A smooth blob that wraps round: made of long waves only, so that short ones start from round-off. */
export function blob(n) {
  const sharpness = 1 / (2 * Math.PI * WIDTH) ** 2;
  const wave = Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * (i - n / 2)) / n) - 1);
  return Float64Array.from({ length: n * n }, (_, i) => Math.exp(sharpness * (wave[i % n] + wave[Math.floor(i / n)])));
}

/** The share of the checkerboard in the plate: the mean of ±u. */
export function checkerboard(u, n) {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += (i + Math.floor(i / n)) % 2 ? -u[i] : u[i];
  return Math.abs(sum) / u.length;
}

const factor = (r) => 1 - 8 * r;

export function render(host) {
  const ui = new Panel(host, {
    title: "Explicit heat on a plate",
    help:
      "Raise r with the slider; the arrow keys move it by the smallest step. The plate wraps round at its edges. " +
      "The lower plot has a logarithmic axis, so a fixed factor per step is a straight line.",
  });
  const n = ui.get("size");
  let [u, next] = [blob(n), new Float64Array(n * n)];
  let history = [];
  const picture = plate(ui, { n, label: "temperature", range: [0, 1], attributes: { role: "img" } });
  const largest = () => u.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const held = () => ui.get("r") > LIMIT && largest() > HELD;

  ui.slider({ name: "r", label: "r = α Δt/Δx²", min: 0.05, max: 0.35, step: 0.0025, digits: 4 });
  const R = { label: "r  (two dimensions: limit ¼)", min: 0.05, max: 0.35, ticks: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35] };
  const plot = axes(ui, { label: "", x: R, y: { label: "factor per step", min: -2, max: 1, ticks: [-2, -1, 0, 1] }, height: 190 });
  plot.add("rect", { class: "live-region", x: plot.X(R.min), y: plot.Y(1), width: plot.X(R.max) - plot.X(R.min), height: plot.Y(-1) - plot.Y(1) });
  plot.curve([R.min, R.max].map((r) => [r, factor(r)]));
  plot.curve([[LIMIT, -2], [LIMIT, 1]], { class: "live-limit" });
  plot.add("text", { class: "live-note", x: plot.X(0.058), y: plot.Y(-0.9) }, "shaded: nothing grows");
  plot.add("text", { class: "live-note", x: plot.X(LIMIT) + 5, y: plot.Y(0.74) }, "limit r = ¼");
  const point = plot.add("circle", { class: "live-handle live-fixed", r: 6 });

  const T = { label: "step", min: 0, max: 600, ticks: [0, 200, 400, 600] };
  const log = axes(ui, { label: "", x: T, y: { label: "log₁₀ checkerboard", min: -20, max: 8, ticks: [-20, -10, 0] }, height: 170 });
  log.curve([[0, 0], [600, 0]], { class: "live-limit" });
  log.add("text", { class: "live-note", x: log.X(8), y: log.Y(0) - 4 }, "as large as the blob");
  const amplitude = trace(log);
  const numbers = facts(ui, ["checkerboard per step", "largest temperature"]);

  const life = timeline(ui, {
    load() {
      u = blob(n);
      history = [[0, checkerboard(u, n)]];
    },
    step(count) {
      for (let i = 0; i < count; i++) {
        if (held()) {
          ui.say("Beyond a million: held here. Lower r, or restart.");
          return i;
        }
        heatStep(u, next, n, ui.get("r"), "periodic");
        [u, next] = [next, u];
        history.push([history.at(-1)[0] + 1, checkerboard(u, n)]);
      }
      return count;
    },
    show() {
      picture.draw(u);
      history = history.slice(-601);
      const first = Math.max(0, history.at(-1)[0] - 600);
      amplitude(history.map(([step, size]) => [step - first, Math.log10(Math.max(size, 1e-20))]));
      numbers({ "largest temperature": short(largest()) + (held() ? ", held" : "") });
      const board = short(checkerboard(u, n));
      log.svg.setAttribute("aria-label", `Size of the checkerboard against time on a logarithmic axis; now ${board}`);
    },
    perFrame: () => ui.get("speed"),
  });

  ui.watch(["r"], () => {
    const r = ui.get("r");
    const value = fixed(factor(r), 2);
    const says = Math.abs(factor(r)) > 1 ? "flips and grows" : r === LIMIT ? "blinks for ever" : factor(r) < 0 ? "flips and dies" : "dies";
    point.setAttribute("cx", plot.X(clamp(r, R.min, R.max)));
    point.setAttribute("cy", plot.Y(clamp(factor(r), -2, 1)));
    numbers({ "checkerboard per step": `× ${value}: ${says}` });
    plot.svg.setAttribute("aria-label", `Factor of the checkerboard per step, 1 − 8r, against r; at r ${r.toFixed(4)} it is ${value}`);
    picture.canvas.setAttribute("aria-label", `Plate at r ${r.toFixed(4)}: the checkerboard ${says}, factor ${value} per step`);
  });
  life.start({ r: numberFrom(0.05, 0.35) });
  Object.assign(ui, { read: () => [...u], load: (values) => void (u = Float64Array.from(values)) });
  return () => ui.dispose();
}

export default { render };
