"use strict";
// Comfort only: everything on a page can be read and done without this file.
(() => {
  const article = document.querySelector("article[data-copy]");
  if (!article) return;

  const status = document.body.appendChild(document.createElement("p"));
  status.className = "vh";
  status.setAttribute("role", "status");

  // Copies what a view shows, as it would run: without the lines that are gone.
  const codeOf = (view) => {
    const whole = view.cloneNode(true);
    for (const gone of whole.querySelectorAll("del")) gone.remove();
    return [...whole.querySelectorAll("code")].map((code) => code.textContent).join("");
  };
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  for (const actions of article.querySelectorAll(".view > .actions")) {
    const button = document.createElement("button");
    const label = (text) => {
      button.dataset.label = text;
      button.setAttribute("aria-label", text);
    };
    button.type = "button";
    button.className = "copy";
    label(article.dataset.copy);
    button.addEventListener("click", async () => {
      await copy(codeOf(actions.parentElement));
      label(article.dataset.copied);
      status.textContent = article.dataset.copied;
      setTimeout(() => {
        label(article.dataset.copy);
        status.textContent = "";
      }, 2000);
    });
    actions.prepend(button);
  }

  // Who reads Swift at one step reads it at all of them, and on the next page.
  const show = (isSwift) => {
    for (const choice of article.querySelectorAll(".views")) {
      const swift = choice.querySelector("[value=swift]");
      if (!swift || swift.checked === isSwift) continue;
      (isSwift ? swift : choice.querySelector("input")).checked = true;
    }
  };
  // Where there is room for both columns, nothing has to be chosen.
  const wide = matchMedia("(min-width: 93.75rem)");
  const key = "stepwise-language";
  const remember = (isSwift) => {
    try {
      localStorage.setItem(key, isSwift ? "swift" : "javascript");
    } catch {}
  };
  const recall = () => {
    try {
      show(!wide.matches && localStorage.getItem(key) === "swift");
    } catch {}
  };
  wide.addEventListener("change", recall);
  recall();
  article.addEventListener("change", (event) => {
    if (!event.target.matches(".views input")) return;
    const isSwift = event.target.value === "swift";
    if (!wide.matches) remember(isSwift);
    if (isSwift || event.target.closest(".views").querySelector("[value=swift]")) show(isSwift);
  });

  // #step-3-L4-L8 is a range of lines; a click with Shift makes one. An address opens what hides its target.
  const light = () => {
    for (const line of article.querySelectorAll("a.lit")) line.classList.remove("lit");
    const found = location.hash.match(/^#(step-\d+)-L(\d+)(?:-L(\d+))?$/);
    if (!found) return;
    const step = document.getElementById(found[1]);
    const first = document.getElementById(`${found[1]}-L${found[2]}`);
    if (!step || !first) return;
    for (let number = +found[2]; number <= +(found[3] || found[2]); number += 1) {
      document.getElementById(`${found[1]}-L${number}`)?.classList.add("lit");
    }
    const view = step.querySelector("[value=changes], [value=whole]");
    if (view && !step.querySelector("[value=result]")?.checked) view.checked = true;
    const fold = first.closest("details");
    if (fold) fold.open = true;
    first.scrollIntoView({ block: "center" });
  };
  article.addEventListener("click", (event) => {
    const line = event.target.closest("a[data-n]");
    const from = location.hash.match(/^#(step-\d+)-L(\d+)/);
    if (!line || !event.shiftKey || !from || !line.id.startsWith(`${from[1]}-L`)) return;
    event.preventDefault();
    const [first, last] = [+from[2], +line.dataset.n].sort((a, b) => a - b);
    location.hash = `${from[1]}-L${first}-L${last}`;
  });
  addEventListener("hashchange", light);
  light();
})();

// Another language opens at the step that is being read.
(() => {
  const steps = [...document.querySelectorAll("[id^=step-]")].filter((step) => /^step-\d+$/.test(step.id));
  document.querySelector(".languages")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (!link) return;
    const named = location.hash.match(/^#step-\d+/)?.[0];
    const read = steps.filter((step) => step.getBoundingClientRect().top < innerHeight / 2).pop();
    const place = named || (read && scrollY > 0 ? `#${read.id}` : "");
    link.href = link.href.split("#")[0] + place;
  });
})();

// An old address leads to the same place of the page.
if (document.body.classList.contains("moved") && location.hash) {
  location.replace(document.querySelector("main a").href + location.hash);
}
