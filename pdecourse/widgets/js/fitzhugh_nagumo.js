// fitzhugh_nagumo.js: start, break and erase waves in an excitable medium. Chapter 2.

const reaction = {
  params: ["epsilon", "beta", "gamma", "current"],
  constants: (params) => params,
  //  v_t = Dv ∇²v + v − v³/3 − w + I
  //  w_t = Dw ∇²w + ε (v + β − γ w)
  glsl: `vec2 rates(float v, float w) {
    return vec2(v - v * v * v / 3. - w + current, epsilon * (v + beta - gamma * w));
  }`,
  rates(v, w, { epsilon, beta, gamma, current }) {
    return [v - (v * v * v) / 3 - w + current, epsilon * (v + beta - gamma * w)];
  },
};

/** The uniform steady state of smallest v: w = (v + β)/γ leaves v³/3 + (1/γ − 1) v + β/γ − I = 0. */
function restState(ui) {
  const [beta, gamma, current] = ["beta", "gamma", "current"].map(ui.get, ui);
  const cubic = (v) => (v * v * v) / 3 + (1 / gamma - 1) * v + beta / gamma - current;
  let v = -4; // left of the smallest root the cubic is concave there, so Newton climbs to it without overshooting
  for (let i = 0; i < 60; i++) v -= cubic(v) / (v * v + 1 / gamma - 1);
  return [v, (v + beta) / gamma];
}

/** A wave is an excited strip with recovering tissue on its left; `rows` says which part of the strip exists. */
const ROWS = { wave: [0, 1], "broken wave": [0, 1 / 2], segment: [1 / 4, 3 / 4], rest: [0, 0] };

export function initial(ui) {
  const n = ui.get("size");
  const [v, w] = restState(ui);
  const state = new Float32Array(2 * n * n).fill(v, 0, n * n).fill(w, n * n);
  const [first, last] = ROWS[ui.get("start")].map((part) => Math.floor(part * n));
  const front = Math.floor(n / 2);
  const excited = front - Math.floor(n / 20) - 1;
  for (let y = first; y < last; y++) {
    state.fill(1.5, y * n + excited, y * n + front);
    state.fill(w + 1.5, n * n + y * n + front - Math.floor(n / 5), n * n + y * n + excited);
  }
  return state;
}

/** The pacemaker: a disc in the middle that is excited once every `pacemaker` steps. */
const stimulus = (ui) =>
  ui.get("pacemaker") > 0
    ? { period: ui.get("pacemaker"), x: ui.get("size") / 2, y: ui.get("size") / 2, radius: 6, ink: [1.5, 0], covers: [1, 0] }
    : null;

function controls(ui, restart) {
  const presets = ui.get("presets");
  const same = (preset) => Object.entries(preset).every(([name, value]) => ui.get(name) === value);
  ui.menu({
    label: "Start from",
    names: Object.keys(presets),
    watch: ["epsilon", "beta", "current", "start", "boundary", "pacemaker"],
    current: () => Object.keys(presets).find((name) => same(presets[name])) ?? "",
    choose: (name) => {
      ui.set(presets[name]);
      restart();
      ui.say(`${name}.`);
    },
  });
  const V = { label: "v", min: -2.2, max: 2.2, ticks: [-2, -1, 0, 1, 2] };
  const W = { label: "w", min: -1, max: 2, ticks: [-1, 0, 1, 2] };
  const plot = axes(ui, { label: "The two nullclines; they cross at rest", x: V, y: W });
  const fast = plot.curve([]);
  const slow = plot.curve([], { class: "live-curve live-second" });
  const rest = plot.add("circle", { class: "live-handle live-fixed", r: 5 });
  const dots = Array.from({ length: 89 }, (_, i) => V.min + (i * (V.max - V.min)) / 88);
  const points = (w) => dots.filter((v) => w(v) >= W.min && w(v) <= W.max).map((v) => `${plot.X(v)},${plot.Y(w(v))}`).join(" ");
  const fastName = plot.add("text", { class: "live-note", "text-anchor": "middle", x: plot.X(1) }, "v at rest");
  const slowName = plot.add("text", { class: "live-note", "text-anchor": "end", y: plot.Y(1.65) }, "w at rest");
  ui.watch(["beta", "gamma", "current"], () => {
    const [beta, gamma, current] = ["beta", "gamma", "current"].map(ui.get, ui);
    const [v, w] = restState(ui);
    fast.setAttribute("points", points((at) => at - (at * at * at) / 3 + current));
    slow.setAttribute("points", points((at) => (at + beta) / gamma));
    fastName.setAttribute("y", plot.Y(2 / 3 + current) - 7);
    slowName.setAttribute("x", plot.X(1.65 * gamma - beta) - 8);
    rest.setAttribute("cx", plot.X(v));
    rest.setAttribute("cy", plot.Y(clamp(w, W.min, W.max)));
  });
  ui.slider({ name: "epsilon", label: "ε (recovery)", min: 0.02, max: 0.2, step: 0.005 });
  ui.slider({ name: "beta", label: "β (threshold)", min: 0.4, max: 1.1, step: 0.01 });
  ui.slider({ name: "current", label: "I (current)", min: -0.2, max: 0.6, step: 0.01 });
}

export function render(host) {
  return fieldFigure(host, {
    title: "FitzHugh–Nagumo",
    help:
      "Drag on the picture (sideways on a touch screen) to excite the medium; Shift-drag, the right button or the Brush button " +
      "erases: cut a wave and watch its free ends. Keys on the picture: arrows move the brush, Enter paints, Shift-Enter erases, space pauses.",
    reaction,
    initial,
    stimulus,
    controls,
    shown: 0,
    label: "v",
    range: [-2, 2],
    radius: 1 / 20,
    ink: (ui, mode) => (mode === PAINT ? { ink: [1.5, 0], covers: [1, 0] } : { ink: restState(ui), covers: [1, 1] }),
    describe: (ui) => `v at ε ${ui.get("epsilon").toFixed(3)}, β ${ui.get("beta").toFixed(2)}, I ${ui.get("current").toFixed(2)}`,
    links: (ui) => ({
      epsilon: numberFrom(0.02, 0.2),
      beta: numberFrom(0.4, 1.1),
      current: numberFrom(-0.2, 0.6),
      start: oneOf(Object.keys(ROWS)),
      boundary: oneOf(["periodic", "neumann"]),
      pacemaker: numberFrom(0, 5000),
    }),
  });
}

export default { render };
