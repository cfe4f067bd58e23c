// eigen.js: all eigenvalues and eigenvectors of a symmetric matrix of at most a few dozen rows, by Jacobi's rotations (1846).

/** { values, vectors }: increasing values, vectors[k] of length 1; the first of its largest entries is positive, as in pdecourse.graphs. */
export function eigenSymmetric(matrix) {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))); // rows become the vectors
  const size = Math.sqrt(a.reduce((sum, row) => sum + row.reduce((part, x) => part + x * x, 0), 0));
  for (let sweep = 0; sweep < 30; sweep++) {
    let largest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        largest = Math.max(largest, Math.abs(a[p][q]));
        if (Math.abs(a[p][q]) > 1e-17 * size) rotate(a, v, p, q);
      }
    }
    if (largest <= 1e-15 * size) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i][i] - a[j][j]);
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => signed(v[i])) };
}

/** Turn the axes p and q so that a[p][q] becomes zero. */
function rotate(a, v, p, q) {
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < a.length; k++) {
    [a[k][p], a[k][q]] = [c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]];
  }
  for (let k = 0; k < a.length; k++) {
    [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]];
    [v[p][k], v[q][k]] = [c * v[p][k] - s * v[q][k], s * v[p][k] + c * v[q][k]];
  }
  a[p][q] = a[q][p] = 0;
}

function signed(vector) {
  const most = vector.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const first = vector.find((value) => Math.abs(value) > (1 - 1e-6) * most);
  return first < 0 ? vector.map((value) => -value) : vector;
}
