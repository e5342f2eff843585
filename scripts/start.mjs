/**
 * `npm start`: what `npm run build` made of start.ts, which is there a second sooner than the sources. Without a build, after a change, and in
 * development (--dev) it is the sources. Plain JavaScript that runs on any Node: start.ts says what is wrong with an old one.
 */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = process.cwd();
const distDir = process.env.NEXT_DIST_DIR ?? ".next";

/** Node that reads TypeScript by itself is new enough for the build. */
const isBuilt = async () => Boolean(process.features.typescript) && !(await import("./start/needs-build.ts")).needsBuild(root, distDir);

if (!process.argv.includes("--dev") && (await isBuilt())) {
  process.argv.push("--built");
  enableCompileCache(join(root, distDir, "cache", "node"));
  await import(pathToFileURL(join(root, distDir, "commands", "start.mjs")).href);
} else {
  await import("tsx");
  await import("./start.ts");
}
