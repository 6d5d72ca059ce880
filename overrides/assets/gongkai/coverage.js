/* The coverage page, narrowed to one region or one year; the choice is in the address, so that it can be shared. */
(function () {
  "use strict";

  const narrow = document.querySelector(".gk-narrow");
  if (!narrow) return;
  const status = narrow.querySelector("[role=status]");
  const [region, year] = narrow.querySelectorAll("select");
  const table = document.querySelector(".gk-coverage");
  const units = [...table.tBodies[0].rows];
  const shares = [...table.querySelectorAll(".gk-shares [data-year]")];
  const isThere = (cell) => cell.matches(".gk-mark--published, .gk-mark--late");
  const isOut = (select, value) => Boolean(select.value) && value !== undefined && value !== select.value;

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of [region, year]) {
      const value = asked.get(select.name) || "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  }

  /** Shows the columns of the years asked for, with the shares of the rows that are left; what they come to. */
  function showYears(shown) {
    const sum = { published: 0, expected: 0 };
    for (const share of shares) {
      const at = share.cellIndex;
      const isHidden = isOut(year, share.dataset.year);
      for (const row of table.rows) row.cells[at].hidden = isHidden;
      const published = shown.filter((row) => isThere(row.cells[at])).length;
      const expected = shown.filter((row) => "owed" in row.cells[at].dataset).length;
      share.querySelector("[data-share]").textContent = expected ? `${published}/${expected}` : "";
      share.querySelector("svg").toggleAttribute("hidden", !expected);
      share.querySelector("rect").setAttribute("width", expected ? Math.floor((100 * published) / expected) : 0);
      if (isHidden) continue;
      sum.published += published;
      sum.expected += expected;
    }
    return sum;
  }

  function show() {
    for (const row of document.querySelectorAll("[data-region]")) {
      row.hidden = isOut(region, row.dataset.region) || isOut(year, row.dataset.year);
    }
    const shown = units.filter((row) => !row.hidden);
    const { published, expected } = showYears(shown);
    const isNarrowed = region.value || year.value;
    status.textContent = isNarrowed ? `${shown.length} 个单位，应有 ${expected} 份，已公开 ${published} 份。` : "";
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
