"use strict";
// One unit's sheet: what is known of it, beside the means of its block only.
const sheet = ((page) => {
  const { state, at, say, inLanguage, unitName, number, make } = page;

  const listed = (lines) => make("ul", {},
    ...lines.filter(Boolean).map((line) => make("li", {}, line[0].toUpperCase() + line.slice(1))));

  const facts = (unit, other) => [
    unit.score === "" ? say("no_score") : say(`sheet_score_${state.place.of}`, { score: number(unit.score) }),
    unit.rank === null && unit.known === null ? say("no_rank") : "",
    unit.rank === null ? "" : say("sheet_rank", { rank: unit.rank }),
    unit.known === null || unit.known === unit.rank ? "" : say("sheet_known", { rank: unit.known }),
    ...(unit.ranges.length ? unit.ranges.map(page.range) : [say("range_none")]),
    unit.class ? say("sheet_class", { name: unit.class }) : "",
    ...unit.chances.map((one) => say(`chance_${one.source}`, { name: one.class, share: number(one.share) })),
    other ? say("sheet_other", { rank: other.rank, score: number(other.score) }) : "",
  ];

  const table = (caption, columns, rows) => make("table", {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...columns.map((key, place) =>
      make("th", { scope: "col", class: place ? "number" : false }, say(key))))),
    make("tbody", {}, ...rows.map(([first, ...others]) => make("tr", {},
      make("th", { scope: "row" }, first), ...others.map((one) => make("td", { class: "number" }, number(one)))))));

  const domains = (unit) => {
    // A column that holds nothing is left out.
    const told = ["points", "maximum", "percent", "mean"].filter((name) => unit.domains.some((one) => one[name] !== ""));
    const headed = { mean: told.includes("percent") ? "mean_percent" : "mean_points" };
    const rows = unit.domains.map((one, place) => [inLanguage(state.place.domains[place]), ...told.map((name) => one[name])]);
    return table(say("domains_title"), ["domain", ...told.map((name) => headed[name] || name)], rows);
  };

  const toWin = (unit) => table(say("to_win_title"), ["criterion", "points", "maximum", "to_win"],
    unit.to_win.map((one) => [inLanguage(state.place.criteria[one.code]), one.points, one.maximum, one.to_win]));

  // A wide table is moved sideways by keyboard too.
  const wide = (title, one) => make("div", { class: "wide", role: "region", tabindex: 0, "aria-label": say(title) }, one);

  const fill = (unit, other) => {
    at("sheet").replaceChildren(
      make("button", { type: "button", class: "close", onclick: () => at("sheet").close() }, say("close")),
      make("h2", { id: "sheet-title" }, unitName(unit.code)),
      ...(page.held.synthetic ? [make("p", { class: "mark" }, inLanguage(page.held.mark))] : []),
      make("p", {}, inLanguage(state.place.title)),
      listed(facts(unit, other)),
      ...(unit.domains.length ? [wide("domains_title", domains(unit))] : []),
      ...(unit.to_win.length ? [wide("to_win_title", toWin(unit))] : []),
    );
  };

  const show = (unit, other) => { fill(unit, other); at("sheet").showModal(); };
  return { show };
})(page);
