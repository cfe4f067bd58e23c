// brush.js: a brush for a canvas of n × n cells, moved by mouse, finger or arrow keys.

const PAINT = "paint";
const ERASE = "erase";

/**
 * A brush of `radius` cells → { follow(canvas, frame), button() }. dab(x, y, mode) is called with places in cells from the
 * lower left; `wraps` says whether the brush goes round the edges. Each canvas to paint on is given to `follow`, with the
 * element around it, where the brush is shown.
 */
function brush(ui, { n, radius, dab, wraps }) {
  const at = { x: n / 2, y: n / 2, mode: PAINT };
  const ring = make("span", { class: "live-brush", style: `width: ${(200 * radius) / n}%` });

  function move(x, y) {
    const inside = (value) => (wraps() ? (value + n) % n : clamp(value, 0, n));
    [at.x, at.y] = [inside(x), inside(y)];
    ring.style.left = `${(100 * at.x) / n}%`;
    ring.style.top = `${100 - (100 * at.y) / n}%`;
  }

  function followPointer(canvas) {
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) / box.width) * n, (1 - (event.clientY - box.top) / box.height) * n];
    };
    const mode = (event) => (event.shiftKey || event.buttons === 2 ? ERASE : at.mode);
    ui.listen(canvas, "pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      move(...place(event));
      dab(at.x, at.y, mode(event));
    });
    ui.listen(canvas, "pointermove", (event) => {
      const [x, y] = place(event);
      const [fromX, fromY] = [at.x, at.y];
      const dabs = event.buttons ? Math.ceil(Math.hypot(x - fromX, y - fromY) / (radius / 2)) : 0;
      move(x, y);
      if (dabs > n) return; // the pointer left one side and came back at the other
      for (let i = 1; i <= dabs; i++) {
        move(fromX + ((x - fromX) * i) / dabs, fromY + ((y - fromY) * i) / dabs);
        dab(at.x, at.y, mode(event));
      }
    });
    ui.listen(canvas, "contextmenu", (event) => event.preventDefault()); // the right button erases
  }

  function followKeys(canvas) {
    ui.listen(canvas, "keydown", (event) => {
      const [across, up] = ARROWS[event.key] ?? [0, 0];
      if (across || up) {
        move(at.x + (across * n) / 32, at.y + (up * n) / 32);
        const [x, y] = [at.x, at.y].map((value) => Math.round((100 * value) / n));
        ui.say(`Brush at ${x} % across, ${y} % up.`);
      } else if (event.key === "Enter") {
        const used = event.shiftKey ? ERASE : at.mode;
        dab(at.x, at.y, used);
        ui.say(used === ERASE ? "Erased here." : "Painted here.");
      } else if (event.key === " ") ui.toggleRunning();
      else return;
      event.preventDefault();
    });
  }

  function follow(canvas, frame) {
    frame.append(ring);
    followPointer(canvas);
    followKeys(canvas);
    move(at.x, at.y);
  }

  function button() {
    const toggle = ui.button("Brush: paint", () => {
      at.mode = at.mode === PAINT ? ERASE : PAINT;
      toggle.textContent = `Brush: ${at.mode}`;
      ui.root.classList.toggle("live-erasing", at.mode === ERASE);
      ui.say(`The brush now ${at.mode}s.`);
    }, "brush");
  }

  return { follow, button };
}
