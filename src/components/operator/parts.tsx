/** Each part Perin leans on: what it is, how it is doing, and what to do when it isn't. */
import { Badge } from "@/components/ui/badge";
import type { Examination } from "@/lib/operations/contracts";
import { Section } from "./section";

interface Part {
  readonly name: string;
  readonly says: string;
  readonly state: "fine" | "off" | "broken";
}

const badges = { fine: ["accent", "Fine"], off: ["neutral", "Not set up"], broken: ["danger", "Not working"] } as const;

const partsOf = ({ database, redis, mail, secrets, newestBackup, circuits, jobs }: Examination, say: (instant: string) => string): Part[] => {
  const pending = database.migrations.filter(({ appliedAt }) => appliedAt === null).length;
  const open = circuits.filter(({ state }) => state !== "closed");
  return [
    {
      name: "Database",
      says: `${database.kind === "embedded" ? "Embedded, in the data directory" : "PostgreSQL server"}${database.version === null ? "" : `, version ${database.version}`}`,
      state: database.reachable ? "fine" : "broken",
    },
    {
      name: "Migrations",
      says: database.fault ?? (pending === 0 ? `All ${database.migrations.length} have run.` : `${pending} haven’t run: npm run db:migrate`),
      state: database.fault === null && pending === 0 ? "fine" : "broken",
    },
    {
      name: "Redis",
      says: redis.configured
        ? redis.latencyMs === null
          ? "Doesn’t answer; limits are counted in each process."
          : `Answered in ${redis.latencyMs} ms.`
        : "Limits are counted in this process, which is enough for one.",
      state: redis.configured ? (redis.latencyMs === null ? "broken" : "fine") : "off",
    },
    { name: "Mail", says: mail ? "Sends through the SMTP server." : "Nobody outside is written to; set SMTP_URL and MAIL_FROM.", state: mail ? "fine" : "off" },
    {
      name: "Keys",
      says:
        database.keyOpens === false
          ? "The encryption key isn’t the one this database was sealed with."
          : `From ${secrets.provider === "env" ? "the settings or the data directory" : secrets.provider}.`,
      state: database.keyOpens === false ? "broken" : "fine",
    },
    {
      name: "Backup",
      says: newestBackup === null ? "None in the data directory: npm run perin -- backup" : `Newest from ${say(newestBackup.at)}.`,
      state: newestBackup === null ? "off" : "fine",
    },
    {
      name: "Jobs",
      says:
        jobs === null
          ? "The queue couldn’t be asked."
          : `${jobs.workers === 1 ? "One process works" : `${jobs.workers} processes work`} on the queue; ${jobs.waiting} waiting, ${jobs.dead} given up.`,
      state: jobs === null || jobs.workers === 0 || jobs.dead > 0 ? "broken" : "fine",
    },
    {
      name: "Services",
      says:
        open.length === 0
          ? circuits.length === 0
            ? "No outside service was called yet."
            : `None is failing; ${circuits.length === 1 ? "one was" : `${circuits.length} were`} called.`
          : open
              .map(({ name, state, failures }) => `${name} ${state === "open" ? "isn’t asked for a while" : "is tried again"} after ${failures} failures`)
              .join("; "),
      state: open.length === 0 ? "fine" : "broken",
    },
  ];
};

export function Parts({ examination, say }: { readonly examination: Examination; readonly say: (instant: string) => string }) {
  return (
    <Section title="Parts" about="As they answered just now.">
      <ul className="divide-y rounded-xl border bg-surface">
        {partsOf(examination, say).map(({ name, says, state }) => (
          <li key={name} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 px-4 py-3 lg:grid-cols-[7rem_minmax(0,1fr)_auto]">
            <h3 className="font-medium">{name}</h3>
            <Badge tone={badges[state][0]} className="lg:order-last">
              {badges[state][1]}
            </Badge>
            <p className="col-span-2 min-w-0 text-sm break-words text-ink-soft lg:col-span-1">{says}</p>
          </li>
        ))}
      </ul>
      <details className="mt-4 rounded-xl border bg-surface px-4 py-3 text-sm">
        <summary className="cursor-pointer font-medium">Migrations</summary>
        <ul className="mt-3 space-y-1">
          {examination.database.migrations.map(({ filename, appliedAt }) => (
            <li key={filename} className="flex flex-wrap justify-between gap-x-4">
              <code className="break-all">{filename}</code>
              <span className="text-ink-soft">{appliedAt === null ? "pending" : say(appliedAt)}</span>
            </li>
          ))}
        </ul>
      </details>
    </Section>
  );
}
