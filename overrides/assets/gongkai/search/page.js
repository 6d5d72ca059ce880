/* The search page: reads the query from the address, loads what the engine asks for, shows the answer. */
(function () {
  "use strict";

  const engine = GongkaiEngine;
  const PAGE = 20;
  const VERIFY_ALL = 23; // so many texts cost about 100 KB
  const VERIFY_MORE = 100; // looked through behind the first page, once it has shown a false candidate
  const PAUSE = 200; // milliseconds without a key before an answer is worked out

  const form = document.querySelector("form.gk-search");
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const help = document.getElementById("search-help");
  const pager = document.getElementById("search-pages");
  const facets = ["year", "unit", "category"];

  let catalogue = null;

  // ---- loading: every file is a script that calls one of these ----

  const arrived = new Map();
  const receive = (kind) => (key, checksum, text, reports) => {
    if (engine.isSound(kind, catalogue, checksum, text, reports)) arrived.set(`${kind} ${key}`, text);
  };
  window.gongkaiSearch = Object.fromEntries(["catalogue", "triples", "fours", "text"].map((kind) => [kind, receive(kind)]));

  const loading = new Map();

  /** The text of a file of the index; null when it is missing or damaged. */
  function load(kind, key, source) {
    const name = `${kind} ${key}`;
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = source;
        script.onload = script.onerror = () => {
          script.remove();
          if (!arrived.has(name)) loading.delete(name); // the next question tries again
          resolve(arrived.has(name) ? arrived.get(name) : null);
        };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  async function loadCatalogue() {
    const text = catalogue ? "" : await load("catalogue", 0, "search/catalogue.js");
    if (text === null) return null;
    catalogue = catalogue || engine.readCatalogue(JSON.parse(text));
    return catalogue;
  }

  /** Postings of grams, each null when its file is missing or damaged. */
  async function loadLists(wanted) {
    const grams = [...new Set(wanted.map(({ gram }) => gram))];
    return new Map(await Promise.all(grams.map(async (gram) => {
      const kind = engine.kindOf(gram);
      const shard = engine.shardOf(gram, catalogue.spread[kind]);
      const text = await load(kind, shard, `search/${kind}/${shard}.js?${catalogue.stamp}`);
      return [gram, text === null ? null : engine.postings(text, gram)];
    })));
  }

  /** All postings that an answer needs, and the candidates that they leave: more than cover the
      words are asked only where these do not settle it and there are too many to look through. */
  async function loadCandidates(words) {
    let lists = await loadLists(words.flatMap(engine.cover));
    let all = engine.candidates(words, catalogue, lists);
    if (all.length > VERIFY_ALL && !engine.isExact(words, catalogue, lists)) {
      const further = words.flatMap((word) => engine.bridges(word, lists));
      lists = new Map([...lists, ...(await loadLists(further))]);
      all = engine.candidates(words, catalogue, lists);
    }
    return { lists, all };
  }

  async function loadText(report) {
    const text = await load("text", report.id, `search/text/${report.id}.js`);
    if (text === null) return null;
    const [fields, body] = JSON.parse(text);
    return { fields, body };
  }

  // ---- the state: all of it stands in the address ----

  function readAddress() {
    const given = new URLSearchParams(location.search);
    return {
      q: given.get("q") || "",
      year: given.get("year") || "",
      unit: given.get("unit") || "",
      category: given.get("category") || "",
      sort: given.get("sort") || "",
      page: Math.max(1, parseInt(given.get("page"), 10) || 1),
    };
  }

  function address(state) {
    const out = new URLSearchParams();
    for (const key of ["q", ...facets, "sort"]) if (state[key]) out.set(key, state[key]);
    if (state.page > 1) out.set("page", state.page);
    const text = out.toString();
    return text ? `?${text}` : location.pathname;
  }

  function readForm() {
    const state = { q: form.elements.q.value, page: 1 };
    for (const key of [...facets, "sort"]) state[key] = form.elements[key].value;
    return state;
  }

  function fillForm(state) {
    form.elements.q.value = state.q;
    form.elements.sort.value = state.sort;
    for (const facet of facets) choose(facet, state[facet]);
  }

  /** Selects a value of the address, which may come before the answer that names all values. */
  function choose(facet, value) {
    const select = form.elements[facet];
    if (![...select.options].some((option) => option.value === value)) select.append(element("option", { value }, value));
    select.value = value;
  }

  // ---- an answer ----

  /** Which reports match the facets; `without` names one facet that is left open. */
  function narrowed(reports, state, without) {
    return reports.filter((report) =>
      facets.every((facet) => facet === without || !state[facet] || valueOf(report, facet) === state[facet]));
  }

  function valueOf(report, facet) {
    if (facet === "year") return String(report.year);
    return facet === "unit" ? catalogue.units[report.unit].id : catalogue.categories[report.category];
  }

  let latest = 0; // a later question makes every answer to an earlier one void

  async function answer(state) {
    const mine = (latest += 1);
    const isVoid = () => mine !== latest;
    list.setAttribute("aria-busy", "true");
    try {
      await work(state, isVoid);
    } catch (error) {
      if (!isVoid()) showNothing("failed");
      throw error;
    }
  }

  async function work(state, isVoid) {
    const { words, problem } = engine.parse(state.q);
    if (problem || !(await loadCatalogue())) {
      if (!isVoid()) showNothing(problem || "missing");
      return;
    }
    const { lists, all } = await loadCandidates(words);
    if (isVoid()) return;
    const isWhole = ![...lists.values()].includes(null);
    const isExact = isWhole && engine.isExact(words, catalogue, lists);
    const found = engine.order(narrowed(all, state), words, catalogue, state.sort);
    const page = Math.min(state.page, Math.max(1, Math.ceil(found.length / PAGE)));
    const result = { state, page, words, lists, all, found, isWhole, isExact, refused: new Set(), texts: new Map() };
    // Where the postings settle the answer, only what is shown is looked at.
    const start = isExact ? (page - 1) * PAGE : 0;
    await verify(result, start, found.length <= VERIFY_ALL ? found.length : start + PAGE * (isExact ? 1 : page), isVoid);
    if (!isVoid() && result.refused.size && found.length <= VERIFY_MORE) await verify(result, 0, found.length, isVoid);
    if (!isVoid()) show(result);
  }

  /** Looks through candidates from one on, until those before `end` are known and as many more as
      were refused among them. */
  async function verify(result, start, end, isVoid) {
    const { found, words, texts, refused } = result;
    for (let from = start, to = end; from < Math.min(to, found.length);) {
      const batch = found.slice(from, to).filter((report) => !texts.has(report));
      const loaded = await Promise.all(batch.map(loadText));
      if (isVoid()) return;
      batch.forEach((report, i) => {
        texts.set(report, loaded[i]);
        if (loaded[i] === null) result.isWhole = false;
        if (!engine.holds(report, words, catalogue, loaded[i] || { fields: [], body: "" })) refused.add(report);
      });
      from = to;
      to = end + refused.size;
    }
  }

  // ---- showing ----

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const marked = (pieces) => pieces.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));

  function show(result) {
    const { state, words, found, refused, texts } = result;
    const right = found.filter((report) => !refused.has(report));
    const unseen = found.length - texts.size;
    const isExact = result.isWhole && (result.isExact || unseen === 0);
    // What was not looked through is expected to be right as often as what was.
    const count = isExact || !texts.size ? right.length : right.length - Math.round((unseen * refused.size) / texts.size);
    const pages = Math.max(1, Math.ceil(right.length / PAGE));
    const page = Math.min(result.page, pages);
    const shown = right.slice((page - 1) * PAGE, page * PAGE).filter((report) => texts.has(report));
    list.replaceChildren(...shown.map((report) => item(report, words, texts.get(report), state.q)));
    list.start = (page - 1) * PAGE + 1;
    const about = isExact ? "" : "约 ";
    showFacets(result, about);
    showPager(state, page, pages);
    const notes = [right.length ? `找到${about.trim()} ${count} 份报告` : "没有找到"];
    if (pages > 1) notes.push(`第 ${page} 页，共 ${pages} 页`);
    if (words.some((word) => word.isShort)) notes.push("一个字只在标题和单位名称里找");
    if (!result.isWhole) notes.push("检索文件不完整，结果可能有缺，请用年度或单位目录核对");
    say(`${notes.join("；")}。`);
    help.replaceChildren(...(right.length && result.isWhole ? [] : suggestions(result, right, about)));
    list.setAttribute("aria-busy", "false");
  }

  function item(report, words, text, q) {
    const link = element("a", { href: `reports/${report.id}.html?${new URLSearchParams({ q })}` },
      ...marked(engine.pieces(report.title, words)));
    const facts = element("p", { class: "gk-note" }, ...marked(engine.pieces(report.name, words)), `　${report.year} 年度　`,
      element("time", { datetime: report.date }, report.date));
    for (const field of [catalogue.categories[report.category], ...(text ? text.fields : [])]) {
      if (engine.marks(field, words).length) facts.append("　", ...marked(engine.pieces(field, words)));
    }
    const body = text && text.body ? [element("p", { class: "gk-excerpt" }, ...marked(engine.excerpt(text.body, words)))] : [];
    return element("li", {}, link, facts, ...body);
  }

  function showFacets(result, about) {
    const labels = { year: (value) => `${value} 年度`, unit: unitName, category: (value) => value };
    for (const facet of facets) {
      const counts = new Map();
      for (const report of narrowed(result.all, result.state, facet)) {
        if (!result.refused.has(report)) counts.set(valueOf(report, facet), (counts.get(valueOf(report, facet)) || 0) + 1);
      }
      const values = [...counts.keys()];
      if (facet === "year") values.sort().reverse();
      if (facet === "unit") values.sort((a, b) => catalogue.unitNumbers.get(a) - catalogue.unitNumbers.get(b));
      const chosen = result.state[facet];
      if (chosen && !counts.has(chosen)) values.push(chosen);
      const select = form.elements[facet];
      select.replaceChildren(select.options[0],
        ...values.map((value) => element("option", { value }, `${labels[facet](value)}（${about}${counts.get(value) || 0}）`)));
      select.value = chosen;
    }
  }

  const unitName = (id) => (catalogue.units[catalogue.unitNumbers.get(id)] || { name: id }).name;

  function showPager(state, page, pages) {
    const link = (number, text) => element("li", {}, element("a", { href: address({ ...state, page: number }) }, text));
    const out = [];
    if (page > 1) out.push(link(page - 1, "上一页"));
    if (page < pages) out.push(link(page + 1, "下一页"));
    pager.replaceChildren(...out);
  }

  function say(text) {
    status.textContent = text;
  }

  /** What to drop when nothing is found, and where to look instead. */
  function suggestions({ state, words, lists, all }, right, about) {
    const out = [];
    const offer = (text, change) =>
      out.push(element("li", {}, element("a", { href: address({ ...state, page: 1, ...change }) }, text)));
    const isNarrow = facets.some((facet) => state[facet]);
    if (!right.length && isNarrow && all.length) {
      offer(`去掉年度、单位和类别的限制（${about}${all.length} 份）`, { year: "", unit: "", category: "" });
    }
    if (!right.length && words.length > 1) {
      for (const word of words) {
        const rest = words.filter((other) => other !== word);
        const count = engine.candidates(rest, catalogue, lists).length;
        const roughly = engine.isExact(rest, catalogue, lists) ? "" : "约 ";
        if (count) offer(`去掉“${word.raw}”（${roughly}${count} 份）`, { q: rest.map((other) => other.raw).join(" ") });
      }
    }
    // People write 2023年某局 in one word; no report does.
    const dated = right.length ? null : state.q.normalize("NFKC").match(/^\s*(\d{4}年度?)(\S.*)$/);
    if (dated) offer(`分开找“${dated[1]}”和“${dated[2]}”`, { q: `${dated[1]} ${dated[2]}` });
    if (!right.length && words.some((word) => word.text.length > 8)) {
      out.push(element("li", {}, "少写几个字，或者把几个词用空格隔开"));
    }
    out.push(element("li", {}, element("a", { href: "units/index.html" }, "按单位查阅")));
    out.push(element("li", {}, element("a", { href: "reports/index.html" }, "按年度查阅")));
    return [element("p", {}, "可以试试："), element("ul", {}, ...out)];
  }

  function showNothing(problem) {
    list.replaceChildren();
    pager.replaceChildren();
    help.replaceChildren();
    say({
      empty: "请输入要找的单位、年度或字句。",
      marks: "只有标点，没有可以查找的字。",
      long: `太长了：请缩短到 ${engine.LONGEST_QUERY} 个字以内。`,
      missing: "检索文件打不开，检索暂时不完整。请按单位或按年度查阅。",
      failed: "检索出了错，没有查完，结果不完整。请按单位或按年度查阅。",
    }[problem]);
    if (problem === "missing" || problem === "failed") {
      help.replaceChildren(...suggestions({ state: readForm(), words: [], all: [] }, [], ""));
    }
    list.setAttribute("aria-busy", "false");
  }

  // ---- events ----

  let timer = 0;

  function ask(state, remember) {
    clearTimeout(timer);
    history[remember ? "pushState" : "replaceState"](null, "", address(state));
    answer(state);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(readForm(), true);
  });
  form.elements.q.addEventListener("input", (event) => {
    if (event.isComposing) return; // an input method is still at work on the characters
    clearTimeout(timer);
    timer = setTimeout(() => ask(readForm(), false), PAUSE);
  });
  form.elements.q.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(readForm(), false), PAUSE);
  });
  for (const key of [...facets, "sort"]) form.elements[key].addEventListener("change", () => ask(readForm(), true));
  window.addEventListener("popstate", restore);

  function restore() {
    clearTimeout(timer);
    const state = readAddress();
    fillForm(state);
    answer(state);
  }

  form.hidden = false;
  restore();
})();
