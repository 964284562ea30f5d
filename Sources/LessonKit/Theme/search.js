// Searches the index of this language. Text is cut as Segmenter.swift cuts it.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  if (!form) return;
  const input = form.elements.q;
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const topics = document.getElementById("topics");
  const notice = document.querySelector(".without-script");
  if (notice) notice.hidden = true;

  const dense = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const word = /[\p{Alphabetic}\p{Nd}\p{Mn}_$]/u;

  function terms(text) {
    const terms = [];
    let letters = "", run = [];
    const end = () => {
      if (letters) terms.push(letters);
      letters = "";
      if (run.length === 1) terms.push(run[0]);
      for (let index = 1; index < run.length; index++) terms.push(run[index - 1] + run[index]);
      run = [];
    };
    for (let character of text.normalize()) {
      const code = character.codePointAt(0);
      if (code >= 0xff01 && code <= 0xff5e) character = String.fromCodePoint(code - 0xfee0);
      if (dense.test(character)) {
        if (letters) end();
        run.push(character);
      } else if (word.test(character)) {
        if (run.length) end();
        // One by one: together, a sigma at the end of a word would become another.
        letters += character.toLowerCase();
      } else end();
    }
    end();
    return terms;
  }

  let index = null;

  function postings(text) {
    let last = 0;
    return text.split(" ").map(delta => (last += parseInt(delta, 36)));
  }

  // Sections by number, each with its best weight for the term. Names and words may be given by their beginning.
  function sections(term) {
    const weights = new Map();
    const take = (list, factor) => {
      for (const number of list) {
        const weight = [1, 4, 6, 9][number % 4] * factor, section = number >> 2;
        if (weight > (weights.get(section) || 0)) weights.set(section, weight);
      }
    };
    const exact = index.words.get(term);
    if (exact) take(postings(exact), 3);
    const isPair = dense.test(term) && [...term].length === 2;
    if (!isPair) {
      for (const [other, text] of index.words) {
        if (other !== term && other.startsWith(term)) take(postings(text), 1);
      }
    }
    return weights;
  }

  function search(query) {
    const wanted = [...new Set(terms(query))];
    if (!wanted.length) return [];
    let scores = null;
    for (const term of wanted) {
      const weights = sections(term);
      const next = new Map();
      for (const [section, weight] of weights) {
        if (!scores) next.set(section, weight);
        else if (scores.has(section)) next.set(section, scores.get(section) + weight);
      }
      scores = next;
    }
    return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([section]) => section);
  }

  function show() {
    if (!index) return;
    const query = input.value.trim();
    const hits = search(query);
    topics.hidden = query !== "";
    results.replaceChildren(...hits.slice(0, 50).map(number => {
      const [page, heading, fragment] = index.sections[number];
      const [title, path] = index.pages[page];
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = path + (fragment ? "#" + fragment : "");
      link.textContent = heading || title;
      item.append(link);
      if (heading) {
        const about = document.createElement("bdi");
        about.className = "about";
        about.textContent = title;
        item.append(" ", about);
      }
      return item;
    }));
    const count = hits.length, words = found.dataset;
    found.textContent = !query ? "" : !count ? words.none : count === 1 ? words.one : words.many.replace("23", count);
  }

  window.stepwiseSearch = data => {
    index = data;
    // An accent may be a sign of its own, in the lesson as in the question.
    index.words = new Map(Object.entries(data.terms).map(([key, text]) => [key.slice(1).normalize(), text]));
    show();
  };

  let isLoading = false;
  function load() {
    if (isLoading) return;
    isLoading = true;
    const script = document.createElement("script");
    script.src = form.dataset.index;
    document.head.append(script);
  }

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) input.value = asked;
  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  form.addEventListener("submit", event => { event.preventDefault(); load(); show(); });
  form.parentElement.addEventListener("keydown", event => {
    const links = [input, ...results.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || place < 0 || !step || !links[place + step]) return;
    event.preventDefault();
    links[place + step].focus();
  });
  if (asked) load();
  else input.focus();
})();
