// Bundles the islands, the style sheets and the cut fonts into the package; `--tests` bundles the unit tests instead.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/groundswell/web/static/web/build");
const shared = { absWorkingDir: here, bundle: true, logLevel: "warning", legalComments: "none", charset: "utf8", metafile: true };
// Names carry a hash of the content, so that a browser may keep a file for ever and still never shows an old one.
const named = { outdir: out, minify: true, entryNames: "[name]-[hash]", assetNames: "fonts/[name]-[hash]" };

if (process.argv.includes("--tests")) {
  const folder = join(here, "build/tests");
  rmSync(folder, { recursive: true, force: true });
  const entryPoints = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts")).map((name) => join("test", name));
  await build({ ...shared, entryPoints, outdir: folder, format: "esm", platform: "node", outExtension: { ".js": ".mjs" } });
} else {
  rmSync(out, { recursive: true, force: true });
  // `app` is every page of a member; `plain` is the landing page of a link, which has to be small before it is anything else.
  const scripts = await build({ ...shared, ...named, entryPoints: { app: "src/main.ts", plain: "src/plain.ts", cowrite: "src/cowrite.ts", keys: "src/keys.ts", drawn: "src/drawn.ts" }, format: "iife", target: "es2021" });
  const styles = await build({
    ...shared,
    ...named,
    entryPoints: { app: "css/app.css", plain: "css/plain.css", write: "css/write.css" },
    target: ["chrome123", "firefox120", "safari17.5"],
    loader: { ".woff2": "file" },
  });
  const names = {};
  for (const file of [scripts, styles].flatMap((made) => Object.keys(made.metafile.outputs))) {
    const name = relative(out, join(here, file));
    names[name.replace(/-[0-9A-Z]{8}(?=\.\w+$)/, "")] = name;
    if (/\.(css|js)$/.test(name)) compress(join(out, name));
  }
  writeFileSync(join(out, "names.json"), JSON.stringify(names, null, 1) + "\n");
}

/** Writes the two small forms beside a file: the server only has to choose. */
function compress(path) {
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(content));
}
