/** Feeds every `<suite>-*.jsonl` of the folders named to its suite and prints one line a file: right, wrong, errors, seconds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { answerer, scorers, suites, type Suite } from "./eval/suites";

interface Line {
  readonly case: { readonly id: string };
  readonly expected: unknown;
}

const args = process.argv.slice(2);
const verbose = args.includes("--wrong");
const folders = args.filter((arg) => !arg.startsWith("--"));

/** Fixtures shared by all cases of a file lie beside it as `<name>.fixtures.json`. */
const readLines = (file: string): Line[] => {
  const beside = file.replace(/\.jsonl$/, ".fixtures.json");
  const fixtures = existsSync(beside) ? (JSON.parse(readFileSync(beside, "utf8")) as object) : {};
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const parsed = JSON.parse(line) as Line;
    return { ...parsed, case: { ...parsed.case, ...fixtures } };
  });
};

const scoreFile = async (suite: Suite, file: string): Promise<void> => {
  const answer = await answerer(suite);
  const score = await scorers[suite]();
  const started = performance.now();
  const tally = { right: 0, wrong: 0, errors: 0 };
  for (const { case: input, expected } of readLines(file)) {
    const result = (await answer.one(JSON.stringify(input))) as { error?: unknown };
    const right = score(expected as never, result as never, input as never);
    tally[right ? "right" : result.error === undefined ? "wrong" : "errors"] += 1;
    if (verbose && !right) console.log(JSON.stringify({ case: input, expected, answer: result }));
  }
  await answer.close();
  console.log(JSON.stringify({ suite: basename(file, ".jsonl"), ...tally, seconds: Number(((performance.now() - started) / 1000).toFixed(2)) }));
};

for (const folder of folders.length > 0 ? folders : ["tests/evals"]) {
  for (const name of readdirSync(folder).sort()) {
    const suite = suites.find((candidate) => name.startsWith(candidate) && name.endsWith(".jsonl"));
    if (suite) await scoreFile(suite, join(folder, name));
  }
}
