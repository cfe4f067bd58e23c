// panel.js: what every live figure shares: controls, keyboard, run and pause, status, links.

class Panel {
  constructor({ model, el }, { title, help }) {
    this.model = model;
    this.title = title;
    this.reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.abort = new AbortController();
    this.tidy = [() => this.abort.abort()];
    this.stage = make("div", { class: "live-stage" });
    this.side = make("div", { class: "live-side" });
    this.buttons = make("div", { class: "live-buttons" });
    this.status = make("p", { class: "live-status", role: "status", "aria-live": "polite" });
    this.root = make(
      "div",
      // the data attribute asks JupyterLab to leave our keys alone; stopPropagation covers the other hosts
      { class: "live-figure", role: "group", "aria-label": `Live figure: ${title}`, "data-lm-suppress-shortcuts": "true" },
      make("div", { class: "live-columns" }, this.stage, this.side),
      this.buttons,
      make("p", { class: "live-help" }, help),
      this.status,
    );
    this.listen(this.root, "keydown", (event) => event.stopPropagation());
    el.replaceChildren(this.root);
    el.live = this; // a handle for the console and for tests
  }

  get(name) {
    return this.model.get(name);
  }

  set(values) {
    for (const [name, value] of Object.entries(values)) this.model.set(name, value);
    this.model.save_changes();
  }

  /** Call `update` now and whenever one of the named values changes, here or in Python. */
  watch(names, update) {
    for (const name of names) this.model.on(`change:${name}`, update);
    this.tidy.push(() => names.forEach((name) => this.model.off(`change:${name}`, update)));
    update();
  }

  listen(target, event, handler) {
    target.addEventListener(event, handler, { signal: this.abort.signal });
  }

  say(text) {
    this.status.textContent = text;
  }

  slider({ name, label, min, max, step, digits = 3 }) {
    const input = make("input", { type: "range", min, max, step, "data-control": name });
    const value = make("span", { class: "live-value", "aria-hidden": "true" });
    this.side.append(make("label", { class: "live-row" }, make("span", {}, label), input, value));
    this.listen(input, "input", () => this.set({ [name]: Number(input.value) }));
    this.watch([name], () => {
      const text = this.get(name).toFixed(digits);
      input.value = this.get(name);
      value.textContent = text;
      input.setAttribute("aria-valuetext", `${label}: ${text}`);
    });
    return input;
  }

  /** A menu of named settings; `current()` names the one in force, or "" for none of them. */
  menu({ label, names, current, watch, choose }) {
    const options = ["", ...names].map((name) => make("option", { value: name }, name || "your own"));
    const select = make("select", { "data-control": "menu" }, ...options);
    this.side.append(make("label", { class: "live-row live-menu" }, make("span", {}, label), select));
    this.listen(select, "change", () => select.value && choose(select.value));
    this.watch(watch, () => {
      select.value = current();
    });
    return select;
  }

  /** Radio buttons for one setting; `options` is { value: [name, meaning] }. */
  choice({ name, label, options }) {
    const fieldset = make("fieldset", { class: "live-choice" }, make("legend", {}, label));
    const group = `${name}-${Math.random().toString(36).slice(2)}`;
    for (const [value, [text, meaning]] of Object.entries(options)) {
      const radio = make("input", { type: "radio", name: group, value, "data-control": value });
      fieldset.append(make("label", { title: meaning }, radio, text));
      this.listen(radio, "change", () => (this.set({ [name]: value }), this.say(`${text}: ${meaning}.`)));
      this.watch([name], () => (radio.checked = this.get(name) === value));
    }
    this.side.append(fieldset);
  }

  button(text, press, control = text.toLowerCase().replaceAll(" ", "-")) {
    const button = make("button", { type: "button", "data-control": control }, text);
    this.listen(button, "click", press);
    this.buttons.append(button);
    return button;
  }

  /** A row of stops, dark to light, with the values at its two ends. */
  colourBar({ label, palette, range, digits = 1 }) {
    const [low, high] = range.map((value) => value.toFixed(digits).replace("-", "−"));
    this.stage.append(
      make(
        "div",
        { class: "live-colour-bar", role: "img", "aria-label": `Colour bar: ${label} from ${low} to ${high}` },
        make("span", {}, low),
        make("i", { style: `background: linear-gradient(to right, ${palette.join(", ")})` }),
        make("span", {}, high),
        make("span", { class: "live-colour-label" }, label),
      ),
    );
  }

  /** Run/Pause button; calls `advance(time)` once a frame while running and in view. */
  animate(advance) {
    if (this.reducedMotion) this.set({ running: false }); // a still picture first; the reader may press Run
    let request = 0;
    let inView = false;
    const schedule = () => {
      if (!request && inView && this.get("running")) request = requestAnimationFrame(frame);
    };
    const frame = (time) => {
      request = 0;
      if (!inView || !this.get("running")) return;
      advance(time);
      schedule();
    };
    const observer = new IntersectionObserver((entries) => {
      inView = entries.at(-1).isIntersecting;
      schedule();
    });
    observer.observe(this.stage);
    this.tidy.push(() => (observer.disconnect(), cancelAnimationFrame(request)));
    const button = this.button("Pause", () => this.toggleRunning(), "run");
    this.watch(["running"], () => {
      button.textContent = this.get("running") ? "Pause" : "Run";
      schedule();
    });
  }

  toggleRunning() {
    this.set({ running: !this.get("running") });
    this.say(this.get("running") ? "Running." : "Paused.");
  }

  /** Button that copies a link to this state, `page.html#figure?F=0.03&k=0.06`; such a link restores it. */
  share(readers, restored) {
    if (!this.model.id) return; // in a notebook the state lives in Python
    const restore = () => {
      const [id, query = ""] = location.hash.slice(1).split("?");
      if (id !== this.model.id || !query) return;
      const values = {};
      for (const [name, text] of new URLSearchParams(query)) {
        const value = readers[name]?.(text);
        if (value !== undefined) values[name] = value;
      }
      this.set(values);
      restored();
      this.root.scrollIntoView({ block: "center" });
    };
    this.listen(window, "hashchange", restore);
    this.button("Copy link", async () => {
      const query = new URLSearchParams(Object.keys(readers).map((name) => [name, this.get(name)]));
      history.replaceState(history.state, "", `#${this.model.id}?${query}`);
      try {
        await navigator.clipboard.writeText(location.href);
        this.say("Link to this setting copied.");
      } catch {
        this.say("The link to this setting is in the address bar."); // the browser keeps its clipboard to itself
      }
    });
    restore();
  }

  dispose() {
    for (const tidy of this.tidy) tidy();
    this.root.remove();
  }
}
