// slider_marks.js: values worth knowing, marked below a slider. Needs basics.js.

/** mark([[value, text], …]) puts a tick and a word below `input`, where its handle is at that value; later calls replace them. */
function sliderMarks(input) {
  const row = make("span", { class: "live-ticks", "aria-hidden": "true" });
  input.after(row);
  input.parentElement.classList.add("live-marked-row");
  const [min, max] = [Number(input.min), Number(input.max)];
  return (marks) =>
    row.replaceChildren(
      ...marks
        .filter(([value]) => value >= min && value <= max)
        .map(([value, text]) => make("span", { style: `--at: ${(value - min) / (max - min)}` }, text)),
    );
}
