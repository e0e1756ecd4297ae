"use strict";
// Ranks under other weights of the domains, from whole numbers only: the same as those of the tables.
const ranking = ((exact) => {
  // A total that lies so little below a half counts as the half, as printed tables of the study do: 1e-9.
  const SETTLED = 10n ** 9n;
  const step = (set) => exact.read(set.step);
  const official = (set) => new Map(set.domains.map((one) => [one.code, exact.read(one.maximum)]));

  // The maximum of every domain: those in `held` {code: number of steps} as set, the others in proportion to the whole.
  const maxima = (set, held) => {
    const given = official(set), size = step(set);
    const free = set.domains.filter((one) => !(one.code in held)).map((one) => given.get(one.code));
    const taken = exact.sum(Object.values(held).map((count) => exact.multiply(exact.make(BigInt(count)), size)));
    const factor = free.length
      ? exact.divide(exact.subtract(exact.read(set.scale), taken), exact.sum(free)) : exact.make(1n);
    return new Map(set.domains.map(({ code }) => [
      code, code in held ? exact.multiply(exact.make(BigInt(held[code])), size) : exact.multiply(given.get(code), factor),
    ]));
  };

  // How many steps a slider may reach, so that one is left for every domain that nobody has set; 0 where it cannot move.
  const reach = (set, held, code) => {
    const others = set.domains.filter((one) => one.code !== code);
    const free = others.filter((one) => !(one.code in held)).length;
    if (!free) return 0;
    const whole = exact.divide(exact.read(set.scale), step(set));
    const taken = others.reduce((all, one) => all + BigInt(held[one.code] ?? 0), 0n);
    const left = exact.floor(whole.n, whole.d) - taken - BigInt(free);
    return left < 1n ? 0 : Math.min(Number(left), set.highest);
  };

  // By what whole numbers the points of each domain are multiplied: factors over one common denominator.
  const factors = (set, wanted) => {
    const given = official(set);
    const all = set.domains.map(({ code }) => exact.divide(wanted.get(code), given.get(code)));
    const common = exact.common(all);
    return { whole: all.map((one) => one.n * (common / one.d)), common };
  };

  const weighted = (row, whole) => row.reduce((total, value, place) => total + BigInt(value) * whole[place], 0n);

  // Every unit's total as a fraction, not in lowest terms: per cent of what applies of the maximum, or points.
  const totals = (set, weighing, wanted) => {
    const { whole, common } = factors(set, wanted), below = common * 10n ** BigInt(weighing.decimals);
    return weighing.units.map((_, place) => {
      const points = weighted(weighing.points[place], whole) + BigInt(weighing.rest[place]) * common;
      return weighing.maxima.length
        ? { n: 100n * points, d: weighted(weighing.maxima[place], whole) } : { n: points, d: below };
    });
  };

  const printedSteps = (total, decimals) => {
    const scaled = total.n * 10n ** BigInt(decimals);
    return exact.floor(2n * scaled * SETTLED + total.d * SETTLED + 2n * total.d, 2n * total.d * SETTLED);
  };

  // What ranks compare, whole numbers: the printed total in its last decimal, else the total in steps of 1e-9.
  const compared = (set, weighing, wanted) => settled(set, totals(set, weighing, wanted));
  const settled = (set, all) => all.map((total) =>
    set.rank_on === "printed" ? printedSteps(total, set.decimals) : exact.halfEven(total.n * SETTLED, total.d));

  // 1 for the highest; equal numbers share a rank. competition: 1, 1, 3; dense: 1, 1, 2.
  const ranks = (values, rule) => {
    const counted = rule === "dense" ? [...new Set(values)] : values;
    const ordered = [...counted].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
    const first = new Map();
    ordered.forEach((value, place) => { if (!first.has(value)) first.set(value, place + 1); });
    return values.map((value) => first.get(value));
  };

  // {unit_code: {rank, score}} of every unit with a total.
  const places = (set, weighing, wanted) => {
    const all = totals(set, weighing, wanted), found = ranks(settled(set, all), set.rank_rule);
    const scores = all.map((total) => exact.written(printedSteps(total, set.decimals), set.decimals));
    return new Map(weighing.units.map((code, place) => [code, { rank: found[place], score: scores[place] }]));
  };

  const moved = (set, wanted) => {
    const given = official(set);
    return set.domains.filter(({ code }) => exact.compare(given.get(code), wanted.get(code)) !== 0).map(({ code }) => code);
  };

  return { official, maxima, reach, factors, totals, compared, ranks, places, moved, step };
})(typeof module !== "undefined" ? require("./exact.js") : exact);
if (typeof module !== "undefined") module.exports = ranking;
