// graph_matrices.js: the matrices of a small graph, as arrays of rows. Edges are [[i, j], …], each once.

/** A + weight · I. */
export function adjacencyOf(n, edges, weight = 0) {
  const matrix = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? weight : 0)));
  for (const [i, j] of edges) matrix[i][j] = matrix[j][i] = 1;
  return matrix;
}

const degreesOf = (matrix) => matrix.map((row) => row.reduce((sum, value) => sum + value, 0));

/** L = D − A. */
export function laplacianOf(n, edges) {
  const matrix = adjacencyOf(n, edges);
  const degrees = degreesOf(matrix);
  return matrix.map((row, i) => row.map((value, j) => (i === j ? degrees[i] : 0) - value));
}

/** D^(−½) M D^(−½) ("symmetric") or D⁻¹ M ("random_walk"), D the row sums of M; the row of a node without neighbours stays zero. */
export function normalizedOf(matrix, kind = "symmetric") {
  const degrees = degreesOf(matrix).map((degree) => degree || 1);
  const scale = kind === "symmetric" ? (i, j) => Math.sqrt(degrees[i] * degrees[j]) : (i) => degrees[i];
  return matrix.map((row, i) => row.map((value, j) => value / scale(i, j)));
}

/** M v. */
export const times = (matrix, vector) =>
  Float64Array.from(matrix, (row) => row.reduce((sum, value, j) => sum + value * vector[j], 0));

/** The component of every node, numbered 0, 1, … in the order of their first nodes. */
export function componentsOf(n, edges) {
  const component = new Array(n).fill(-1);
  let count = 0;
  for (let start = 0; start < n; start++) {
    if (component[start] >= 0) continue;
    const queue = [start];
    component[start] = count;
    while (queue.length) {
      const node = queue.pop();
      for (const [i, j] of edges) {
        const other = i === node ? j : j === node ? i : node;
        if (component[other] < 0) (component[other] = count), queue.push(other);
      }
    }
    count += 1;
  }
  return component;
}

/** The number of edges whose ends have different signs. */
export const signChanges = (values, edges) => edges.filter(([a, b]) => values[a] * values[b] < -1e-12).length;
