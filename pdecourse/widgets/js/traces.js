// traces.js: curves that change, rows of numbers, and plots in the wide part of a figure.

/** Move a plot made by axes() out of the side column into `parent`. */
function placed(plot, parent) {
  parent.append(plot.svg);
  return plot;
}

/** add(tag, attributes), but what leaves the plot's frame is cut off. */
function clipped(plot) {
  const [x, y] = [plot.X(plot.x.min), plot.Y(plot.y.max)];
  const [width, height] = [plot.X(plot.x.max) - x, plot.Y(plot.y.min) - y];
  const window = plot.add("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` });
  return (tag, attributes, ...children) => {
    const element = make(`svg:${tag}`, attributes, ...children);
    window.append(element);
    return element;
  };
}

/** A curve in the plot's frame; call it with points [[x, y], …] to redraw it. */
function trace(plot, kind = "") {
  const curve = clipped(plot)("polyline", { class: `live-curve ${kind}` });
  const far = 20 * (plot.y.max - plot.y.min); // a browser may drop a curve whose coordinates are huge
  return (points) => {
    const text = points.map(([a, b]) => `${plot.X(a).toFixed(2)},${plot.Y(clamp(b, plot.y.min - far, plot.y.max + far)).toFixed(2)}`);
    curve.setAttribute("points", text.join(" "));
  };
}

/** Rows "name  value" in the side column; call it with { name: text } to change values. */
function facts(ui, names) {
  const values = Object.fromEntries(names.map((name) => [name, make("dd", {}, "–")]));
  ui.side.append(make("dl", { class: "live-facts" }, ...names.flatMap((name) => [make("dt", {}, name), values[name]])));
  return (texts) => {
    for (const [name, text] of Object.entries(texts)) values[name].textContent = text;
  };
}

/** Put the stage above the controls, over the full width. */
function wideStage(ui) {
  ui.root.classList.add("live-wide");
  return ui.stage;
}

const minus = (text) => text.replace("-", "−");
const fixed = (value, digits) => minus(value.toFixed(digits));

/** 0.0123 → "0.012", 2.5e9 → "2.5 × 10⁹". */
function short(value, digits = 3) {
  if (value !== 0 && (Math.abs(value) >= 1e4 || Math.abs(value) < 1e-3)) {
    const [mantissa, power] = value.toExponential(1).split("e");
    const raised = [...String(Number(power))].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("");
    return `${minus(mantissa)} × 10${raised}`;
  }
  return minus(String(Number(value.toPrecision(digits))));
}
