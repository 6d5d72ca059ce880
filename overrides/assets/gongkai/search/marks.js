/* On arrival from a search: the words are marked in the report, and the first of them is in view. */
(function () {
  "use strict";

  const { words } = GongkaiEngine.parse(new URLSearchParams(location.search).get("q") || "");
  const report = document.querySelector("[data-report]");
  const text = report && report.querySelector(".gk-text");
  if (!words.length || !text) return;

  // A phrase may run over several elements, so the text is folded as a whole and cut back into its nodes.
  const { whole, nodes } = window.gongkaiText(text);
  const marks = GongkaiEngine.marks(whole, words);
  for (const [node, start] of nodes.reverse()) {
    const end = start + node.data.length;
    for (const [from, to] of marks.slice().reverse()) {
      if (from >= end || to <= start) continue;
      const range = document.createRange();
      range.setStart(node, Math.max(0, from - start));
      range.setEnd(node, Math.min(node.data.length, to - start));
      range.surroundContents(document.createElement("mark"));
    }
  }
  const first = text.querySelector("mark");
  const isWaiting = document.activeElement === document.body; // whoever is on the way already is not moved
  if (first && !location.hash && isWaiting) first.scrollIntoView({ block: "center" });
})();
