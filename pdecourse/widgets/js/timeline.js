// timeline.js: the life of a simulation: run, pause, restart, and a still where motion is not wanted.

/**
 * load() goes back to the first state, step(count) advances and returns how many steps it took, show() draws;
 * perFrame() says how many steps the next frame takes, `slice` how many fit in a frame while a still is computed;
 * step() answers 0 at the end of the run, which `ended` puts into words.
 * The figure has the settings `running` and `still`, and reports `steps` to Python when it pauses.
 */
function timeline(ui, { load, step, show, perFrame, slice = 64, ended }) {
  const clock = make("span", { class: "live-clock" });
  let [steps, generation, over] = [0, 0, false];

  function draw() {
    show();
    clock.textContent = `step ${steps}`;
  }

  function advance(count) {
    const taken = step(count);
    steps += taken;
    return taken;
  }

  function restart() {
    generation += 1;
    steps = 0;
    load();
    if (over) ui.set({ running: !ui.reducedMotion });
    over = false;
    if (ui.reducedMotion && !ui.get("running")) settle(generation);
    else draw();
  }

  /** Reduced motion: compute the still out of sight and show it once. */
  function settle(mine) {
    if (mine !== generation || ui.get("running")) return;
    const taken = advance(Math.min(slice, ui.get("still") - steps));
    if (taken && steps < ui.get("still")) return requestAnimationFrame(() => settle(mine));
    draw();
    ui.say(`A still after ${steps} steps. Press Run to see it move.`);
  }

  /** Buttons and clock; call it once the controls are there. `links` is what a copied link carries, `buttons` adds the figure's own. */
  function start(links, buttons = () => {}) {
    ui.animate(() => {
      const wanted = perFrame();
      const taken = advance(wanted);
      draw();
      if (!wanted || taken || !ended) return;
      over = true;
      ui.set({ running: false });
      ui.say(ended());
    });
    ui.button("Restart", () => (restart(), ui.say("Restarted.")));
    buttons();
    restart();
    ui.share(links, restart);
    ui.buttons.append(clock);
    ui.watch(["running"], () => ui.get("running") || ui.set({ steps }));
  }

  ui.tidy.push(() => (generation += 1));
  const life = { advance, restart, draw, start, steps: () => steps };
  return Object.assign(ui, life);
}
