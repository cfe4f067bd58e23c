// axes.js: a small plot in SVG, and a pad: a plot with a handle that moves two values at once.

/** axes(ui, { x: { label, min, max, ticks }, y: … }) → { svg, X, Y, add, curve }. */
function axes(ui, { label, x, y, width = 320, height = 230 }) {
  const left = 46;
  const bottom = height - 36;
  const right = width - 10;
  const top = 8;
  const X = (value) => left + ((value - x.min) / (x.max - x.min)) * (right - left);
  const Y = (value) => bottom - ((value - y.min) / (y.max - y.min)) * (bottom - top);
  const svg = make("svg:svg", { class: "live-axes", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  const add = (tag, attributes, ...children) => {
    const element = make(`svg:${tag}`, attributes, ...children);
    svg.append(element);
    return element;
  };
  const curve = (points, attributes = {}) =>
    add("polyline", { class: "live-curve", points: points.map(([a, b]) => `${X(a)},${Y(b)}`).join(" "), ...attributes });
  add("rect", { class: "live-plot", x: left, y: top, width: right - left, height: bottom - top });
  const name = (tick) => String(tick).replace("-", "−");
  for (const tick of x.ticks) add("text", { x: X(tick), y: bottom + 15, "text-anchor": "middle" }, name(tick));
  for (const tick of y.ticks) add("text", { x: left - 6, y: Y(tick) + 4, "text-anchor": "end" }, name(tick));
  add("text", { x: (left + right) / 2, y: height - 4, "text-anchor": "middle" }, x.label);
  const turn = { x: 0, y: 0, transform: `translate(11 ${(top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle" };
  add("text", turn, y.label);
  ui.side.append(svg);
  const values = (event) => {
    const box = svg.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * width;
    const down = ((event.clientY - box.top) / box.height) * height;
    return [
      x.min + ((across - left) / (right - left)) * (x.max - x.min),
      y.min + ((bottom - down) / (bottom - top)) * (y.max - y.min),
    ];
  };
  return { svg, X, Y, add, curve, values, x, y };
}

/** A handle on `plot` that sets the values named plot.x.name and plot.y.name; arrows move it, Shift moves it further. */
function pad(ui, plot, { label, describe }) {
  const { x, y, svg } = plot;
  const hit = plot.add("circle", { class: "live-halo", r: 16 });
  const handle = plot.add("circle", { class: "live-handle", r: 6.5, tabindex: 0, role: "slider", "aria-label": label });
  const nearest = (value, { min, max, step }) => Number((Math.round(clamp(value, min, max) / step) * step).toFixed(6));
  const move = (a, b) => ui.set({ [x.name]: nearest(a, x), [y.name]: nearest(b, y) });
  ui.listen(svg, "pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    move(...plot.values(event));
    handle.focus({ preventScroll: true });
    event.preventDefault();
  });
  ui.listen(svg, "pointermove", (event) => event.buttons && move(...plot.values(event)));
  ui.listen(handle, "keydown", (event) => {
    const by = event.shiftKey ? 10 : 1;
    const [across, up] = ARROWS[event.key] ?? [0, 0];
    if (!across && !up) return;
    event.preventDefault();
    move(ui.get(x.name) + across * by * x.step, ui.get(y.name) + up * by * y.step);
  });
  svg.setAttribute("role", "group");
  svg.classList.add("live-pad");
  ui.watch([x.name, y.name], () => {
    for (const circle of [hit, handle]) {
      circle.setAttribute("cx", plot.X(clamp(ui.get(x.name), x.min, x.max)));
      circle.setAttribute("cy", plot.Y(clamp(ui.get(y.name), y.min, y.max)));
    }
    handle.setAttribute("aria-valuemin", y.min);
    handle.setAttribute("aria-valuemax", y.max);
    handle.setAttribute("aria-valuenow", ui.get(y.name));
    handle.setAttribute("aria-valuetext", describe());
  });
  return handle;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
