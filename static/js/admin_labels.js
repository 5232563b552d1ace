// Controls in the admin's tables have no label of their own: their column's heading names them.
const CONTROLS = "input:not([type=hidden]), select, textarea";

function isNamed(control) {
  return control.labels?.length || control.ariaLabel || control.getAttribute("aria-labelledby");
}

function headings(table) {
  return [...table.tHead.rows].at(-1).cells;
}

function wordsOf(cell) {
  return cell?.querySelector(".text")?.textContent.trim() || cell?.textContent.trim() || "";
}

function nameOf(row, cell) {
  const table = row.closest("table");
  const all = [...headings(table)];
  const spare = row.cells.length - all.length;
  const original = row.querySelector("td.original p, th a")?.firstChild?.textContent.trim() ?? "";
  return [wordsOf(all[cell.cellIndex - Math.max(spare, 0)]), original].filter(Boolean).join(", ");
}

function label(root) {
  for (const cell of root.querySelectorAll(".tabular td, #result_list td")) {
    for (const control of cell.querySelectorAll(CONTROLS)) {
      if (!isNamed(control)) control.ariaLabel = nameOf(cell.parentElement, cell) || control.name;
    }
  }
  for (const empty of root.querySelectorAll("th:empty")) empty.setAttribute("role", "none");
}

label(document);
document.addEventListener("formset:added", () => label(document));
