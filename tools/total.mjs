/**
 * Adds up what Jest and Playwright wrote and prints the closing line; a step that failed without a failed test counts as one. Names what
 * failed, and each journey that passed only when tried again.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, brokenSteps] = process.argv.slice(2);
let passed = 0;
let failed = 0;
const journeys = (suite) => {
  for (const inner of suite.suites ?? []) journeys(inner);
  for (const spec of suite.specs ?? [])
    for (const test of spec.tests) {
      if (test.status === "expected" || test.status === "skipped") continue;
      const message = test.results.map(({ error }) => error?.message ?? "").find((text) => text !== "") ?? "";
      console.log(`${test.status === "flaky" ? "SECOND TRY" : "FAILED"} [${test.projectName}] ${spec.file}: ${spec.title}\n${message.slice(0, 2_000)}`);
    }
};
for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const report = JSON.parse(readFileSync(join(folder, name), "utf8"));
  passed += report.numPassedTests ?? report.stats?.expected ?? 0;
  passed += report.stats?.flaky ?? 0;
  failed += report.numFailedTests ?? report.stats?.unexpected ?? 0;
  for (const file of report.testResults ?? []) {
    if (file.status !== "passed" && file.assertionResults.length === 0) console.log(`FAILED ${file.name}: ${file.message.slice(0, 2_000)}`);
    for (const test of file.assertionResults.filter(({ status }) => status === "failed"))
      console.log(`FAILED ${file.name}: ${test.fullName}\n${test.failureMessages.join("\n").slice(0, 2_000)}`);
  }
  for (const suite of report.suites ?? []) journeys(suite);
}
if (failed === 0) failed = Number(brokenSteps);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
