/** Merges the coverage of the unit and integration suites and refuses less than 90 % of the lines of src/lib. */
import { existsSync, readFileSync } from "node:fs";
import coverageLibrary from "istanbul-lib-coverage";
import reportLibrary from "istanbul-lib-report";
import reports from "istanbul-reports";

const FLOOR_PERCENT = 90;
const map = coverageLibrary.createCoverageMap({});
for (const file of ["coverage/unit/coverage-final.json", "coverage/integration/coverage-final.json"]) {
  if (existsSync(file)) map.merge(JSON.parse(readFileSync(file, "utf8")));
}
reports.create("text-summary").execute(reportLibrary.createContext({ dir: "coverage", coverageMap: map }));
const lines = map.getCoverageSummary().lines.pct;
const worst = map
  .files()
  .map((file) => ({ file, lines: map.fileCoverageFor(file).toSummary().lines }))
  .filter(({ lines: { pct } }) => pct < FLOOR_PERCENT)
  .sort((a, b) => b.lines.total - b.lines.covered - (a.lines.total - a.lines.covered));
for (const {
  file,
  lines: { pct, covered, total },
} of worst.slice(0, 12))
  console.log(`${String(pct).padStart(6)} %  ${total - covered} lines uncovered  ${file.slice(process.cwd().length + 1)}`);
console.log(`Line coverage of src/lib: ${lines} % (at least ${FLOOR_PERCENT} % wanted)`);
process.exit(lines >= FLOOR_PERCENT ? 0 : 1);
