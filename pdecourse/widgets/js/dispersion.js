// dispersion.js: the dispersion curve of the Schnakenberg reaction; raise d until a band of waves grows. Chapter 3.

const LENGTH = 40;

/** The amplitudes of u and v in the growing mode: the first row of (J − k² D − σ) w = 0, scaled to max 1. */
export function mode(k, d) {
  const { fu, fv } = JACOBIAN;
  const v = -(fu - k * k - growthRate(k, d)) / fv;
  const size = Math.max(1, Math.abs(v));
  return [1 / size, v / size];
}

export function render(host) {
  const ui = new Panel(host, {
    title: "Dispersion relation",
    help:
      "Move d with the slider, or drag up and down in the plane of k and d. Above zero a wave grows. Every wave decays " +
      "until d reaches its critical value; then a narrow band opens, and its fastest wave sets the spacing of the pattern.",
  });
  const D = { label: "d = Dᵥ/Dᵤ", min: 1, max: 40, ticks: [1, 10, 20, 30, 40] };
  const K = { label: "wavenumber k", min: 0, max: 1.5, ticks: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5] };
  const waves = Array.from({ length: 301 }, (_, i) => (K.max * i) / 300);
  const critical = criticalRatio();

  const plot = placed(axes(ui, { label: "", x: K, y: { label: "rate σ(k)", min: -0.8, max: 0.5, ticks: [-0.8, -0.4, 0, 0.4] }, width: 400, height: 260 }), ui.stage);
  const shade = clipped(plot)("rect", { class: "live-region", y: plot.Y(0.5), height: plot.Y(-0.8) - plot.Y(0.5) });
  plot.curve([[0, 0], [K.max, 0]], { class: "live-limit" });
  const curve = trace(plot);
  const threshold = trace(plot, "live-second");
  threshold(waves.map((k) => [k, growthRate(k, critical)]));
  plot.add("text", { class: "live-note", x: plot.X(0.55), y: plot.Y(-0.7) }, "dashed: at the critical d");
  const top = plot.add("circle", { class: "live-handle live-fixed", r: 5.5 });

  const strip = make("div", { class: "live-strip", role: "img" });
  ui.stage.append(strip);
  const X = { label: "x", min: 0, max: LENGTH, ticks: [0, 10, 20, 30, 40] };
  const preview = placed(axes(ui, { label: "", x: X, y: { label: "mode", min: -1.15, max: 1.75, ticks: [-1, 0, 1] }, width: 400, height: 130 }), ui.stage);
  const [first, second] = [trace(preview), trace(preview, "live-second")];
  preview.add("text", { class: "live-note", x: preview.X(LENGTH) - 4, y: preview.Y(1.3), "text-anchor": "end" }, "u solid, v dashed");

  ui.slider({ name: "d", label: "d = Dᵥ/Dᵤ", min: D.min, max: D.max, step: 0.05, digits: 2 });
  const plane = axes(ui, { label: "", x: { ...K, max: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }, y: D, height: 220 });
  const { fu, fv, gu, gv } = JACOBIAN;
  const neutral = waves.filter((k) => k > 0.05 && k * k < fu - 0.01).map((k) => [k, (gv - (fv * gu) / (fu - k * k)) / (k * k)]);
  const inside = neutral.filter(([, d]) => d <= D.max);
  plane.curve([[inside[0][0], D.max], ...inside, [inside.at(-1)[0], D.max]], { class: "live-region" });
  plane.curve(inside);
  plane.add("text", { class: "live-note", x: plane.X(0.42), y: plane.Y(27), "text-anchor": "middle" }, "waves grow");
  plane.add("text", { class: "live-note", x: plane.X(0.6), y: plane.Y(critical) + 14 }, `critical d = ${critical.toFixed(2)}`);
  plane.add("circle", { class: "live-dot", cx: plane.X(fastestWavenumber(critical)), cy: plane.Y(critical), r: 3 });
  const level = plane.curve([], { class: "live-limit" });
  const open = plane.curve([], { class: "live-bar" });
  plane.svg.classList.add("live-pad");
  const follow = (event) => ui.set({ d: clamp(Number(plane.values(event)[1].toFixed(1)), D.min, D.max) });
  ui.listen(plane.svg, "pointerdown", (event) => (plane.svg.setPointerCapture(event.pointerId), follow(event)));
  ui.listen(plane.svg, "pointermove", (event) => event.buttons && follow(event));
  const numbers = facts(ui, ["critical d", "band of k", "fastest k*", "wavelength 2π/k*", "growth rate σ(k*)"]);

  ui.watch(["d"], () => {
    const d = ui.get("d");
    const band = unstableBand(d);
    const k = band ? fastestWavenumber(d) : 0;
    const rate = growthRate(k, d);
    curve(waves.map((wave) => [wave, growthRate(wave, d)]));
    top.setAttribute("visibility", band ? "visible" : "hidden");
    top.setAttribute("cx", plot.X(k));
    top.setAttribute("cy", plot.Y(rate));
    shade.setAttribute("x", plot.X(band?.[0] ?? 0));
    shade.setAttribute("width", band ? plot.X(band[1]) - plot.X(band[0]) : 0);
    level.setAttribute("points", [0, 1].map((at) => `${plane.X(at)},${plane.Y(d)}`).join(" "));
    open.setAttribute("points", (band ?? []).map((at) => `${plane.X(at)},${plane.Y(d)}`).join(" "));
    const [u, v] = band ? mode(k, d) : [0, 0];
    const xs = Array.from({ length: 201 }, (_, i) => (LENGTH * i) / 200);
    first(xs.map((x) => [x, u * Math.cos(k * x)]));
    second(xs.map((x) => [x, v * Math.cos(k * x)]));
    const palette = ui.get("palette");
    const colour = (x) => palette[Math.round(((1 + u * Math.cos(k * x)) / 2) * (palette.length - 1))];
    strip.style.background = `linear-gradient(to right, ${xs.map(colour).join(", ")})`;
    const wavelength = (2 * Math.PI) / k;
    numbers({
      "critical d": critical.toFixed(3),
      "band of k": band ? band.map((edge) => edge.toFixed(3)).join(" to ") : "empty: nothing grows",
      "fastest k*": band ? k.toFixed(3) : "–",
      "wavelength 2π/k*": band ? wavelength.toFixed(2) : "–",
      "growth rate σ(k*)": band ? fixed(rate, 4) : "–",
    });
    const said = band ? `waves with k from ${band[0].toFixed(3)} to ${band[1].toFixed(3)} grow, fastest at ${k.toFixed(3)}` : "no wave grows";
    plot.svg.setAttribute("aria-label", `Growth rate against wavenumber at d ${d.toFixed(2)}: ${said}`);
    plane.svg.setAttribute("aria-label", `Plane of wavenumber and d with the region of growth; d ${d.toFixed(2)}`);
    const picture = band ? `Fastest wave, of length ${wavelength.toFixed(2)}` : "Uniform: nothing grows";
    for (const element of [strip, preview.svg]) element.setAttribute("aria-label", picture);
  });
  ui.share({ d: numberFrom(D.min, D.max) }, () => {});
  return () => ui.dispose();
}

export default { render };
