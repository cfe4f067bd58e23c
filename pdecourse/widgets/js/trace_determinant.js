// trace_determinant.js: move a point in the trace–determinant plane; its flow, its name, and Turing's region for d. Chapter 3.

/** The Jacobian with this trace and determinant whose first species feeds itself at the rate fu, and f_v = 1. */
export function jacobianAt(trace, determinant, fu) {
  const gv = trace - fu;
  return { fu, fv: 1, gu: fu * gv - determinant, gv };
}

/** exp(J t) applied to (u, v): one formula for nodes and saddles, one for spirals, one for the border. */
export function flow({ fu, fv, gu, gv }, [u, v], t) {
  const mean = (fu + gv) / 2;
  const square = mean ** 2 - (fu * gv - fv * gu);
  const s = Math.sqrt(Math.abs(square));
  const even = square > 0 ? Math.cosh(s * t) : Math.cos(s * t);
  const odd = s * Math.abs(t) < 1e-6 ? t : (square > 0 ? Math.sinh(s * t) : Math.sin(s * t)) / s;
  const grown = Math.exp(mean * t);
  return [grown * (even * u + odd * ((fu - mean) * u + fv * v)), grown * (even * v + odd * (gu * u + (gv - mean) * v))];
}

/** The name of the rest state. */
export function kindOf(trace, determinant) {
  if (Math.abs(determinant) < 1e-9) return "line of rest states";
  if (determinant < 0) return "saddle";
  if (Math.abs(trace) < 1e-9) return "centre";
  const border = trace ** 2 / 4 - determinant;
  return `${trace < 0 ? "stable" : "unstable"} ${border > 1e-9 ? "node" : border < -1e-9 ? "spiral" : "degenerate node"}`;
}

/** The largest determinant that diffusion of ratio d still breaks, ((τ + (d − 1) f_u)² / 4d); 0 if none. */
export const turingBorder = (trace, fu, d) => Math.max(0, trace + (d - 1) * fu) ** 2 / (4 * d);

export function render(host) {
  const ui = new Panel(host, {
    title: "Trace and determinant",
    help:
      "Drag the point, or focus it and use the arrow keys; with Shift it moves further. The shaded region is Turing’s: stable alone, " +
      "broken by diffusion of ratio d. It belongs to the fᵤ on the slider. The point starts at Schnakenberg’s reaction.",
  });
  const T = { name: "trace", label: "trace τ", min: -2, max: 2, step: 0.02, ticks: [-2, -1, 0, 1, 2] };
  const D = { name: "determinant", label: "determinant Δ", min: -1, max: 2, step: 0.02, ticks: [-1, 0, 1, 2] };
  const plane = placed(axes(ui, { label: "The plane of trace and determinant", x: T, y: D, width: 400, height: 330 }), ui.stage);
  const traces = Array.from({ length: 161 }, (_, i) => T.min + (i * (T.max - T.min)) / 160);
  const region = clipped(plane)("polygon", { class: "live-region live-turing" });
  trace(plane)(traces.map((at) => [at, at ** 2 / 4]));
  plane.curve([[T.min, 0], [T.max, 0]], { class: "live-limit" });
  plane.curve([[0, 0], [0, D.max]], { class: "live-limit" });
  const notes = [[-1.4, 1.85, "stable spirals"], [1.4, 1.85, "unstable spirals"], [-1.55, 0.12, "stable nodes"], [1.5, 0.12, "unstable nodes"], [1.3, -0.55, "saddles"]];
  for (const [x, y, text] of notes) plane.add("text", { class: "live-note", "text-anchor": "middle", x: plane.X(x), y: plane.Y(y) }, text);
  plane.add("text", { class: "live-note", x: plane.X(1.36), y: plane.Y(0.33) }, "Δ = τ²/4");
  plane.add("text", { class: "live-note", "text-anchor": "end", x: plane.X(-0.06), y: plane.Y(0.5) }, "Turing");

  const S = { min: -2, max: 2, ticks: [-2, 0, 2] };
  const phase = axes(ui, { label: "", x: { label: "u − u₀", ...S }, y: { label: "v − v₀", ...S }, width: 320, height: 240 });
  const starts = Array.from({ length: 6 }, (_, i) => [1.3 * Math.cos((Math.PI * (i + 1)) / 3), 1.3 * Math.sin((Math.PI * (i + 1)) / 3)]);
  const orbits = starts.map((_, i) => trace(phase, i === starts.length - 1 ? "" : "live-thin")); // the last one lies on top
  const inPhase = clipped(phase);
  const arrows = starts.map(() => inPhase("path", { class: "live-dot", d: "M 5 0 L -4 3.6 L -4 -3.6 Z" }));
  phase.add("circle", { class: "live-dot", r: 3, cx: phase.X(0), cy: phase.Y(0) });
  const series = placed(axes(ui, { label: "", x: { label: "time", min: 0, max: 20, ticks: [0, 5, 10, 15, 20] }, y: { label: "u, v", ...S }, width: 400, height: 160 }), ui.stage);
  series.curve([[0, 0], [20, 0]], { class: "live-limit" });
  const [first, second] = [trace(series), trace(series, "live-second")];

  ui.slider({ name: "d", label: "d = Dᵥ/Dᵤ", min: 1, max: 40, step: 0.1, digits: 1 });
  ui.slider({ name: "fu", label: "fᵤ", min: 0.1, max: 2, step: 0.05, digits: 2 });
  const numbers = facts(ui, ["without diffusion", "eigenvalues", "with diffusion"]);

  const eigenvalues = (half, square) =>
    square >= 0 ? [half + Math.sqrt(square), half - Math.sqrt(square)].map((value) => fixed(value, 2)).join(", ") : `${fixed(half, 2)} ± ${Math.sqrt(-square).toFixed(2)} i`;

  function verdict() {
    const [tau, delta, d, fu] = ["trace", "determinant", "d", "fu"].map((name) => ui.get(name));
    if (tau >= 0 || delta <= 0) return "not stable in the first place";
    if (delta >= turingBorder(tau, fu, d)) return "still stable";
    const [low, high] = unstableBand(d, jacobianAt(tau, delta, fu));
    return `Turing: k from ${low.toFixed(2)} to ${high.toFixed(2)} grow`;
  }

  const describe = () =>
    `trace ${ui.get("trace").toFixed(2)}, determinant ${ui.get("determinant").toFixed(2)}: ${kindOf(ui.get("trace"), ui.get("determinant"))}; with diffusion: ${verdict()}`;

  /** An orbit through `start`, forwards and backwards, until it leaves the picture. */
  function orbit(matrix, start) {
    const half = (sign, end) => {
      const points = [];
      for (let t = 0; t <= end; t += 0.04) {
        const point = flow(matrix, start, sign * t);
        points.push(point);
        if (Math.max(...point.map(Math.abs)) > 2.5) break;
      }
      return points;
    };
    return [...half(-1, 2).reverse(), ...half(1, 7)];
  }

  ui.watch(["d", "fu"], () => {
    const stable = traces.filter((at) => at <= 0);
    const border = stable.map((at) => [at, turingBorder(at, ui.get("fu"), ui.get("d"))]);
    const corners = [[T.min, 0], ...border, [0, 0]].map(([a, b]) => `${plane.X(a)},${plane.Y(Math.min(b, 3))}`);
    region.setAttribute("points", corners.join(" "));
  });
  ui.watch(["trace", "determinant", "d", "fu"], () => {
    const [tau, delta] = [ui.get("trace"), ui.get("determinant")];
    const matrix = jacobianAt(tau, delta, ui.get("fu"));
    starts.forEach((start, i) => {
      orbits[i](orbit(matrix, start));
      const [u, v] = [matrix.fu * start[0] + matrix.fv * start[1], matrix.gu * start[0] + matrix.gv * start[1]];
      const angle = (Math.atan2(phase.Y(v) - phase.Y(0), phase.X(u) - phase.X(0)) * 180) / Math.PI;
      arrows[i].setAttribute("transform", `translate(${phase.X(start[0])} ${phase.Y(start[1])}) rotate(${angle})`);
    });
    const times = Array.from({ length: 401 }, (_, i) => i / 20);
    const run = times.map((t) => [t, ...flow(matrix, [1.3, 0], t)]);
    first(run.map(([t, u]) => [t, u]));
    second(run.map(([t, , v]) => [t, v]));
    const kind = kindOf(tau, delta);
    numbers({ "without diffusion": kind, eigenvalues: eigenvalues(tau / 2, tau ** 2 / 4 - delta), "with diffusion": verdict() });
    phase.svg.setAttribute("aria-label", `Orbits around a ${kind}`);
    series.svg.setAttribute("aria-label", `u and v against time from u = 1.3, v = 0: ${kind}`);
  });
  const handle = pad(ui, plane, { label: "Trace and determinant", describe });
  ui.watch(["d", "fu"], () => handle.setAttribute("aria-valuetext", describe()));
  ui.listen(handle, "keydown", (event) => ARROWS[event.key] && ui.say(describe()));
  ui.share({ trace: numberFrom(T.min, T.max), determinant: numberFrom(D.min, D.max), d: numberFrom(1, 40), fu: numberFrom(0.1, 2) }, () => {});
  return () => ui.dispose();
}

export default { render };
