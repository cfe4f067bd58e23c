// backends.js: two species on a square grid, advanced by explicit Euler with the five-point Laplacian:
//   next = c + dt (D (east + west + north + south − 4 c) / spacing² + rates(c))
// once in a WebGL2 shader (webgl.js), once in plain JavaScript (javascript.js) for machines without a graphics card.
// Both hold the field as float32. Half floats would be faster still and give a wrong pattern.
// A field has: load(state), read() → state, step(count, values), paint(dab), draw(), dispose();
// a state is one Float32Array in NumPy's order (species, row, column), row 0 at the bottom of the picture.

/** "#ff8800" → [255, 136, 0]. */
const rgb = (hex) => [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));

/**
 * `constants` names the values that step() gets. `backend` "auto" takes WebGL where it is hardware, "webgl" insists,
 * software or not, "javascript" never asks.
 */
export function makeField(options) {
  const slow = options.backend === "webgl";
  options.canvas.width = options.canvas.height = options.size;
  if (options.backend !== "javascript" && webglWorks(slow)) return webglField({ ...options, slow });
  if (slow) throw Error("this browser offers no WebGL2 with float textures; use backend \"javascript\"");
  return scriptField(options);
}
