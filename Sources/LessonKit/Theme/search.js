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

  // Accents that readers leave out go, on both sides; й is no и with an accent, nor が a か.
  const unaccented = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };
  const fold = term => !/[^\0-\x7f]/.test(term) ? term : term.normalize("NFD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, "$1")
    .replace(/(\p{Script=Cyrillic})[\u0300\u0301]+/gu, "$1").replace(/е\u0308/g, "е")
    .normalize().replace(/[ßæœøłđıς]/g, letter => unaccented[letter]);

  // What has come of the index: a large one has several parts, each of which counts its sections from its own first.
  const index = { pages: [], sections: [], words: new Map() };

  function postings(texts) {
    return texts.flatMap(([text, first]) => {
      let last = first * 4;
      return text.split(" ").map(delta => (last += parseInt(delta, 36)));
    });
  }

  // Sections by number, each with its best weight for the term. Names and words may be given by their beginning.
  function sections(term) {
    const weights = new Map();
    const take = (list, factor) => {
      for (const number of list) {
        const weight = [2, 3, 6, 9][number % 4] * factor, section = number >> 2;
        if (weight > (weights.get(section) || 0)) weights.set(section, weight);
      }
    };
    // Arabic writes its article together with the word, and readers leave it out.
    const forms = /\p{Script=Arabic}/u.test(term) ? [term, "ال" + term, term.replace(/^ال/, "")] : [term];
    for (const form of new Set(forms)) take(postings(index.words.get(form) || []), 3);
    const isPair = dense.test(term) && [...term].length === 2;
    if (!isPair) {
      for (const [other, texts] of index.words) {
        if (other !== term && other.startsWith(term)) take(postings(texts), 1);
      }
    }
    return weights;
  }

  // Sections that have every word; then, of pages that have them in several, the best one.
  function search(query) {
    const wanted = [...new Set(terms(query).map(fold))].map(sections);
    if (!wanted.length) return [];
    const pageOf = number => index.sections[number][0];
    const hits = new Map();
    for (const weights of wanted) {
      for (const [number, weight] of weights) {
        const page = pageOf(number);
        const hit = hits.get(number) || { number, page, standsIn: index.pages[page][2] || 0, lacks: wanted.length, weight: 0 };
        hit.lacks--;
        hit.weight += weight;
        hits.set(number, hit);
      }
    }
    const pages = wanted.map(weights => new Set([...weights.keys()].map(pageOf)));
    const found = [...hits.values()].filter(hit => !hit.lacks), seen = new Set(found.map(hit => hit.page));
    // The top of a page, where its title is, says the least of where the words are.
    const isTop = hit => index.sections[hit.number][2] ? 0 : 1;
    const parts = [...hits.values()].filter(hit => hit.lacks && pages.every(page => page.has(hit.page)));
    for (const hit of parts.sort((a, b) => isTop(a) - isTop(b) || a.lacks - b.lacks || b.weight - a.weight || a.number - b.number)) {
      if (!seen.has(hit.page)) found.push(hit);
      seen.add(hit.page);
    }
    return found.sort((a, b) => a.standsIn - b.standsIn || !!a.lacks - !!b.lacks || b.weight - a.weight || a.number - b.number)
      .map(hit => hit.number);
  }

  function show() {
    if (!index.pages.length) return;
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
    const count = hits.length, words = found.dataset, language = document.documentElement.lang;
    const form = words[new Intl.PluralRules(language).select(count)] || words.other || words.many;
    const number = new Intl.NumberFormat(language, { numberingSystem: "latn" }).format(count);
    found.textContent = !query ? "" : !count ? words.none : form.replace("{number}", number);
  }

  window.stepwiseSearch = data => {
    const page = index.pages.length, section = index.sections.length;
    for (const one of data.pages) index.pages.push(one);
    for (const [number, ...rest] of data.sections) index.sections.push([page + number, ...rest]);
    for (const [key, text] of Object.entries(data.terms)) {
      const term = fold(key.slice(1).normalize()), texts = index.words.get(term);
      if (texts) texts.push([text, section]);
      else index.words.set(term, [[text, section]]);
    }
    show();
  };

  let isLoading = false;
  function load() {
    if (isLoading) return;
    isLoading = true;
    for (const part of form.dataset.index.split(" ")) {
      const script = document.createElement("script");
      // In order: of two places that are as good, the first one comes first.
      script.async = false;
      script.src = part;
      document.head.append(script);
    }
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
