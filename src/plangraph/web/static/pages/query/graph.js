// Lays a graph out by forces; the server has put its nodes on a circle.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "/static/vendor/d3-force.js";

const STEPS = 300;
const EDGE = 14;

/** Move the nodes and edges of `svg` to where forces put them, at once: nothing moves on the screen. */
export function arrange(svg) {
  const { width, height } = svg.viewBox.baseVal;
  const nodes = [...svg.querySelectorAll(".node")].map((element) => {
    const circle = element.querySelector("circle");
    return { element, id: element.dataset.key, x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy")) };
  });
  const edges = [...svg.querySelectorAll(".edges > g")].map((element) => (
    { element, source: element.dataset.source, target: element.dataset.target }));
  forceSimulation(nodes)
    .force("link", forceLink(edges).id((node) => node.id).distance(90))
    .force("charge", forceManyBody().strength(-260))
    .force("collide", forceCollide(22))
    .force("x", forceX(width / 2).strength(0.05))
    .force("y", forceY(height / 2).strength(0.09))
    .stop()
    .tick(STEPS);
  fit(nodes, width, height);
  for (const { element, x, y } of nodes) place(element, x, y, width);
  for (const { element, source, target } of edges) {
    const line = element.querySelector("line");
    set(line, { x1: source.x, y1: source.y, x2: target.x, y2: target.y });
  }
}

function fit(nodes, width, height) {
  const names = 230; // room for the names at both sides
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  for (const node of nodes) {
    node.x = names + (node.x - left) / (right - left || 1) * (width - 2 * names);
    node.y = EDGE + (node.y - top) / (bottom - top || 1) * (height - 2 * EDGE);
  }
}

function place(element, x, y, width) {
  const isLeft = x < width / 2;
  set(element.querySelector("circle"), { cx: x, cy: y });
  const text = element.querySelector("text");
  set(text, { x: x + (isLeft ? -10 : 10), y: y + 4 });
  text.setAttribute("text-anchor", isLeft ? "end" : "start");
}

function set(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value.toFixed(1));
}
