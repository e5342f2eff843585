/** Whether there is a build, and none of its sources is newer. Imports nothing of ours: Node reads this file as it is. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const sources = ["src", "public", "scripts", "tools/bundle.mjs", "package-lock.json", "next.config.mjs", "postcss.config.mjs", "tsconfig.json"];

const modifiedMs = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Folders count too: a deleted file changes only its folder. */
const newestMs = (path: string): number => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => modifiedMs(join(path, name))));
};

/** `root` holds the sources. The commands are bundled last, so they tell how old a build is. */
export const needsBuild = (root: string, distDir: string): boolean => {
  const builtMs = modifiedMs(join(root, distDir, "commands", "start.mjs"));
  return builtMs === 0 || Math.max(...sources.map((source) => newestMs(join(root, source)))) > builtMs;
};
