/** What the doctor found, told and scored. Every point was earned by something that was tried at that moment. */

export interface Finding {
  /** Row of the readiness plan: "4.1 Redis". */
  readonly row: string;
  /** What it is worth. */
  readonly points: number;
  /** `good` earns all, `advice` half, the others nothing. `problem` means that something is set up and doesn't work, or is insecure. */
  readonly state: "good" | "advice" | "missing" | "untested" | "problem";
  readonly says: string;
  /** What to do about it. */
  readonly cure?: string;
}

export interface Readiness {
  readonly score: number;
  readonly problems: number;
  readonly findings: readonly Finding[];
  readonly text: string;
}

const share = { good: 1, advice: 0.5, missing: 0, untested: 0, problem: 0 } as const;
const words = { good: "fine", advice: "could be better", missing: "not set up", untested: "not tested", problem: "PROBLEM" } as const;

const earned = ({ points, state }: Finding): number => points * share[state];

const line = (finding: Finding): string => {
  const head = `${words[finding.state].padEnd(16)} ${finding.row.padEnd(24)} ${String(earned(finding)).padStart(4)}/${String(finding.points).padEnd(3)} ${finding.says}`;
  return finding.cure === undefined || finding.state === "good" ? head : `${head}\n${" ".repeat(17)}→ ${finding.cure}`;
};

/** The score is the share of all points that were earned, out of 100; what wasn't tested earned nothing. */
export const report = (findings: readonly Finding[]): Readiness => {
  const total = findings.reduce((sum, { points }) => sum + points, 0);
  const got = findings.reduce((sum, finding) => sum + earned(finding), 0);
  const score = total === 0 ? 0 : Math.floor((got / total) * 1000) / 10;
  const problems = findings.filter(({ state }) => state === "problem").length;
  const untested = findings.filter(({ state }) => state === "untested").length;
  const summary = [
    `Readiness: ${score} of 100.`,
    problems === 0 ? "" : problems === 1 ? " One thing is wrong." : ` ${problems} things are wrong.`,
    untested === 0 ? "" : ` ${untested} could not be tested and earned nothing.`,
  ].join("");
  return { score, problems, findings, text: [...findings.map(line), "", summary].join("\n") };
};
