// field.js: a figure that shows one species of a two-species field and lets the reader paint on it.

const PAINT = "paint";
const ERASE = "erase";

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
  const brush = { x: size / 2, y: size / 2, mode: PAINT };
  const ring = make("span", { class: "live-brush", style: `width: ${200 * figure.radius}%` });
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
    const frame = make("div", { class: "live-field" }, fresh, ring);
    if (canvas) canvas.parentElement.replaceWith(frame);
    else ui.stage.prepend(frame);
    canvas = fresh;
    followPointer();
    followKeys();
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

  function dab(mode) {
    field.paint({ x: brush.x, y: brush.y, radius, ...figure.ink(ui, mode) });
    if (!ui.get("running")) show();
  }

  function moveBrush(x, y) {
    const inside = (value) => (ui.get("boundary") === "periodic" ? (value + size) % size : clamp(value, 0, size));
    [brush.x, brush.y] = [inside(x), inside(y)];
    ring.style.left = `${(100 * brush.x) / size}%`;
    ring.style.top = `${100 - (100 * brush.y) / size}%`;
  }

  function followPointer() {
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) / box.width) * size, (1 - (event.clientY - box.top) / box.height) * size];
    };
    const mode = (event) => (event.shiftKey || event.buttons === 2 ? ERASE : brush.mode);
    ui.listen(canvas, "pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      moveBrush(...place(event));
      dab(mode(event));
    });
    ui.listen(canvas, "pointermove", (event) => {
      const [x, y] = place(event);
      const [fromX, fromY] = [brush.x, brush.y];
      const dabs = event.buttons ? Math.ceil(Math.hypot(x - fromX, y - fromY) / (radius / 2)) : 0;
      moveBrush(x, y);
      if (dabs > size) return; // the pointer left one side and came back at the other
      for (let i = 1; i <= dabs; i++) {
        moveBrush(fromX + ((x - fromX) * i) / dabs, fromY + ((y - fromY) * i) / dabs);
        dab(mode(event));
      }
    });
    ui.listen(canvas, "contextmenu", (event) => event.preventDefault()); // the right button erases
  }

  function followKeys() {
    ui.listen(canvas, "keydown", (event) => {
      const [across, up] = ARROWS[event.key] ?? [0, 0];
      if (across || up) {
        moveBrush(brush.x + (across * size) / 32, brush.y + (up * size) / 32);
        const [x, y] = [brush.x, brush.y].map((value) => Math.round((100 * value) / size));
        ui.say(`Brush at ${x} % across, ${y} % up.`);
      } else if (event.key === "Enter") {
        dab(event.shiftKey ? ERASE : brush.mode);
        ui.say(event.shiftKey || brush.mode === ERASE ? "Erased here." : "Painted here.");
      } else if (event.key === " ") ui.toggleRunning();
      else return;
      event.preventDefault();
    });
  }

  build();
  moveBrush(brush.x, brush.y);
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
  const brushButton = ui.button("Brush: paint", () => {
    brush.mode = brush.mode === PAINT ? ERASE : PAINT;
    brushButton.textContent = `Brush: ${brush.mode}`;
    ui.root.classList.toggle("live-erasing", brush.mode === ERASE);
    ui.say(`The brush now ${brush.mode}s.`);
  }, "brush");
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
