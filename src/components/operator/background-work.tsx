import type { BackgroundState, DeadLetter } from "@/lib/background/contracts";
import { DeadLetters } from "./dead-letters";

interface Props {
  readonly jobs: BackgroundState["jobs"];
  readonly dead: readonly DeadLetter[];
  readonly say: (instant: string) => string;
}

export function BackgroundWork({ jobs, dead, say }: Props) {
  return (
    <>
      {jobs.length === 0 ? (
        <p className="rounded-xl border bg-surface px-4 py-3 text-sm text-ink-soft">
          No job has run yet. They are listed here with their schedule once one has.
        </p>
      ) : (
        <ul className="divide-y rounded-xl border bg-surface text-sm">
          {jobs.map(({ job, cron, waiting, retrying, active, completedLastDay, failedLastDay, lastCompletedAt }) => (
            <li key={job} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-2.5">
              <code className="font-medium break-all">{job}</code>
              <span className="w-full text-ink-soft lg:order-last">
                {completedLastDay} done and {failedLastDay} failed in a day
                {waiting + retrying + active === 0 ? "" : `, ${waiting} waiting, ${retrying} to be tried again, ${active} running`}
                {cron === null ? "" : ", schedule "}
                {cron !== null && <code className="whitespace-nowrap">{cron}</code>}
              </span>
              <span className="text-ink-soft">{lastCompletedAt === null ? "" : say(lastCompletedAt)}</span>
            </li>
          ))}
        </ul>
      )}
      <h3 className="mt-6 font-medium">Given up</h3>
      <DeadLetters letters={dead} />
    </>
  );
}
