// graph_walk.js: matrices D⁻¹G with symmetric weights G: their rows sum to 1, and their eigenvalues are real.
// Needs graph_matrices.js and eigen.js.

/**
 * { values, vectors, share }: increasing eigenvalues μ of D⁻¹G, vectors orthonormal with the weights
 * share = degree / (sum of degrees), in which D⁻¹G is symmetric. The last vector is constant: ±1.
 */
export function walkModes(weights) {
  const degrees = weights.map((row) => row.reduce((sum, value) => sum + value, 0));
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  const share = degrees.map((degree) => degree / total);
  const { values, vectors } = eigenSymmetric(normalizedOf(weights));
  return { values, vectors: vectors.map((vector) => vector.map((entry, i) => entry / Math.sqrt(share[i]))), share };
}

/** How much of every mode is in x: x = Σ c_k φ_k. */
export const partsOf = ({ vectors, share }, x) => vectors.map((vector) => vector.reduce((sum, entry, i) => sum + share[i] * entry * x[i], 0));

/** The standard deviation of x under the weights `share`; x is at rest when it is 0. */
export function deviationOf({ share }, x) {
  const mean = share.reduce((sum, weight, i) => sum + weight * x[i], 0);
  return Math.sqrt(share.reduce((sum, weight, i) => sum + weight * (x[i] - mean) ** 2, 0));
}
