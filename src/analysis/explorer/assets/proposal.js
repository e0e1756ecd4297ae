"use strict";
// A proposal as the file that a person would write; analysis.proposals.proposal.load reads it.
const proposing = ((exact, ranking) => {
  const RESERVED = ["official", "proposals"];
  const LONGEST = 60;
  // Half of a letter, which no file can hold.
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

  // Small letters without marks, digits and hyphens.
  const slug = (title, without) => {
    const plain = title.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    const found = (plain.match(/[a-z0-9]+/g) || []).join("-").slice(0, LONGEST).replace(/-+$/, "") || without;
    return RESERVED.includes(found) ? `${found}-1` : found;
  };

  // Text in quotes, with everything that YAML does not take as it is written as a number.
  const quoted = (text) => JSON.stringify(text.replace(LONE, "\ufffd").normalize("NFC").trim())
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const points = (value) => { const words = exact.shortest(value); return words.includes("/") ? `"${words}"` : words; };

  // The domains that the file names. What is held at its official maximum cannot be named, since nothing changes there: then
  // all others are, and what is left over is scaled by one.
  const named = (set, held, wanted) => {
    const moved = ranking.moved(set, wanted);
    return Object.keys(held).every((code) => moved.includes(code)) ? moved.filter((code) => code in held) : moved;
  };

  const file = (set, held, details) => {
    const wanted = ranking.maxima(set, held), given = ranking.official(set);
    const changes = set.domains.filter(({ code }) => named(set, held, wanted).includes(code)).map(({ code }) =>
      `  - {criterion: ${quoted(code)}, set: {max_points: ${points(wanted.get(code))}}, was: {max_points: ${points(given.get(code))}}}`);
    return [
      ...(details.note ? [`# ${details.note}`] : []),
      `title: ${quoted(details.title)}`, `by: ${quoted(details.by)}`, `date: ${quoted(details.date)}`,
      `base: ${quoted(set.framework)}`, `set: ${quoted(set.set)}`, `rationale: ${quoted(details.rationale)}`,
      "changes:", ...changes, `balance: {scale_rest_to: ${set.scale}}`, "",
    ].join("\n");
  };

  return { slug, quoted, named, file };
})(typeof module !== "undefined" ? require("./exact.js") : exact, typeof module !== "undefined" ? require("./ranks.js") : ranking);
if (typeof module !== "undefined") module.exports = proposing;
