"use strict";
// Elements of the page, words and numbers in the language shown. Text is set as text only, never as markup.
const page = (() => {
  const held = JSON.parse(document.getElementById("content").textContent);
  const state = { language: held.languages[0], place: held.places[0] };
  const at = (id) => document.getElementById(id);

  const say = (key, values = {}) =>
    held.words[key][state.language].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const inLanguage = (pair) => pair[state.language];
  const unitName = (code) => inLanguage(held.names[code]);
  // Numbers come as text with a point; an empty one is a dash.
  const number = (words) => {
    if (words === "" || words === null || words === undefined) return "–";
    return state.language === "vi" ? String(words).replace(".", ",") : String(words);
  };
  const set = () => held.sets[state.place.set];

  // make("td", { class: "number" }, "text", anotherElement)
  const make = (name, attributes = {}, ...children) => {
    const one = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) one.addEventListener(key.slice(2), value);
      else if (value === true) one.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) one.setAttribute(key, value);
    }
    one.append(...children.map((child) => (child instanceof Node ? child : String(child))));
    return one;
  };

  const range = (one) => say(`range_${one.source}`, { ranks: one.low === one.high ? one.low : `${one.low}–${one.high}` });
  const rangeWords = (unit) => (unit.ranges.length ? unit.ranges.map(range).join("; ") : say("range_none"));

  return { held, state, at, say, inLanguage, unitName, number, set, make, range, rangeWords };
})();
