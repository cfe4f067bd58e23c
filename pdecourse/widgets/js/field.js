// field.js: a figure that shows one species of a two-species field and lets the reader paint on it.

/**
 * `figure` gives: title, help, reaction, shown (index of the species in the picture), label, range (of the
 * colours), radius (of the brush, as a fraction of the side), initial(ui) → state, ink(ui, mode) → { ink, covers }
 * (the values painted, and 1 or 0 for each species: is it painted at all), describe(ui) → text for the label,
 * controls(ui, restart), links (what a copied link carries) and, optionally, stimulus(ui) → a dab that the
 * medium gives itself, with its period in steps.
 */
function fieldFigure(host, figure) {
  const ui = new Panel(host, figure);
  const size = ui.get("size");
  const radius = figure.radius * size;
  const painting = brush(ui, { n: size, radius, dab, wraps: () => ui.get("boundary") === "periodic" });
  const clock = make("span", { class: "live-clock" });
  let canvas, field, steps, generation = 0;

  const named = (names) => Object.fromEntries(names.map((name) => [name, ui.get(name)]));
  const values = () => ({ ...named(["Du", "Dv", "dt", "spacing"]), ...figure.reaction.constants(named(figure.reaction.params)) });

  function build() {
    field?.dispose();
    const fresh = make("canvas", { tabindex: 0, role: "application", "aria-roledescription": "field to paint on" });
    field = makeField({
      canvas: fresh,
      size,
      reaction: figure.reaction,
      constants: Object.keys(values()),
      boundary: ui.get("boundary"),
      palette: ui.get("palette"),
      range: figure.range,
      shown: figure.shown,
      backend: ui.get("backend"),
    });
    const frame = make("div", { class: "live-field" }, fresh);
    if (canvas) canvas.parentElement.replaceWith(frame);
    else ui.stage.prepend(frame);
    canvas = fresh;
    painting.follow(canvas, frame);
    ui.listen(canvas, "webglcontextlost", (event) => event.preventDefault());
    ui.listen(canvas, "webglcontextrestored", () => (build(), restart()));
  }

  function show() {
    field.draw();
    clock.textContent = `step ${steps}`;
  }

  /** Advance by `count` steps, stopping on the way wherever the medium stimulates itself. */
  function advance(count) {
    const now = values();
    for (const end = steps + count; steps < end; ) {
      const own = figure.stimulus?.(ui);
      if (own && steps % own.period === 0) field.paint(own);
      const stop = own ? Math.min(end, (Math.floor(steps / own.period) + 1) * own.period) : end;
      field.step(stop - steps, now);
      steps = stop;
    }
  }

  function restart() {
    generation += 1;
    steps = 0;
    field.load(figure.initial(ui));
    if (ui.reducedMotion && !ui.get("running")) settle(generation);
    else show();
  }

  /** Reduced motion: compute the still picture out of sight, a slice per frame, and show it once. */
  function settle(mine) {
    if (mine !== generation || ui.get("running")) return;
    advance(Math.min(64, ui.get("still") - steps));
    if (steps < ui.get("still")) requestAnimationFrame(() => settle(mine));
    else (show(), ui.say(`A still after ${steps} steps. Press Run to see it move.`));
  }

  function dab(x, y, mode) {
    field.paint({ x, y, radius, ...figure.ink(ui, mode) });
    if (!ui.get("running")) show();
  }

  build();
  ui.colourBar({ label: figure.label, palette: ui.get("palette"), range: figure.range });
  figure.controls(ui, restart);

  let [perFrame, before] = [2, 0]; // steps a frame: as many as asked for, fewer where the device is slow
  ui.animate((time) => {
    const late = time - before > 40;
    perFrame = late ? Math.max(1, perFrame >> 1) : Math.min(perFrame + 1, ui.get("speed"));
    before = time;
    advance(perFrame);
    show();
  });
  ui.button("Restart", () => (restart(), ui.say("Restarted.")));
  painting.button();
  ui.watch(["boundary"], () => steps !== undefined && (build(), restart())); // it is part of the shader
  restart();
  ui.share(figure.links(ui), restart);
  ui.buttons.append(clock);

  ui.watch(["running", ...figure.reaction.params], () => {
    const state = ui.get("running") ? "running" : "paused";
    canvas.setAttribute("aria-label", `${figure.title}: ${figure.describe(ui)}; ${state}`);
  });
  const report = () => ui.set({ steps, _snapshot: new DataView(field.read().buffer) }); // for Python, if it is there
  ui.watch(["running"], () => ui.get("running") || report());
  ui.watch(["_request"], report);
  ui.watch(["_field"], () => {
    const bytes = ui.get("_field");
    if (!bytes?.byteLength) return;
    field.load(new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)));
    show();
  });
  Object.assign(ui, { advance, restart, show, values, field: () => field, steps: () => steps });
  return () => {
    generation += 1;
    ui.dispose();
    field.dispose();
  };
}
