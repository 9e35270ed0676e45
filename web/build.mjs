// Bundles the browser pages into the folder named by the first argument (default: ../registry/web/built).
// File names carry a hash of their content, so that browsers may keep them for ever; manifest.json says which is which
// and is written last: a folder without it is no finished build.

import { build } from "esbuild";
import { readFile, readdir, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, "../registry/web/built"));

const common = {
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  minify: true,
  metafile: true,
  target: ["chrome109", "firefox115", "safari16"],
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  legalComments: "none", // notices.txt has the licences of everything bundled
  logLevel: "warning",
};

// The editor works in three background scripts; each is one file from our own address, never a blob.
const workers = {
  editor: "monaco-editor/esm/vs/editor/editor.worker.js",
  graphql: "monaco-graphql/esm/graphql.worker.js",
  json: "monaco-editor/esm/vs/language/json/json.worker.js",
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const workerBuild = await build({ ...common, format: "iife", entryPoints: named(workers, "worker-") });
const workerFiles = Object.fromEntries(Object.keys(workers).map((name) => [name, output(workerBuild, `worker-${name}`, ".js")]));
const pageBuild = await build({
  ...common,
  format: "esm",
  splitting: true,
  jsx: "automatic",
  loader: { ".ttf": "file" },
  define: { "process.env.NODE_ENV": '"production"', WORKER_FILES: JSON.stringify(workerFiles) },
  entryPoints: { graphiql: "src/graphiql.jsx" },
});

await writeFile(path.join(out, "notices.txt"), await notices([workerBuild, pageBuild]));
const manifest = {
  "graphiql.js": output(pageBuild, "graphiql", ".js"),
  "graphiql.css": output(pageBuild, "graphiql", ".css"),
};
const files = (await readdir(out)).sort();
await Promise.all(files.map(compress));
await writeFile(path.join(out, "manifest.json"), JSON.stringify({ entries: manifest, files }, null, 2) + "\n");

// Text shrinks to a quarter; the server hands the small copy to browsers that read it.
async function compress(name) {
  const file = path.join(out, name);
  await writeFile(`${file}.gz`, gzipSync(await readFile(file), { level: 9 }));
}

function named(sources, prefix) {
  return Object.entries(sources).map(([name, file]) => ({ in: file, out: prefix + name }));
}

function output(result, name, ending) {
  const pattern = new RegExp(`^${name}-[A-Z0-9]+\\${ending}$`);
  const found = Object.keys(result.metafile.outputs).map((file) => path.basename(file)).filter((file) => pattern.test(file));
  if (found.length !== 1) throw new Error(`expected one ${name}${ending}, got ${found.join(", ") || "none"}`);
  return found[0];
}

// Licences ask that their text goes along with every copy.
async function notices(results) {
  const folders = new Set();
  for (const result of results) {
    for (const input of Object.keys(result.metafile.inputs)) {
      const found = input.match(/^node_modules\/(?:@[^/]+\/)?[^/]+(?:\/node_modules\/(?:@[^/]+\/)?[^/]+)*/);
      if (found) folders.add(found[0]);
    }
  }
  const texts = await Promise.all([...folders].sort().map(notice));
  return "The pages are built with these packages.\n\n" + texts.join("\n" + "-".repeat(80) + "\n\n");
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(here, folder, "package.json"), "utf8"));
  const file = (await readdir(path.join(here, folder))).find((entry) => /^licen[sc]e/i.test(entry));
  const text = file ? await readFile(path.join(here, folder, file), "utf8") : "(the package carries no licence text)\n";
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
