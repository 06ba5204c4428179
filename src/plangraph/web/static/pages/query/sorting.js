// Sorts a table that is there as a whole without asking the server, and keeps the address in step.

const compare = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" }).compare;

/** Let the links in the head of `table` sort its rows. */
export function sortHere(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    head.querySelector("a[data-sort]")?.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // a new tab, as for any link
      event.preventDefault();
      const falls = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falls ? "descending" : "ascending");
      sort(table, place, falls);
      const address = new URL(location.href);
      const name = event.currentTarget.dataset.sort.replace(/^-/, "");
      address.searchParams.set("sort", falls ? `-${name}` : name);
      history.replaceState(null, "", address);
    });
  });
}

function sort(table, place, falls) {
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, cell: row.cells[place] }));
  const empty = rows.filter(({ cell }) => !cell.textContent.trim());
  const bound = rows.filter(({ cell }) => cell.textContent.trim());
  bound.sort((a, b) => (falls ? -1 : 1) * order(a.cell, b.cell));
  body.append(...[...bound, ...empty].map(({ row }) => row)); // nothing comes last, either way
}

function order(a, b) {
  const [first, second] = [a, b].map((cell) => Number(cell.classList.contains("number") ? cell.dataset.order : NaN));
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  return compare(words(a), words(b));
}

function words(cell) {
  return cell.dataset.order ?? (cell.querySelector("a, span") ?? cell).textContent.trim();
}
