/* The coverage page, narrowed to one region or one year; the choice is in the address, so that it can be shared. */
(function () {
  "use strict";

  const narrow = document.querySelector(".gk-narrow");
  if (!narrow) return;
  const status = narrow.querySelector("[role=status]");
  const [region, year] = narrow.querySelectorAll("select");
  const table = document.querySelector(".gk-coverage");
  const units = [...table.tBodies[0].rows];
  const isThere = (cell) => cell.matches(".gk-mark--published, .gk-mark--late");

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of [region, year]) {
      const value = asked.get(select.name) || "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  }

  function show() {
    const isOut = (element, name, wanted) => wanted && name in element.dataset && element.dataset[name] !== wanted;
    for (const element of document.querySelectorAll("[data-narrowed] [data-region], [data-narrowed] [data-year]")) {
      element.hidden = isOut(element, "region", region.value) || isOut(element, "year", year.value);
    }
    const shown = units.filter((row) => !row.hidden);
    let published = 0;
    let expected = 0;
    for (const cell of table.querySelectorAll(".gk-shares td")) {
      const at = cell.cellIndex + 1; // the heading before it spans two columns
      const there = shown.filter((row) => isThere(row.cells[at])).length;
      const owed = shown.filter((row) => "owed" in row.cells[at].dataset).length;
      cell.querySelector("[data-share]").textContent = `${there}/${owed}`;
      cell.querySelector("rect").setAttribute("width", owed ? Math.floor((100 * there) / owed) : 100);
      if (cell.hidden) continue;
      published += there;
      expected += owed;
    }
    const narrowed = region.value || year.value;
    status.textContent = narrowed ? `${shown.length} 个单位，应有 ${expected} 份，已公开 ${published} 份。` : "";
    for (const list of document.querySelectorAll(".gk-lapses")) {
      list.hidden = [...list.querySelector("tbody").rows].every((row) => row.hidden);
    }
  }

  narrow.addEventListener("change", () => {
    const chosen = [region, year].filter((select) => select.value).map((select) => [select.name, select.value]);
    const query = new URLSearchParams(chosen).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    show();
  });
  narrow.hidden = false;
  read();
  show();
})();
