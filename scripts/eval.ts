/** Reads cases from standard input (JSON Lines), writes one answer a line in the same order. Formats: docs/evals.md. */
import { createInterface } from "node:readline";
import { answerer, suites, type Suite } from "./eval/suites";

const suite = process.argv[2] as Suite | undefined;
if (!suite || !(suites as readonly string[]).includes(suite)) {
  console.error(`Say which suite: ${suites.join(", ")}. Cases come on standard input, one JSON object a line.`);
  process.exit(2);
}

const answer = await answerer(suite);
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() === "") continue;
  if (!process.stdout.write(`${JSON.stringify(await answer.one(line))}\n`)) await new Promise((drained) => process.stdout.once("drain", drained));
}
await answer.close();
