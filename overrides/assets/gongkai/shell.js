/* What every page can do: light or dark, "/" for the search box, marks on arrival from a search.
   Runs before the first paint, so that a chosen scheme does not flash. */
(function () {
  "use strict";

  const KEY = "gongkai-scheme";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const home = document.currentScript.src.replace(/shell\.js.*$/, "");

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch (error) {
      return null; // storage is closed to pages opened from a folder in some browsers
    }
  }

  function isDark() {
    return (root.dataset.scheme || (system.matches ? "dark" : "light")) === "dark";
  }

  const chosen = stored();
  if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;

  function offerScheme() {
    const button = document.querySelector('[data-action="scheme"]');
    const label = () => {
      button.textContent = isDark() ? "浅色" : "深色";
    };
    button.hidden = false;
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem(KEY, root.dataset.scheme);
      } catch (error) {
        /* the choice then lasts for this page only */
      }
      label();
    });
  }

  function focusOnSlash(event) {
    const box = document.querySelector("[data-search]");
    const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.altKey || event.metaKey || !box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  /** Only who comes from a search loads the engine. */
  function markOnArrival() {
    if (!document.querySelector("[data-report]") || !new URLSearchParams(location.search).get("q")) return;
    for (const name of ["engine.js", "marks.js"]) {
      const script = document.createElement("script");
      script.src = `${home}search/${name}`;
      script.async = false; // in this order
      document.head.append(script);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    offerScheme();
    markOnArrival();
    document.addEventListener("keydown", focusOnSlash);
  });
})();
