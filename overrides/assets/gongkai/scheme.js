/* Light or dark: the system decides until the reader does. Runs before the first paint, so nothing flashes. */
(function () {
  "use strict";
  var KEY = "gongkai-scheme";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

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

  var chosen = stored();
  if (chosen === "dark" || chosen === "light") {
    root.dataset.scheme = chosen;
  }

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector('[data-action="scheme"]');

    function label() {
      button.textContent = isDark() ? "浅色" : "深色";
    }

    button.hidden = false;
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", function () {
      root.dataset.scheme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem(KEY, root.dataset.scheme);
      } catch (error) {
        /* the choice then lasts for this page only */
      }
      label();
    });
  });
})();
