/**
 * `node tools/bundle.mjs [DIR COMMAND…]`: commands of scripts/ as JavaScript that runs without a compiler. By itself it is what `npm start` runs,
 * beside the build; the image has more of them beside the standalone server. The packages named below are found in node_modules.
 */
import { build } from "esbuild";

const [out = `${process.env.NEXT_DIST_DIR ?? ".next"}/commands`, ...given] = process.argv.slice(2);
const commands = given.length === 0 ? ["start"] : given;

await build({
  entryPoints: Object.fromEntries(commands.map((name) => [name, `scripts/${name}.ts`])),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  chunkNames: "commands/[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node24",
  // Everything that the server's trace brings along or that only a checkout has stays outside.
  external: [
    "@electric-sql/*",
    "pg",
    "winston",
    "winston-daily-rotate-file",
    "ioredis",
    "@azure/*",
    "@aws-sdk/*",
    "@opentelemetry/*",
    "@sentry/*",
    "hot-shots",
    "next",
    "next/*",
    "@playwright/test",
  ],
  // Packages in the bundle that are CommonJS still ask for Node's own modules by require.
  banner: { js: 'import { createRequire as perinRequire } from "node:module"; const require = perinRequire(import.meta.url);' },
  logLevel: "warning",
});
