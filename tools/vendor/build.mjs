// Writes src/plangraph/web/static/vendor/: bundles, fonts, design tokens, their licences, and what is what.
// For maintainers; README.md beside this file says when. Same packages, same bytes.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "../../src/plangraph/web/static/vendor");
const BROWSERS = ["chrome111", "firefox114", "safari16.4"]; // the first with adoptedStyleSheets and nesting
const WEIGHTS = [400, 600, 700];

const files = new Map(); // name → { bytes, packages }

for (const name of ["codemirror", "d3-force"]) {
  const made = await build({
    entryPoints: [join(here, `${name}.js`)], bundle: true, minify: true, format: "esm", target: BROWSERS,
    legalComments: "none", metafile: true, write: false, absWorkingDir: here,
  });
  const inputs = Object.keys(made.metafile.inputs).filter((path) => path.startsWith("node_modules/"));
  files.set(`${name}.js`, { bytes: made.outputFiles[0].contents, packages: inputs.map(packageOf) });
}

const tokens = await readFile(join(modules, "design-tokens-italia/dist/css/variables.css"), "utf8");
const { code } = await transform(tokens, { loader: "css", minify: true, target: BROWSERS });
files.set("design-tokens-italia.css", { bytes: Buffer.from(code), packages: ["design-tokens-italia"] });

let faces = "";
for (const weight of WEIGHTS) {
  const sheet = await readFile(join(modules, `@fontsource/titillium-web/${weight}.css`), "utf8");
  faces += sheet.replaceAll("./files/", "").replaceAll(/, url\([^)]*\.woff\) format\('woff'\)/g, "").trim() + "\n\n";
  for (const script of ["latin", "latin-ext"]) {
    const name = `titillium-web-${script}-${weight}-normal.woff2`;
    const bytes = await readFile(join(modules, "@fontsource/titillium-web/files", name));
    files.set(name, { bytes, packages: ["@fontsource/titillium-web"] });
  }
}
files.set("titillium-web.css", { bytes: Buffer.from(faces.trim() + "\n"), packages: ["@fontsource/titillium-web"] });

const used = [...new Set([...files.values()].flatMap((file) => file.packages))].sort();
const packages = [];
let licences = "What stands in this folder is not ours. Each package below is under the licence that follows its name.\n";
for (const name of used) {
  const { version, license } = JSON.parse(await readFile(join(modules, name, "package.json"), "utf8"));
  packages.push({ package: name, version, licence: license });
  const text = await readFile(join(modules, name, "LICENSE"), "utf8");
  licences += `\n${"=".repeat(78)}\n${name} ${version} (${license})\n${"=".repeat(78)}\n\n${text.replaceAll("\r", "").trim()}\n`;
}
files.set("LICENSES.txt", { bytes: Buffer.from(licences), packages: used });

const listed = [...files.keys()].sort().map((name) => {
  const { bytes, packages: from } = files.get(name);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file: name, bytes: bytes.length, sha256, packages: [...new Set(from)].sort() };
});

await mkdir(target, { recursive: true });
for (const old of await readdir(target)) await rm(join(target, old));
for (const [name, { bytes }] of files) await writeFile(join(target, name), bytes);
await writeFile(join(target, "VENDOR.json"), JSON.stringify({ packages, files: listed }, null, 1) + "\n");
console.log(`${files.size + 1} files written`);

function packageOf(path) {
  const [first, second] = path.replace("node_modules/", "").split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}
