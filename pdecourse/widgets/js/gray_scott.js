// gray_scott.js: paint on a Gray–Scott medium and walk through its (F, k) plane. Chapter 2.

const reaction = {
  params: ["F", "k"],
  // F + k is added before it is rounded to float32, as in NumPy; otherwise the two drift apart in the last digits
  constants: ({ F, k }) => ({ F, decay: F + k }),
  //  u_t = Du ∇²u − u v² + F (1 − u)
  //  v_t = Dv ∇²v + u v² − (F + k) v
  glsl: `vec2 rates(float u, float v) {
    float r = u * v * v;
    return vec2(F * (1. - u) - r, r - decay * v);
  }`,
  rates(u, v, { F, decay }) {
    const r = u * v * v;
    return [F * (1 - u) - r, r - decay * v];
  },
};

// Beyond this curve (1, 0) is the only uniform steady state.
const saddleNode = (F) => Math.sqrt(F) / 2 - F;

function controls(ui, restart) {
  const regimes = ui.get("presets");
  const F = { name: "F", label: "F (feed)", min: 0, max: 0.08, step: 0.0005, ticks: [0, 0.02, 0.04, 0.06, 0.08] };
  const k = { name: "k", label: "k (kill)", min: 0.03, max: 0.07, step: 0.0005, ticks: [0.03, 0.04, 0.05, 0.06, 0.07] };
  const side = () => (ui.get("k") > saddleNode(ui.get("F")) ? "beyond" : "inside");
  const plot = axes(ui, { label: "The plane of k and F with the saddle-node curve", x: k, y: F });
  const feeds = Array.from({ length: 161 }, (_, i) => (F.max * i) / 160).filter((feed) => saddleNode(feed) >= k.min);
  plot.curve([[k.min, F.max], [k.min, feeds[0]], ...feeds.map((feed) => [saddleNode(feed), feed]), [k.min, F.max]], { class: "live-region" });
  plot.curve(feeds.map((feed) => [saddleNode(feed), feed]));
  plot.add("text", { x: plot.X(0.0335), y: plot.Y(0.049), class: "live-note" }, "inside: three");
  plot.add("text", { x: plot.X(0.0335), y: plot.Y(0.044), class: "live-note" }, "uniform states");
  plot.add("text", { x: plot.X(0.0395), y: plot.Y(0.003), class: "live-note" }, "k = √F/2 − F");
  for (const { letter, F: feed, k: kill } of Object.values(regimes)) {
    plot.add("circle", { class: "live-dot", cx: plot.X(kill), cy: plot.Y(feed), r: 2 });
    plot.add("text", { class: "live-letter", x: plot.X(kill) + 7, y: plot.Y(feed) + 3.5 }, letter);
  }
  const place = () => `F ${ui.get("F").toFixed(4)}, k ${ui.get("k").toFixed(4)}, ${side()} the saddle-node curve`;
  pad(ui, plot, { label: "Feed and kill rate", describe: place });
  const name = ([key, { letter, look }]) => `${letter} ${key}: ${look}`;
  ui.menu({
    label: "Pearson’s regime",
    names: Object.entries(regimes).map(name),
    watch: ["F", "k"],
    current: () => {
      const found = Object.entries(regimes).find(([, { F: feed, k: kill }]) => feed === ui.get("F") && kill === ui.get("k"));
      return found ? name(found) : "";
    },
    choose: (chosen) => {
      const [, { F: feed, k: kill }] = Object.entries(regimes).find((regime) => name(regime) === chosen);
      ui.set({ F: feed, k: kill });
      restart();
      ui.say(`${chosen}; ${side()} the saddle-node curve.`);
    },
  });
  ui.slider({ ...F, digits: 4 });
  ui.slider({ ...k, digits: 4 });
}

export function render(host) {
  return fieldFigure(host, {
    title: "Gray–Scott",
    help:
      "Drag on the picture (sideways on a touch screen) to add v; Shift-drag, the right button or the Brush button erases. Drag the point in the plane, or " +
      "choose a regime. Keys on the picture: arrows move the brush, Enter paints, Shift-Enter erases, space pauses.",
    reaction,
    initial,
    controls,
    shown: 1,
    label: "v",
    range: [0, 0.4],
    radius: 1 / 36,
    ink: (ui, mode) => ({ ink: mode === PAINT ? [0.5, 0.25] : [1, 0], covers: [1, 1] }),
    describe: (ui) => `v at F ${ui.get("F").toFixed(4)}, k ${ui.get("k").toFixed(4)}`,
    links: () => ({ F: numberFrom(0, 0.08), k: numberFrom(0.03, 0.07), seed: numberFrom(0, 99) }),
  });
}

export default { render };
