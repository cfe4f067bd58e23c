// host.js: a classic script, because pages opened from file:// may not load <script type="module">.
// For each <div class="pde-live"> it imports the figure's module from a blob and shows it in place of the poster.
(() => {
  const modules = {};
  const load = (name) =>
    (modules[name] ??= import(URL.createObjectURL(new Blob([window.liveFigures[name]], { type: "text/javascript" }))));

  async function show(place) {
    const live = document.createElement("div");
    try {
      const { mount } = await load(place.dataset.figure);
      place.append(live);
      mount(live, JSON.parse(place.dataset.state), place.closest("figure")?.id);
      place.classList.add("pde-live-on"); // the style sheet keeps the poster for print
    } catch (problem) {
      live.remove(); // the poster stays
      place.dataset.problem = String(problem);
      console.warn("live figure stays still:", problem);
    }
  }

  const start = () => document.querySelectorAll(".pde-live").forEach(show);
  if (document.readyState === "loading" || document.readyState === "interactive") addEventListener("DOMContentLoaded", start);
  else start();
})();
