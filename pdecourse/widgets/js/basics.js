// basics.js: a stand-in for the kernel's model, elements, and what a link may carry.
// A figure's module is basics.js + panel.js + … + its own file, joined by pdecourse.widgets.base.module_source.
// The figure defines render({ model, el }), which returns a function that tidies up.

/** The four methods of an anywidget model, for a page without a kernel. */
export class LocalModel {
  constructor(state, id) {
    this.state = { ...state };
    this.id = id; // the figure's anchor in the page; a kernel's model has none
    this.listeners = {};
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (Object.is(this.state[name], value)) return;
    this.state[name] = value;
    for (const listener of [...(this.listeners[`change:${name}`] ?? [])]) listener();
  }
  on(event, listener) {
    (this.listeners[event] ??= []).push(listener);
  }
  off(event, listener) {
    this.listeners[event] = (this.listeners[event] ?? []).filter((other) => other !== listener);
  }
  save_changes() {}
}

/** Show the figure in `el` without a kernel. */
export function mount(el, state, id) {
  const model = new LocalModel(state, id);
  return { model, dispose: render({ model, el }) };
}

/** make("button", { type: "button" }, "Run"); make("svg:circle", { r: 3 }). */
function make(tag, attributes = {}, ...children) {
  const element = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const clamp = (value, min, max) => Math.min(max, Math.max(min, value));

// What a link may carry: each reader turns text into a value, or into undefined if it makes no sense.
const numberFrom = (min, max) => (text) =>
  text.trim() !== "" && Number.isFinite(Number(text)) ? clamp(Number(text), min, max) : undefined;
const oneOf = (choices) => (text) => (choices.includes(text) ? text : undefined);
