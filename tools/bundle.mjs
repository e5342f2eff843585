/** Bundles the commands of the image (migrate, worker, doctor, perin) into single files beside the standalone server, whose packages they share. */
import { build } from "esbuild";

const [out = "dist"] = process.argv.slice(2);

await build({
  entryPoints: Object.fromEntries(["migrate", "worker", "doctor", "perin"].map((name) => [name, `scripts/${name}.ts`])),
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
