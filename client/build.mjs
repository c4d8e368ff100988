// Bundles the islands and the style sheet into the package's static folder; `--tests` bundles the unit tests instead.
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/groundswell/web/static/web/build");
const shared = { absWorkingDir: here, bundle: true, logLevel: "warning", legalComments: "none", charset: "utf8" };

if (process.argv.includes("--tests")) {
  const folder = join(here, "build/tests");
  rmSync(folder, { recursive: true, force: true });
  const entryPoints = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts")).map((name) => join("test", name));
  await build({ ...shared, entryPoints, outdir: folder, format: "esm", platform: "node", outExtension: { ".js": ".mjs" } });
} else {
  // `app` is every page of a member; `plain` is the landing page of a link, which has to be small before it is anything else.
  await build({ ...shared, entryPoints: { app: "src/main.ts", plain: "src/plain.ts" }, outdir: out, format: "iife", target: "es2021", minify: true });
  // Fonts and pictures keep their own names here: Django's manifest storage adds the hash to names and to the addresses inside.
  await build({ ...shared, entryPoints: { app: "css/app.css", plain: "css/plain.css" }, outdir: out, target: ["chrome123", "firefox120", "safari17.5"], minify: true, external: ["*.woff2"] });
}
