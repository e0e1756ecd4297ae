"use strict";
// The page: sliders, table, saving. What can be asked of it stands in `explorer` for those who test it.
const explorer = ((page, exact, ranking, proposing, sheet) => {
  const { held, state, at, say, inLanguage, unitName, number, set, make } = page;
  const PAUSE = 350;
  const weights = Object.fromEntries(Object.keys(held.sets).map((key) => [key, {}]));
  const sorted = { column: "rank", falling: false };
  const lines = new Map();
  let told = 0;

  const own = () => weights[state.place.set];
  const weighs = () => Boolean(state.place.weighing);
  const wanted = () => ranking.maxima(set(), own());
  const others = () => (weighs() ? ranking.places(set(), state.place.weighing, wanted()) : new Map());
  const changed = () => weighs() && ranking.moved(set(), wanted()).length > 0;
  // Where only some units of a block are known, ranks of tables and ranks among those known are two things.
  const partly = () => state.place.units.some((unit) => unit.rank !== unit.known);
  const published = () => state.place.units.some((unit) => unit.rank !== null);
  const ranged = () => state.place.units.some((unit) => unit.ranges.length);

  // ---- sliders
  const points = (value) => number(exact.printed(value, 2).replace(/\.?0+$/, ""));
  const slider = (domain, place) => {
    const id = `slider-${place}`;
    const input = make("input", { type: "range", id, min: 1, max: set().highest, step: 1, "data-code": domain.code,
      oninput: () => { hold(domain.code, Number(input.value)); }, onchange: () => { fillRows(); } });
    return make("div", {}, make("label", { for: id }, inLanguage(domain.title)), input,
      make("output", { for: id, "data-of": domain.code }),
      make("button", { type: "button", "data-reset": domain.code, "aria-label": say("reset_of", { domain: inLanguage(domain.title) }),
        onclick: () => { release(domain.code); } }, say("reset")));
  };
  const showSliders = () => {
    at("weights").hidden = at("saving").hidden = !weighs();
    at("why").hidden = weighs();
    at("why").textContent = weighs() ? "" : say(state.place.why);
    at("sliders").replaceChildren(...(weighs() ? set().domains.map(slider) : []));
    setSliders();
  };
  const setSliders = () => {
    if (!weighs()) return;
    const now = wanted(), given = ranking.official(set());
    set().domains.forEach(({ code }, place) => {
      const input = at(`slider-${place}`), steps = exact.divide(now.get(code), ranking.step(set()));
      const facts = { points: points(now.get(code)), official: points(given.get(code)) };
      const free = !(code in own()), still = ranking.reach(set(), own(), code) < 1;
      input.value = String(exact.halfUp(steps.n, steps.d));
      input.disabled = still && free;
      input.setAttribute("aria-valuetext", say(input.disabled ? "slider_last" : "slider_value", facts));
      const output = document.querySelector(`[data-of="${CSS.escape(code)}"]`);
      output.textContent = say("slider_short", facts);
      output.classList.toggle("other", exact.compare(now.get(code), given.get(code)) !== 0);
      document.querySelector(`[data-reset="${CSS.escape(code)}"]`).disabled = free;
    });
    at("reset").disabled = Object.keys(own()).length === 0;
  };
  const hold = (code, count) => {
    const reach = ranking.reach(set(), own(), code);
    if (reach >= 1) own()[code] = Math.max(1, Math.min(count, reach));
    refresh();
  };
  // A button that becomes disabled would drop the focus to the start of the page.
  const release = (code) => {
    delete own()[code];
    refresh(true);
    at(`slider-${set().domains.findIndex((one) => one.code === code)}`).focus();
  };

  // ---- table
  const shift = (unit, other) => (other && unit.known !== null ? unit.known - other.rank : null);
  const shiftWords = (places) => {
    if (places === null) return "–";
    return places === 0 ? "=" : say(places > 0 ? "up" : "down", { places: Math.abs(places) });
  };
  const columns = () => [
    ...(published() ? [{ key: "rank", number: true, value: (unit) => unit.rank }] : []),
    ...(partly() ? [{ key: "known", number: true, value: (unit) => unit.known }] : []),
    { key: "unit", value: (unit) => unit.order },
    { key: "score", number: true, value: (unit) => (unit.score === "" ? null : Number(unit.score)), falls: true },
    ...(state.place.units.some((unit) => unit.class)
      ? [{ key: "class", value: (unit) => (unit.class ? set().classes.indexOf(unit.class) : null) }] : []),
    ...(weighs() ? [
      { key: "other_score", number: true, value: (unit, other) => (other ? Number(other.score) : null), falls: true },
      { key: "other_rank", number: true, value: (unit, other) => other?.rank ?? null },
      { key: "shift", number: true, value: shift, falls: true }] : []),
  ];
  const SCORES = ["score", "other_score"];
  const titled = (key) => `column_${key}${SCORES.includes(key) ? `_${state.place.of}` : ""}`;
  const fillHead = () => {
    const heads = columns().map((column) => make("th", { scope: "col", class: column.number ? "number" : false,
      "aria-sort": column.key !== sorted.column ? "none" : sorted.falling ? "descending" : "ascending" },
    make("button", { type: "button", "data-sort": column.key, onclick: () => { sortBy(column); } }, say(titled(column.key)))));
    document.querySelector("#units thead tr").replaceChildren(...heads);
    const order = say(sorted.falling ? "falling" : "rising");
    at("caption").textContent = say("caption", { place: inLanguage(state.place.title), n: state.place.units.length,
      column: say(titled(sorted.column)), order });
  };
  const sortBy = (column) => {
    const again = sorted.column === column.key;
    Object.assign(sorted, { column: column.key, falling: again ? !sorted.falling : Boolean(column.falls) });
    fillHead();
    fillRows();
    document.querySelector(`[data-sort="${column.key}"]`).focus();
  };
  const ordered = (found) => {
    const column = columns().find((one) => one.key === sorted.column);
    const value = (unit) => column.value(unit, found.get(unit.code));
    return [...state.place.units].sort((one, two) => {
      const [a, b] = [value(one), value(two)];
      if ((a === null) !== (b === null)) return a === null ? 1 : -1;
      return (sorted.falling ? b - a : a - b) || one.order - two.order;
    });
  };
  const rankCell = (unit) => {
    const tip = make("span", { class: "tip", role: "tooltip", id: `tip-${unit.code}`, hidden: true }, page.rangeWords(unit));
    const show = () => { tip.hidden = false; }, hide = () => { tip.hidden = true; };
    const rank = make("button", { type: "button", "data-range": unit.code, "aria-describedby": tip.id, onfocus: show, onblur: hide,
      onclick: show, onkeydown: (event) => { if (event.key === "Escape") hide(); } }, number(unit.known));
    return make("td", { class: "number" }, make("span", { class: "range", onmouseenter: show, onmouseleave: hide }, rank, tip));
  };
  const plainCell = (words) => make("td", { class: "number" }, words);
  // Ranges are ranges among the units known.
  const cells = {
    rank: (unit) => (ranged() && !partly() ? rankCell(unit) : plainCell(number(unit.rank))),
    known: (unit) => (ranged() ? rankCell(unit) : plainCell(number(unit.known))),
    score: (unit) => plainCell(number(unit.score)),
    unit: (unit, other) => make("th", { scope: "row" }, make("button", { type: "button", "aria-haspopup": "dialog",
      "data-unit": unit.code, onclick: () => { sheet.show(unit, changed() ? other() : null); } }, unitName(unit.code))),
    class: (unit) => make("td", {}, unit.class || "–"),
  };
  const row = (unit, keys) => {
    const other = () => others().get(unit.code);
    const line = make("tr", { "data-row": unit.code }, ...keys.map((key) => cells[key]?.(unit, other)
      ?? make("td", { class: "number", "data-cell": key })));
    lines.set(unit.code, line);
    return line;
  };
  const setRow = (unit, other) => {
    const line = lines.get(unit.code), places = shift(unit, other);
    line.querySelector('[data-cell="other_score"]').textContent = number(other?.score);
    line.querySelector('[data-cell="other_rank"]').textContent = number(other?.rank);
    const cell = line.querySelector('[data-cell="shift"]');
    cell.textContent = shiftWords(places);
    cell.className = `number ${places > 0 ? "up" : places < 0 ? "down" : ""}`;
  };
  // The order of rows changes only when a slider is let go, so that lines do not jump while it moves.
  const fillRows = () => {
    const found = others(), keys = columns().map((one) => one.key);
    lines.clear();
    document.querySelector("#units tbody").replaceChildren(...ordered(found).map((unit) => row(unit, keys)));
    setRows(found);
  };
  const setRows = (found = others()) => {
    if (weighs()) state.place.units.forEach((unit) => { setRow(unit, found.get(unit.code)); });
  };

  // ---- what is said aloud
  const summary = () => {
    if (!weighs()) return "";
    if (!changed()) return say("status_official");
    const found = others();
    const shifts = state.place.units.map((unit) => ({ unit, places: shift(unit, found.get(unit.code)) || 0 }));
    const moved = shifts.filter((one) => one.places);
    if (!moved.length) return say("status_none", { n: found.size });
    const most = moved.reduce((a, b) => (Math.abs(b.places) > Math.abs(a.places) ? b : a));
    return say("status_moved", { moved: moved.length, n: found.size, unit: unitName(most.unit.code),
      from: most.unit.known, to: found.get(most.unit.code).rank });
  };
  const tell = () => { clearTimeout(told); told = setTimeout(() => { at("status").textContent = summary(); }, PAUSE); };
  const refresh = (reorder = false) => {
    setSliders();
    if (reorder) fillRows(); else setRows();
    at("saved").textContent = "";
    tell();
  };

  // ---- saving
  const fields = ["title", "by", "date", "rationale"];
  const field = (name) => at(`proposal-${name}`);
  const complete = () => {
    const missing = fields.filter((name) => field(name).value.trim() === "");
    fields.forEach((name) => field(name).setAttribute("aria-invalid", String(missing.includes(name))));
    if (missing.length) field(missing[0]).focus();
    return missing.length === 0;
  };
  const proposalText = () => proposing.file(set(), own(), { note: held.synthetic ? say("proposal_synthetic") : "",
    ...Object.fromEntries(fields.map((name) => [name, field(name).value])) });
  const save = (event) => {
    event.preventDefault();
    if (!changed()) { at("saved").textContent = say("save_nothing"); return; }
    if (!complete()) { at("saved").textContent = say("save_incomplete"); return; }
    const name = `${proposing.slug(field("title").value, "phuong-an")}.yml`;
    const address = URL.createObjectURL(new Blob([proposalText()], { type: "application/yaml" }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => { URL.revokeObjectURL(address); }, 10000);
    at("saved").textContent = say("saved", { file: `data/frameworks/${set().framework}/proposals/${name}`, study: held.study, slug: name.slice(0, -4) });
  };

  // ---- language and place
  const LANGUAGE_NAMES = { vi: "Tiếng Việt", en: "English" };
  const languages = () => held.languages.map((code) => make("button", { type: "button", lang: code, "data-language": code,
    "aria-pressed": String(code === state.language), onclick: () => { speak(code); } }, LANGUAGE_NAMES[code]));
  const show = () => {
    document.documentElement.lang = state.language;
    document.title = `${inLanguage(held.title)} · ${held.study}`;
    at("mark").hidden = !held.synthetic;
    at("mark").textContent = inLanguage(held.mark);
    at("title").textContent = inLanguage(held.title);
    at("languages").setAttribute("aria-label", say("language"));
    at("languages").replaceChildren(...languages());
    document.querySelectorAll("[data-say]").forEach((one) => { one.textContent = say(one.dataset.say); });
    at("place").replaceChildren(...held.places.map((one) => make("option", { value: one.key, selected: one === state.place }, inLanguage(one.title))));
    at("choice").hidden = held.places.length < 2;
    at("ranges-how").textContent = say(ranged() ? "ranges_how" : "ranges_none");
    if (!columns().some((one) => one.key === sorted.column)) Object.assign(sorted, { column: columns()[0].key, falling: false });
    at("saved").textContent = "";
    showSliders();
    fillHead();
    fillRows();
    tell();
  };
  const speak = (code) => {
    state.language = code;
    show();
    document.querySelector(`[data-language="${code}"]`).focus();
  };
  const enter = (key) => {
    state.place = held.places.find((one) => one.key === key);
    show();
  };

  at("place").addEventListener("change", (event) => { enter(event.target.value); });
  at("reset").addEventListener("click", () => {
    weights[state.place.set] = {};
    refresh(true);
    at("slider-0").focus();
  });
  at("proposal").addEventListener("submit", save);
  const today = new Date();
  field("date").value = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  if (held.places.length) show();
  return { ranks: () => Object.fromEntries([...others()].map(([code, one]) => [code, one.rank])), proposalText };
})(page, exact, ranking, proposing, sheet);
