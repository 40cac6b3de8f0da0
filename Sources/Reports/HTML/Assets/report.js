/* Assay report: shows the samples. Text of models and data sets reaches the page only as text. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);

  /* An element; children are nodes or texts, never markup. */
  function h(name, props, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : value);
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }
  const svg = (name, props) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(props)) element.setAttribute(key, value);
    return element;
  };

  /* ---- Theme ---- */
  const themes = ["auto", "light", "dark"];
  const stored = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } } };
  let theme = themes.includes(stored.get("assay-theme")) ? stored.get("assay-theme") : "auto";
  function applyTheme() {
    document.documentElement.dataset.theme = theme;
    $("theme").textContent = "Theme: " + theme;
  }
  $("theme").hidden = false;
  $("theme").addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    stored.set("assay-theme", theme);
    applyTheme();
  });
  applyTheme();

  /* ---- Copying, printing ---- */
  async function copy(text, button) {
    const name = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying was refused";
    }
    setTimeout(() => { button.textContent = name; }, 1600);
  }
  $("copy-command").hidden = false;
  $("copy-command").addEventListener("click", (event) => copy($("command").textContent, event.target));
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

  const explorer = $("explorer");
  if (!explorer) return;

  /* ---- Data ---- */
  const SUITE = 0, ID = 1, STATUS = 2, PREDICTION = 3, TARGET = 4, SNIPPET = 5, FIGURE = 6, BLOCK = 7, LINE = 8;
  const index = JSON.parse($("sample-index").textContent);
  const rows = index.rows;
  const glyphs = { correct: "✓", wrong: "✗", measured: "•", resisted: "✓", breached: "!", unscored: "?", error: "⚠" };
  const statusOf = (row) => index.statuses[row[STATUS]];
  const suiteOf = (row) => index.suites[row[SUITE]];

  /* The lines of a block; the last few are kept. */
  const kept = new Map();
  async function inflate(number) {
    const packed = atob($("block-" + number).textContent);
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return (await new Response(stream).text()).split("\n");
  }
  async function linesOf(number) {
    if (!kept.has(number)) {
      if (kept.size >= 4) kept.delete(kept.keys().next().value);
      kept.set(number, inflate(number));
    }
    return kept.get(number);
  }
  async function detailsOf(row) {
    if (row[BLOCK] < 0) return null;
    return JSON.parse((await linesOf(row[BLOCK]))[row[LINE]]);
  }

  /* ---- Text that shows what cannot be seen ---- */
  const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\u{e0000}-\u{e0fff}]/gu;
  function seen(text) {
    const parts = [];
    let from = 0;
    for (const match of text.matchAll(unseen)) {
      if (match[0] === "\ufffd") continue;
      if (match.index > from) parts.push(text.slice(from, match.index));
      const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      parts.push(h("span", { class: "ctl" }, "\\u{" + code + "}"));
      from = match.index + match[0].length;
    }
    if (from < text.length) parts.push(text.slice(from));
    return parts;
  }

  /* ---- Numbers ---- */
  function figure(value) {
    const size = Math.abs(value);
    if (Number.isInteger(value) && size < 100000) return String(value);
    if (size < 0.0005) return value.toExponential(1);
    return value.toFixed(size < 10 ? 3 : size < 100 ? 2 : 1);
  }
  const share = (part) => (part < 0.001 && part > 0 ? "<0.1" : (part * 100).toFixed(1)) + " %";

  /* ---- State: filters and the chosen sample, all in the address ---- */
  const state = { q: "", suite: "", status: "", sample: "" };
  let found = [];
  let chosen = -1;
  let deep = null;

  function readAddress() {
    const words = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const key of Object.keys(state)) state[key] = words.get(key) || "";
  }
  function writeAddress() {
    const words = new URLSearchParams();
    for (const [key, value] of Object.entries(state)) if (value) words.set(key, value);
    const text = words.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  }
  const nameOf = (row) => suiteOf(row).id + "/" + row[ID];

  /* ---- Filters ---- */
  const chips = [
    ["", "All", () => true],
    ["failed", "Failed", (status) => status === "wrong" || status === "breached"],
    ["breached", "Breached", (status) => status === "breached"],
    ["unscored", "Unscored", (status) => status === "unscored"],
    ["error", "Error", (status) => status === "error"],
  ];
  const chipFor = (name) => chips.find((chip) => chip[0] === name) || chips[0];

  function matchesWords(row) {
    const q = state.q.toLowerCase();
    if (!q) return true;
    if (deep && deep.q === q && deep.hits.has(row)) return true;
    return [row[ID], row[PREDICTION], row[TARGET], row[SNIPPET]].some((text) => text.toLowerCase().includes(q));
  }
  function filter() {
    const inSuite = rows.filter((row) => (!state.suite || suiteOf(row).id === state.suite) && matchesWords(row));
    const chip = chipFor(state.status);
    found = inSuite.filter((row) => chip[2](statusOf(row)));
    chosen = found.findIndex((row) => nameOf(row) === state.sample);
    $("chips").replaceChildren(...chips.map(([name, label, test]) => h("button", {
      type: "button", "aria-pressed": String(name === chip[0]),
      onclick: () => { state.status = name; changed(); },
    }, label, h("b", null, inSuite.filter((row) => test(statusOf(row))).length.toLocaleString("en")))));
    $("found").textContent = found.length === rows.length
      ? rows.length.toLocaleString("en") + (rows.length === 1 ? " sample" : " samples")
      : found.length.toLocaleString("en") + " of " + rows.length.toLocaleString("en") + " samples";
    $("list").setAttribute("aria-rowcount", String(found.length));
    $("rows").style.height = found.length * ROW + "px";
    drawRows(true);
  }
  function changed() {
    writeAddress();
    filter();
    $("list").scrollTop = 0;
    if (chosen >= 0) reveal(chosen);
  }

  /* Looks through the full texts, a block at a time, after the index was searched. */
  let deepTimer = 0;
  function searchDeep() {
    clearTimeout(deepTimer);
    const q = state.q.toLowerCase();
    if (q.length < 3 || (deep && deep.q === q)) return;
    deepTimer = setTimeout(async () => {
      const run = { q, hits: new Set() };
      const byBlock = new Map();
      for (const row of rows) {
        if (row[BLOCK] < 0) continue;
        if (!byBlock.has(row[BLOCK])) byBlock.set(row[BLOCK], []);
        byBlock.get(row[BLOCK]).push(row);
      }
      for (const [number, part] of byBlock) {
        if (state.q.toLowerCase() !== q) return;
        const lines = await inflate(number);
        for (const row of part) if (textsOf(JSON.parse(lines[row[LINE]])).some((text) => text.toLowerCase().includes(q))) run.hits.add(row);
        $("found").textContent = "Searching full texts: " + Math.round(100 * (number + 1) / byBlock.size) + " %";
      }
      if (state.q.toLowerCase() !== q) return;
      deep = run;
      filter();
    }, 350);
  }
  function textsOf(sample) {
    const texts = [sample.score.explanation, sample.score.reason, sample.score.prediction, ...sample.choices];
    for (const request of sample.requests) {
      texts.push(request.continuation, request.text, request.prompt && request.prompt.text);
      for (const turn of (request.prompt && request.prompt.messages) || []) texts.push(turn.content);
    }
    for (const response of sample.responses) texts.push(response.text, response.message);
    return texts.filter(Boolean);
  }

  /* ---- The list: only the rows in view exist ---- */
  const ROW = 62;
  const drawn = new Map();
  function statusMark(status) {
    return h("span", { class: "st st-" + status }, h("span", { "aria-hidden": "true" }, glyphs[status]), status);
  }
  function rowElement(position) {
    const row = found[position];
    const got = row[FIGURE] || (row[PREDICTION] ? "→ " + row[PREDICTION] : "");
    const harm = suiteOf(row).probe ? " harm" : "";
    const element = h("div", {
      class: "row", role: "row", id: "row-" + position, "aria-rowindex": position + 1,
      "aria-selected": String(position === chosen),
      onclick: () => { choose(position); open(); },
    },
    h("span", { role: "gridcell" }, statusMark(statusOf(row))),
    h("span", { role: "gridcell", class: "id" }, seen(row[ID]), !state.suite && h("span", { class: "of" }, suiteOf(row).id)),
    h("span", { role: "gridcell", class: "got" + (row[FIGURE] ? "" : harm) }, seen(got)),
    h("span", { role: "gridcell", class: "what" + harm }, seen(row[SNIPPET].replace(/[ \t\n]+/g, " "))));
    element.style.transform = "translateY(" + position * ROW + "px)";
    return element;
  }
  function drawRows(fresh) {
    const list = $("list");
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 6);
    const last = Math.min(found.length, Math.ceil((list.scrollTop + (list.clientHeight || 700)) / ROW) + 6);
    for (const [position, element] of drawn) {
      if (fresh || position < first || position >= last) { element.remove(); drawn.delete(position); }
    }
    for (let position = first; position < last; position++) {
      if (drawn.has(position)) continue;
      const element = rowElement(position);
      drawn.set(position, element);
      $("rows").append(element);
    }
    if (drawn.has(chosen)) list.setAttribute("aria-activedescendant", "row-" + chosen);
    else list.removeAttribute("aria-activedescendant");
  }
  function reveal(position) {
    const list = $("list");
    const top = position * ROW;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
    drawRows(false);
  }
  function choose(position) {
    if (position < 0 || position >= found.length) return;
    const before = drawn.get(chosen);
    if (before) before.setAttribute("aria-selected", "false");
    chosen = position;
    state.sample = nameOf(found[position]);
    writeAddress();
    reveal(position);
    const now = drawn.get(position);
    if (now) now.setAttribute("aria-selected", "true");
    show(found[position]);
  }

  /* ---- The detail ---- */
  let revealed = false;
  function applyVeil() {
    explorer.classList.toggle("veiled", !revealed);
    for (const button of document.querySelectorAll(".veil button")) button.textContent = revealed ? "Blur" : "Show";
    for (const element of explorer.querySelectorAll(".detail .harm")) element.toggleAttribute("inert", !revealed);
  }
  function toggleVeil() { revealed = !revealed; applyVeil(); }

  const small = matchMedia("(max-width: 900px)");
  function open() {
    $("detail").classList.add("shown");
    if (small.matches) document.body.style.overflow = "hidden";
    $("detail").focus({ preventScroll: true });
  }
  function close() {
    $("detail").classList.remove("shown");
    document.body.style.overflow = "";
    $("list").focus({ preventScroll: true });
  }

  let ticket = 0;
  async function show(row) {
    const mine = ++ticket;
    let sample = null;
    let trouble = null;
    try {
      sample = await detailsOf(row);
    } catch (error) {
      trouble = "This browser could not unpack the sample: " + error.message;
    }
    if (mine !== ticket) return;
    const parts = [bar(row), h("h3", null, seen(row[ID]))];
    if (sample) parts.push(...sections(row, sample));
    else parts.push(h("p", { class: "notice" }, trouble || "The details of this sample are in samples.jsonl, line “" + nameOf(row) + "”."));
    $("detail").replaceChildren(...parts);
    $("detail").scrollTop = 0;
    applyVeil();
  }
  function bar(row) {
    const step = (by, label) => h("button", { class: "quiet", type: "button", disabled: !found[chosen + by], onclick: () => choose(chosen + by) }, label);
    return h("div", { class: "detail-bar" },
      h("button", { class: "quiet back", type: "button", onclick: close }, "← List"),
      statusMark(statusOf(row)), h("span", { class: "muted" }, suiteOf(row).id), h("span", { class: "spring" }),
      step(-1, "Previous"), step(1, "Next"),
      h("button", { class: "quiet", type: "button", onclick: (event) => copy(location.href, event.target) }, "Copy link"));
  }

  const section = (title, ...content) => content.flat().some(Boolean) ? [h("h4", null, title), ...content.flat()] : [];
  const textBox = (text, label, harm) => h("pre", { class: "text" + (harm ? " harm" : ""), tabindex: "0", role: "region", "aria-label": label }, text === "" ? h("span", { class: "muted" }, "(empty)") : seen(text));

  function sections(row, sample) {
    const harm = suiteOf(row).probe;
    const score = sample.score;
    const parts = [];
    const line = score.explanation || score.reason;
    if (line) parts.push(h("p", { class: "lede" + (harm ? " harm" : "") }, seen(line)));
    if (harm) parts.push(h("div", { class: "veil" }, h("p", null, "Texts of a probe are blurred: they can be harmful."), h("button", { class: "quiet", type: "button", onclick: toggleVeil }, "Show")));
    parts.push(h("dl", { class: "pairs" }, facts(sample, harm)));
    parts.push(...choicesOf(sample, harm));
    parts.push(...promptsOf(sample, harm));
    parts.push(...answersOf(sample, harm));
    const values = Object.entries(score.values);
    if (values.length) parts.push(...section("Scores by " + score.scorer, h("dl", { class: "numbers" }, values.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, figure(value)))))));
    return parts;
  }
  function facts(sample, harm) {
    const score = sample.score;
    const pairs = [];
    const add = (name, value, hide) => {
      if (value === null || value === undefined || value === "") return;
      pairs.push(h("dt", null, name), h("dd", hide ? { class: "harm" } : null, seen(String(value))));
    };
    add("Answer", score.prediction, harm);
    add("Wanted", score.target !== null ? score.target : sample.target && sample.target.texts ? sample.target.texts.join(" | ") : null);
    if (score.explanation) add("Reason", score.reason, harm);
    add("Slices", Object.entries(sample.slices).map(([name, value]) => name + "=" + value).join(", "));
    if (sample.cluster !== sample.id) add("Cluster", sample.cluster);
    add("Canary", sample.canary, harm);
    return pairs;
  }

  /* Log-probabilities of continuations: a table with the share that each has among the choices. */
  function choicesOf(sample, harm) {
    const asked = sample.requests.map((request, at) => ({ request, response: sample.responses[at], at }))
      .filter((pair) => pair.request.kind === "loglikelihood" && pair.response && pair.response.kind === "loglikelihood");
    if (!asked.length) return [];
    const count = sample.choices.length || asked.length;
    const sums = asked.slice(0, count).map((pair) => pair.response.sum);
    const top = Math.max(...sums);
    const total = sums.reduce((sum, value) => sum + Math.exp(value - top), 0);
    const best = sums.indexOf(top);
    const right = sample.target && sample.target.choice;
    const body = asked.map(({ request, response, at }) => {
      const isChoice = at < count && sample.choices.length > 0;
      const part = Math.exp(response.sum - top) / total;
      const fill = h("i");
      fill.style.width = Math.max(1, part * 100) + "%";
      return h("tr", null,
        h("th", { scope: "row", class: harm ? "harm" : null }, seen(isChoice ? sample.choices[at] : request.continuation),
          at >= count && h("span", { class: "note" }, "without its context")),
        h("td", { class: "num" }, figure(response.sum)),
        sample.choices.length > 0 && h("td", null, at < count && h("div", { class: "share" }, h("span", null, fill), share(part))),
        h("td", { class: "num count" }, String(response.token_logprobs.length)),
        h("td", { class: "mark" }, at === best && sample.choices.length > 0 && h("b", null, "◆ likeliest "), at === right && h("b", null, "✓ right")));
    });
    const heads = [["Text", ""], ["ln p", "num"], ...(sample.choices.length ? [["Share", ""]] : []), ["Tokens", "num count"], ["", ""]];
    return section(sample.choices.length ? "Choices" : "Continuations",
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Log-probabilities" }, h("table", { class: "choices" }, h("thead", null, h("tr", null, heads.map(([name, kind]) => name ? h("th", { scope: "col", class: kind || null }, name) : h("td")))), h("tbody", null, body))),
      h("details", null, h("summary", null, "Log-probabilities of the tokens"),
        asked.map(({ request, response }) => [h("p", { class: "note" }, seen(request.continuation)), tokens(response.tokens, response.token_logprobs, harm)])));
  }
  const level = (logprob) => logprob > -0.105 ? 5 : logprob > -0.693 ? 4 : logprob > -2.3 ? 3 : logprob > -4.6 ? 2 : 1;
  function tokens(texts, logprobs, harm) {
    return h("div", { class: "tokens" + (harm ? " harm" : "") }, logprobs.map((logprob, at) => h("span", {
      class: "token p" + level(logprob), title: "ln p = " + figure(logprob) + ", p = " + share(Math.exp(logprob)),
    }, h("span", null, seen((texts && texts[at] !== undefined ? texts[at] : "#" + (at + 1)).replace(/\n/g, "⏎"))), h("small", null, logprob.toFixed(2)))));
  }

  /* The prompts as the model saw them; equal ones once. */
  function promptsOf(sample, harm) {
    const shown = new Set();
    const parts = [];
    sample.requests.forEach((request, at) => {
      if (request.kind === "rolling_loglikelihood") {
        parts.push(...section(sample.requests.length > 1 ? "Text " + (at + 1) : "Text", textBox(request.text, "Text", harm)));
        return;
      }
      const response = sample.responses[at] || {};
      const key = JSON.stringify(request.prompt) + (response.rendered_prompt || "");
      if (shown.has(key)) return;
      shown.add(key);
      parts.push(...section("Prompt", ...promptBoxes(request.prompt, response.rendered_prompt, harm)));
    });
    return parts;
  }
  function promptBoxes(prompt, rendered, harm) {
    if (prompt.messages === undefined) return [textBox(rendered || prompt.text, "Prompt as the model saw it", harm)];
    const turns = prompt.messages.map((turn) => h("div", { class: "turn" }, h("p", { class: "role" }, seen(turn.role)), textBox(turn.content, "Turn of " + turn.role, harm)));
    if (prompt.prefix) turns.push(h("div", { class: "turn" }, h("p", { class: "role" }, "assistant begins with"), textBox(prompt.prefix, "Prefix", harm)));
    if (rendered) turns.push(h("details", null, h("summary", null, "As the model saw it"), textBox(rendered, "Prompt as the model saw it", harm)));
    return turns;
  }
  function answersOf(sample, harm) {
    const parts = [];
    sample.responses.forEach((response) => {
      if (response.kind === "generation") {
        const facts = ["ended by " + response.finish_reason, response.completion_tokens + " tokens", ...response.notes];
        parts.push(...section("Response", textBox(response.text, "Response", harm), h("p", { class: "note" }, facts.join(" · ")), spark(response.token_logprobs)));
      } else if (response.kind === "rolling_loglikelihood") {
        parts.push(...section("Log-probability", h("p", null, "ln p = " + figure(response.sum) + " over " + response.token_count + " tokens, " + figure(response.sum / Math.max(1, response.token_count)) + " a token")));
      } else if (response.kind === "failure") {
        parts.push(...section("No answer", h("p", { class: "notice bad" }, h("span", null, response.failure + ": ", seen(response.message)))));
      } else if (response.notes && response.notes.length) {
        parts.push(...section("Notes", h("p", { class: "note" }, response.notes.join(" · "))));
      }
    });
    return parts;
  }
  function spark(logprobs) {
    if (!logprobs.length) return null;
    const mean = logprobs.reduce((sum, value) => sum + value, 0) / logprobs.length;
    const least = Math.min(...logprobs);
    const words = "Mean ln p " + figure(mean) + " a token, lowest " + figure(least) + ".";
    const picture = svg("svg", { class: "spark", viewBox: "0 0 " + Math.max(40, logprobs.length) + " 40", preserveAspectRatio: "none", role: "img", "aria-label": "Probability of each token. " + words });
    logprobs.forEach((logprob, at) => {
      const height = Math.max(0.6, 40 * Math.exp(logprob));
      picture.append(svg("rect", { x: at + 0.1, y: 40 - height, width: 0.8, height }));
    });
    return h("details", null, h("summary", null, "Probabilities of the tokens"), picture, h("p", { class: "note" }, words), tokens(null, logprobs.slice(0, 400), false),
      logprobs.length > 400 && h("p", { class: "note" }, "The first 400 of " + logprobs.length + "."));
  }

  /* ---- Wiring ---- */
  let typing = 0;
  $("q").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => { state.q = $("q").value; changed(); searchDeep(); }, 90);
  });
  $("suite").addEventListener("change", () => { state.suite = $("suite").value; changed(); });
  $("list").addEventListener("scroll", () => requestAnimationFrame(() => drawRows(false)), { passive: true });
  addEventListener("resize", () => drawRows(false));
  $("help-open").addEventListener("click", () => $("help").showModal());
  $("help-close").addEventListener("click", () => $("help").close());

  // Keys work from anywhere on the page: what they choose must be seen.
  function reveal() {
    const box = $("list").getBoundingClientRect();
    if (box.bottom < 80 || box.top > innerHeight - 80) $("samples").scrollIntoView();
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const writes = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "Escape") {
      if (document.activeElement === $("q") && $("q").value) { $("q").value = ""; state.q = ""; changed(); } else close();
      event.preventDefault();
      return;
    }
    if (writes) {
      if (event.key === "Enter" && document.activeElement === $("q")) { $("list").focus(); choose(Math.max(0, chosen)); }
      return;
    }
    const inList = document.activeElement === $("list");
    const page = Math.max(1, Math.floor($("list").clientHeight / ROW) - 1);
    const steps = { j: 1, k: -1 };
    const listSteps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    if (event.key in steps) { choose(clamp(chosen + steps[event.key])); reveal(); }
    else if (inList && event.key in listSteps) choose(clamp(chosen + listSteps[event.key]));
    else if (inList && event.key === "Home") choose(0);
    else if (inList && event.key === "End") choose(found.length - 1);
    else if (inList && event.key === "Enter") { if (chosen < 0) choose(0); open(); }
    else if (event.key === "/") { $("q").focus(); $("q").select(); }
    else if (event.key === "s") toggleVeil();
    else if (event.key === "?") $("help").showModal();
    else return;
    event.preventDefault();
  });
  const clamp = (position) => Math.min(found.length - 1, Math.max(0, position));

  function load() {
    readAddress();
    $("q").value = state.q;
    $("suite").value = state.suite;
    if ($("suite").selectedIndex < 0) { state.suite = ""; $("suite").value = ""; }
    filter();
    searchDeep();
    if (chosen >= 0) {
      choose(chosen);
      $("samples").scrollIntoView({ behavior: "instant" });
      if (small.matches) open();
    }
  }
  addEventListener("hashchange", () => { if (location.hash.includes("=")) load(); });
  explorer.hidden = false;
  load();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
