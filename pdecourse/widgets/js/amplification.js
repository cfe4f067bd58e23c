// amplification.js: by how much a solver multiplies ẋ = λx per step, z = λ·dt complex. Complex numbers are [re, im].

const cAdd = ([a, b], [c, d]) => [a + c, b + d];
const cMul = ([a, b], [c, d]) => [a * c - b * d, a * d + b * c];
const cDiv = ([a, b], [c, d]) => [(a * c + b * d) / (c * c + d * d), (b * c - a * d) / (c * c + d * d)];
const cScale = (s, [a, b]) => [s * a, s * b];
const cSize = ([a, b]) => Math.hypot(a, b);

/** c₀ + c₁ z + …, real or complex coefficients. */
const cPolynomial = (coefficients, z) => coefficients.reduceRight((sum, c) => cAdd(cMul(sum, z), [].concat(c, 0).slice(0, 2)), [0, 0]);

/** The largest modulus of a root of ξⁿ + c₁ ξⁿ⁻¹ + … + cₙ, complex c, by the method of Durand (1960) and Kerner (1966). */
function largestRoot(coefficients) {
  const n = coefficients.length;
  const descending = [...coefficients].reverse();
  const value = (x) => cPolynomial([...descending, [1, 0]], x);
  const bound = 1 + Math.max(...coefficients.map(cSize));
  const roots = Array.from({ length: n }, (_, k) => [0.7 * bound * Math.cos((2 * Math.PI * k) / n + 0.4), 0.7 * bound * Math.sin((2 * Math.PI * k) / n + 0.4)]);
  for (let round = 0; round < 80; round++) {
    let moved = 0;
    for (let k = 0; k < n; k++) {
      const others = roots.reduce((product, root, j) => (j === k ? product : cMul(product, [roots[k][0] - root[0], roots[k][1] - root[1]])), [1, 0]);
      if (cSize(others) < 1e-300) continue; // two guesses met; the others go on
      const step = cDiv(value(roots[k]), others);
      roots[k] = [roots[k][0] - step[0], roots[k][1] - step[1]];
      moved = Math.max(moved, cSize(step));
    }
    if (moved < 1e-14 * bound) break;
  }
  return Math.max(...roots.map(cSize));
}

const PREDICTOR = [55, -59, 37, -9].map((b) => b / 24);

/** Adams–Bashforth of order 4: ξ⁴ = ξ³ + z (b₀ ξ³ + b₁ ξ² + …). */
const adamsBashforth = (z) => largestRoot(PREDICTOR.map((b, k) => cAdd(cScale(-b, z), [k ? 0 : -1, 0])));

/** Predicted so, corrected once by Adams–Moulton: x_{n+1} = x_n + z (9 p + 19 x_n − 5 x_{n−1} + x_{n−2}) / 24. */
function adamsMoulton(z) {
  const direct = [19, -5, 1, 0].map((c) => c / 24);
  const predicted = PREDICTOR.map((b, k) => cAdd(cScale(b, z), [k ? 0 : 1, 0])); // p in terms of the old values
  const inner = predicted.map((p, k) => cAdd(cScale(9 / 24, p), [direct[k], 0]));
  return largestRoot(inner.map((value, k) => cAdd(cScale(-1, cMul(z, value)), [k ? 0 : -1, 0])));
}

/** The modulus of the factor per step of the fastest mode of every solver. */
export const AMPLIFICATION = {
  euler: (z) => cSize(cPolynomial([1, 1], z)),
  rk4: (z) => cSize(cPolynomial([1, 1, 1 / 2, 1 / 6, 1 / 24], z)),
  adams_bashforth4: adamsBashforth,
  adams_moulton4: adamsMoulton,
  implicit_euler: ([a, b]) => 1 / cSize([1 - a, b]),
  crank_nicolson: ([a, b]) => cSize([1 + a / 2, b / 2]) / cSize([1 - a / 2, b / 2]),
};
