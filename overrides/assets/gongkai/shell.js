/* What every page can do besides: "/" goes to the search box, marks on arrival from a search. */
(function () {
  "use strict";

  const home = document.currentScript.src.replace(/shell\.js.*$/, "");

  document.addEventListener("keydown", (event) => {
    const box = document.querySelector("[data-search]");
    const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.altKey || event.metaKey || !box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  const back = document.querySelector("[data-back]");
  if (back && history.length > 1) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "返回刚才的页面";
    button.addEventListener("click", () => history.back());
    back.replaceChildren(button);
  }

  /** All text of an element in one, and each text node with the place where it begins there. */
  window.gongkaiText = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let whole = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push([node, whole.length]);
      whole += node.data;
    }
    return { whole, nodes };
  };

  // Only who comes from a search loads the engine.
  if (!document.querySelector("[data-report]") || !new URLSearchParams(location.search).get("q")) return;
  for (const name of ["engine.js", "marks.js"]) {
    const script = document.createElement("script");
    script.src = `${home}search/${name}`;
    script.async = false; // in this order
    document.head.append(script);
  }
})();
