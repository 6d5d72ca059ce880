/* How a reader wants the pages shown: light or dark, high contrast, 长辈版, size of the text.
   Runs before the first paint, so that nothing flashes; kept for the next visit. The style sheet
   knows the choices as attributes of <html>. */
(function () {
  "use strict";

  const KEY = "gongkai-display";
  const CHOICES = {
    scheme: ["", "light", "dark"], // "" is what the system says
    contrast: ["", "high"],
    elder: ["", "on"],
    size: ["-1", "", "1", "2", "3"],
  };
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch (error) {
      return {}; // storage is closed to pages opened from a folder in some browsers
    }
  }

  function choose(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  }

  function keep(name, value) {
    choose(name, value);
    try {
      const all = Object.keys(CHOICES).filter((key) => root.dataset[key]).map((key) => [key, root.dataset[key]]);
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(all)));
    } catch (error) {
      /* the choice then lasts for this page only */
    }
    showButtons();
  }

  const given = stored();
  for (const [name, values] of Object.entries(CHOICES)) if (values.includes(given[name])) choose(name, given[name]);

  // What can work here, so that the style sheet shows its buttons at once and nothing moves later.
  root.dataset.scripts = "on";
  if (window.speechSynthesis && window.SpeechSynthesisUtterance && window.CSS && CSS.highlights) root.dataset.voice = "on";

  const chosen = (name) => root.dataset[name] || "";
  const isDark = () => (chosen("scheme") || (system.matches ? "dark" : "light")) === "dark";

  function resize(steps) {
    const sizes = CHOICES.size;
    const at = sizes.indexOf(chosen("size")) + steps;
    if (sizes[at] !== undefined) keep("size", sizes[at]);
  }

  const actions = {
    scheme: () => keep("scheme", isDark() ? "light" : "dark"),
    contrast: () => keep("contrast", chosen("contrast") ? "" : "high"),
    elder: () => keep("elder", chosen("elder") ? "" : "on"),
    "font-smaller": () => resize(-1),
    "font-larger": () => resize(1),
  };

  const buttons = (action) => document.querySelectorAll(`button[data-action="${action}"]`);

  function showButtons() {
    for (const button of buttons("scheme")) button.textContent = isDark() ? "浅色" : "深色";
    for (const name of ["contrast", "elder"]) {
      for (const button of buttons(name)) button.setAttribute("aria-pressed", String(chosen(name) !== ""));
    }
    const end = { "font-smaller": CHOICES.size[0], "font-larger": CHOICES.size.at(-1) };
    for (const [action, last] of Object.entries(end)) {
      // Not disabled: the button that was just pressed would lose the focus.
      for (const button of buttons(action)) button.setAttribute("aria-disabled", String(chosen("size") === last));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const [action, run] of Object.entries(actions)) {
      for (const button of buttons(action)) button.addEventListener("click", run);
    }
    showButtons();
    system.addEventListener("change", showButtons);
  });
})();
