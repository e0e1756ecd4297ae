"use strict";
// Exact numbers as fractions of two whole ones: {n, d}, d above zero, in lowest terms.
const exact = (() => {
  const greatest = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };
  const make = (n, d = 1n) => {
    if (d < 0n) [n, d] = [-n, -d];
    const shared = greatest(n, d) || 1n;
    return { n: n / shared, d: d / shared };
  };
  // "12.5" or "10/3".
  const read = (words) => {
    const [above, below] = String(words).split("/");
    const [whole, decimals = ""] = above.split(".");
    return make(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(below || "1"));
  };
  const add = (a, b) => make(a.n * b.d + b.n * a.d, a.d * b.d);
  const subtract = (a, b) => make(a.n * b.d - b.n * a.d, a.d * b.d);
  const multiply = (a, b) => make(a.n * b.n, a.d * b.d);
  const divide = (a, b) => make(a.n * b.d, a.d * b.n);
  const compare = (a, b) => { const left = a.n * b.d, right = b.n * a.d; return left < right ? -1 : left > right ? 1 : 0; };
  const sum = (all) => all.reduce(add, make(0n));
  // The largest whole number that is not above n / d.
  const floor = (n, d) => (n % d !== 0n && (n < 0n) !== (d < 0n) ? n / d - 1n : n / d);
  const halfUp = (n, d) => floor(2n * n + d, 2n * d);
  // To the nearest whole number, a half to the even one.
  const halfEven = (n, d) => {
    const below = floor(n, d), twice = 2n * (n - below * d);
    return twice > d || (twice === d && below % 2n !== 0n) ? below + 1n : below;
  };
  // A whole number in steps of 10^-decimals as people write it, with a point.
  const written = (whole, decimals) => {
    const digits = (whole < 0n ? -whole : whole).toString().padStart(decimals + 1, "0");
    const cut = digits.length - decimals;
    return (whole < 0n ? "-" : "") + digits.slice(0, cut) + (decimals ? "." + digits.slice(cut) : "");
  };
  const printed = (value, decimals) => written(halfUp(value.n * 10n ** BigInt(decimals), value.d), decimals);
  // Decimals where they end within nine, else the fraction: what a proposal's file may hold.
  const shortest = (value) => {
    const steps = value.n * 10n ** 9n;
    if (steps % value.d !== 0n) return `${value.n}/${value.d}`;
    return written(steps / value.d, 9).replace(/\.?0+$/, "");
  };
  // The smallest denominator that all can have.
  const common = (all) => all.reduce((found, one) => (found / (greatest(found, one.d) || 1n)) * one.d, 1n);
  return { make, read, common, add, subtract, multiply, divide, compare, sum, floor, halfEven, halfUp, written, printed, shortest };
})();
if (typeof module !== "undefined") module.exports = exact;
