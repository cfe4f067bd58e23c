// park_miller.js: random numbers that are the same in Python.

/** `count` numbers between 0 and 1 by Park and Miller's generator (1988). */
export function randomNumbers(seed, count) {
  let number = 1000 + seed;
  return Float64Array.from({ length: count }, () => (number = (16807 * number) % 2147483647) / 2147483647);
}
