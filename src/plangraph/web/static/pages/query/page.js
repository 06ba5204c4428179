// The page Interroga: everything here makes quicker what the server does as well.
import { offerCopies } from "./copying.js";
import { sortHere } from "./sorting.js";
import { judgeWhileTyping } from "./verdict.js";

const form = document.getElementById("ask");
const area = document.getElementById("query");

offerCopies(document);
for (const table of document.querySelectorAll("table[data-whole]")) sortHere(table);

const graph = document.querySelector("svg.graph");
if (graph) import("./graph.js").then(({ arrange }) => arrange(graph));

// The editor is large; until it is there, and if it never comes, the plain field does.
let judge = judgeWhileTyping(form, area, () => {});
import("./editor.js").then(({ upgrade }) => {
  judge.stop();
  upgrade(form, area);
  for (const hint of document.querySelectorAll(".needs-script")) hint.hidden = false;
}, () => {});
