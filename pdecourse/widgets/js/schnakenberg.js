// schnakenberg.js: the Schnakenberg reaction near its uniform state, Dᵤ = 1 and Dᵥ = d. Chapter 3.
//  u_t =   ∇²u + a − u + u²v
//  v_t = d ∇²v + b − u²v

const FEED = { a: 0.1, b: 0.9 };
const REST = [FEED.a + FEED.b, FEED.b / (FEED.a + FEED.b) ** 2];

/** The Jacobian at the uniform state. */
const JACOBIAN = (() => {
  const [u, v] = REST;
  return { fu: 2 * u * v - 1, fv: u * u, gu: -2 * u * v, gv: -u * u };
})();

/** σ(k): the largest real part of the eigenvalues of J − k² D. */
export function growthRate(k, d, { fu, fv, gu, gv } = JACOBIAN) {
  const [a, b] = [fu - k * k, gv - d * k * k];
  const half = (a + b) / 2;
  const square = half * half - (a * b - fv * gu);
  return half + (square > 0 ? Math.sqrt(square) : 0);
}

/** [k_lo, k_hi] between which waves grow, or null: the roots of det(J − k² D) = 0, a quadratic in k². */
export function unstableBand(d, { fu, fv, gu, gv } = JACOBIAN) {
  const middle = (d * fu + gv) / (2 * d);
  const square = middle ** 2 - (fu * gv - fv * gu) / d;
  return middle > 0 && square > 0 ? [-1, 1].map((sign) => Math.sqrt(middle + sign * Math.sqrt(square))) : null;
}

/** The fastest wavenumber, where dσ/dk = 0; asked only where a band is open. */
export function fastestWavenumber(d, { fu, fv, gu, gv } = JACOBIAN) {
  return Math.sqrt(((d + 1) * Math.sqrt((-fv * gu) / d) - fu + gv) / (d - 1));
}

/** d_c: the ratio of diffusion at which the band opens. */
export function criticalRatio({ fu, fv, gu, gv } = JACOBIAN) {
  return ((Math.sqrt(fu * gv - fv * gu) + Math.sqrt(-fv * gu)) / fu) ** 2;
}
