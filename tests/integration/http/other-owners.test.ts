/** R32: one owner tries every id of another's on every operation. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { ownerActor } from "@/lib/identity/service";
import { createUserIntegration } from "@/lib/queries/integrations";
import { bookTime, createEvent } from "@/lib/scheduling/service";
import { newBrowser, type Browser } from "../../support/accounts";
import { arrive } from "../../support/mailboxes";
import { callAs, newLink, newVisitor, nextMonth } from "../../support/visitors";
import { addressOf, answerOf, exampleInput, handlerOf, operations, pathNames, requestFor } from "../../support/operations";

jest.setTimeout(180_000);
beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "10000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

const userIdOf = async ({ email }: Browser): Promise<string> =>
  (await query<{ id: string }>('SELECT id FROM "user" WHERE email = $1', [email])).rows[0]?.id ?? "";

interface Owned {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Every table whose rows have an owner, and its columns that hold ids. */
const ownedTables = async (): Promise<Owned[]> => {
  const { rows } = await query<{ table: string; columns: string[] }>(
    `SELECT table_name AS "table", array_agg(column_name::text) AS columns FROM information_schema.columns
      WHERE table_schema = 'public' GROUP BY table_name HAVING bool_or(column_name = 'user_id') ORDER BY 1`,
  );
  return rows.map(({ table, columns }) => ({ table, columns: columns.filter((name) => name === "id" || (name.endsWith("_id") && name !== "user_id")) }));
};

const idsOf = async (userId: string): Promise<string[]> => {
  const ids = new Set<string>([userId]);
  for (const { table, columns } of await ownedTables())
    for (const column of columns) {
      const { rows } = await query<{ id: string | null }>(`SELECT DISTINCT "${column}"::text AS id FROM "${table}" WHERE user_id = $1 LIMIT 3`, [userId]);
      for (const { id } of rows) if (id !== null) ids.add(id);
    }
  return [...ids];
};

/** Every row of that owner, so that a change shows, whatever the answer said. */
const rowsOf = async (userId: string): Promise<string[]> => {
  const all: string[] = [];
  for (const { table } of await ownedTables())
    all.push(
      ...(await query<{ row: string }>(`SELECT '${table} ' || row_to_json(t)::text AS row FROM "${table}" t WHERE user_id = $1 ORDER BY 1`, [userId])).rows.map(
        ({ row }) => row,
      ),
    );
  return all;
};

/** Something of every kind that an owner can have. What isn't made by a verb here is made by its row. */
const fill = async (userId: string): Promise<void> => {
  const actor = ownerActor(userId, "session");
  const at = (hours: number): string => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
  await createEvent(actor, { title: "Secret lunch", start: at(24), end: at(25), zone: "UTC" });
  await bookTime(actor, { title: "Secret talk", start: at(48), end: at(49), zone: "UTC" });
  await createUserIntegration(userId, "gmail", "a", "r", null, [], {});
  await arrive(actor, { subject: "Secret plan", body: "Don't tell" });
  const { token } = await newLink(actor, { name: "Secret link", approval: true });
  const visitor = await newVisitor(token);
  const [slot, next] = await visitor.slots(nextMonth());
  await visitor.book(slot?.start ?? "");
  await callAs(visitor, "propose", { start: next?.start, durationMinutes: 30, name: "Vera", email: "vera@acme.com", consent: true });
  await callAs(visitor, "messages", { text: "Secret words" });
  const uuid = (last: string): string => `00000000-0000-7000-8000-0000000000${last}`;
  await query("INSERT INTO contacts (id, user_id, name, email, folded_name, search_text) VALUES ($1, $2, 'Maya', 'secret@example.com', 'maya', 'maya')", [
    uuid("01"),
    userId,
  ]);
  await query("INSERT INTO conversations (id, user_id, title) VALUES ($1, $2, 'Secret')", [uuid("02"), userId]);
  await query("INSERT INTO messages (conversation_id, id, user_id, role, parts) VALUES ($1, 'm1', $2, 'user', '[]')", [uuid("02"), userId]);
  await query(
    `INSERT INTO pending_actions (id, user_id, conversation_id, tool, title, lines, tells, editable, input, input_hash, marks, expires_at)
     VALUES ($1, $2, $3, 'cancel_events', 'Secret', '[]', '[]', '[]', '{}', $4, '[]', now() + interval '1 day')`,
    [uuid("03"), userId, uuid("02"), "0".repeat(64)],
  );
};

let ada: Browser;
let mallory: Browser;
let ids: string[];
beforeAll(async () => {
  [ada, mallory] = [await newBrowser(), await newBrowser()];
  await fill(await userIdOf(ada));
  ids = await idsOf(await userIdOf(ada));
});

type Operation = (typeof operations)[number];
/** What leads whoever has a link on to its page looks at nothing itself, and a sign-out would make the rest too easy. */
const worthTrying = ({ auth, answers, path }: Operation): boolean =>
  auth !== "public" && !/sign-out|\/account/.test(path) && !(auth === "link" && answers === "redirect");

interface Tried {
  readonly tries: number;
  readonly succeeded: string[];
  readonly notNotFound: string[];
}

/** Puts each of Ada's ids wherever an operation takes one, as whoever has this cookie. */
const tryAll = async (which: (operation: Operation) => boolean, cookie: string): Promise<Tried> => {
  const tried = { tries: 0, succeeded: [] as string[], notNotFound: [] as string[] };
  for (const operation of operations.filter((one) => worthTrying(one) && which(one))) {
    const names = pathNames(operation);
    const example = exampleInput(operation);
    const bodyIds = Object.keys(example).filter((name) => /(?:^id|Id|^ref)s?$/.test(name) && !names.includes(name));
    for (const name of [...names, ...bodyIds])
      for (const id of ids) {
        tried.tries += 1;
        const { status } = await answerOf(await handlerOf(operation), requestFor(operation, { ...example, [name]: id }, { cookie }));
        const what = `${addressOf(operation)} ${name}=${id} answers ${status}`;
        if (status < 400) tried.succeeded.push(what);
        else if (![400, 403, 404, 409].includes(status)) tried.notNotFound.push(what);
      }
  }
  return tried;
};

test("no operation shows, changes or removes anything of another owner's, whichever of that owner's ids it is given", async () => {
  const adaId = await userIdOf(ada);
  expect(ids.length).toBeGreaterThan(8);
  const before = await rowsOf(adaId);
  const { tries, succeeded, notNotFound } = await tryAll(() => true, mallory.cookie);
  expect(tries).toBeGreaterThan(100);
  expect(succeeded).toEqual([]);
  expect(notNotFound).toEqual([]);
  expect(await rowsOf(adaId)).toEqual(before);
});

test("the known-bad twin, which finds rows by their id and doesn't ask whose they are, gives them away under the same ids", async () => {
  // What such a route would show Mallory is what ours shows Ada; only reading is tried, so that each id stays what it was.
  const { succeeded } = await tryAll(({ method }) => method === "get", ada.cookie);
  const given = new Set(succeeded.map((what) => what.split(" ")[1]));
  expect([...given]).toEqual(expect.arrayContaining(["/api/links/{linkId}", "/api/links/{linkId}/visits", "/api/events/{ref}", "/api/mails/{mailId}"]));
});
