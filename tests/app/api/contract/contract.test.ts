/** Calls every operation of the description and holds the answers to it. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import type { Endpoint } from "@/lib/endpoint";
import { saveConnection } from "@/lib/queries/connections";
import { newBrowser, type Browser } from "../../../support/accounts";
import { addressOf, answerOf, exampleInput, faultsOf, handlerOf, operations, pathNames, requestFor, type Input } from "../../../support/operations";

jest.setTimeout(120_000);

let browser: Browser;
/** What exists, by the name that paths use for it. */
const existing: Record<string, string> = {};

const call = async (address: string, input: Input): Promise<Record<string, unknown>> => {
  const operation = operations.find((each) => addressOf(each) === address);
  if (!operation) return {};
  const { body } = await answerOf(await handlerOf(operation), requestFor(operation, input, { cookie: browser.cookie }));
  return (body ?? {}) as Record<string, unknown>;
};

beforeAll(async () => {
  process.env.RATE_LIMIT_SCALE = "10000";
  rereadConfig();
  browser = await newBrowser();
  await query("UPDATE profiles SET role = 'operator' WHERE user_id = (SELECT id FROM \"user\" WHERE email = $1)", [browser.email]);
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

/** Something of each kind, so that most operations find what they are called for. */
const make = async (): Promise<void> => {
  const { rows: owners } = await query<{ id: string }>('SELECT id FROM "user" WHERE email = $1', [browser.email]);
  const conversationId = "00000000-0000-7000-8000-0000000000c0";
  await query("INSERT INTO conversations (id, user_id, title) VALUES ($1, $2, 'Talk')", [conversationId, owners[0]?.id]);
  await call("post /api/events", exampleInput(operations.find((each) => addressOf(each) === "post /api/events")!));
  await call("post /api/contacts", { name: "Maya", email: "maya@example.com" });
  const made = await call("post /api/links", { name: "Acme people" });
  const account = { type: "google-calendar", account: "ada@example.com", name: "Ada", color: "#4f6bed", accessToken: "a", refreshToken: null };
  const connection = await saveConnection({ ...account, userId: owners[0]?.id ?? "", tokenExpiresAt: null, scopes: [], metadata: {} });
  const newest = async (table: string): Promise<string> => (await query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id DESC LIMIT 1`)).rows[0]?.id ?? "";
  Object.assign(existing, {
    conversationId,
    connectionId: connection.id,
    ref: await newest("events"),
    contactId: await newest("contacts"),
    linkId: await newest("links"),
    token: String(made.address).split("/talk/")[1],
    changeId: await newest("changes"),
    sessionId: await newest("session"),
    tool: "create_event",
  });
};

test("every operation answers as it is described: with an owner, without one, and for things that exist", async () => {
  await make();
  const faults: string[] = [];
  const succeeded = new Set<string>();
  // Ending sessions and the account come last.
  const last = ({ method, path }: Endpoint): number =>
    /sign-out|sessions|password|account/.test(path) ? 2 : Number(method === "delete" || path.endsWith("/undo"));
  const order = [...operations].sort((a, b) => last(a) - last(b));
  for (const operation of order) {
    const handler = await handlerOf(operation);
    const input = exampleInput(operation);
    const known = Object.fromEntries(pathNames(operation).flatMap((name) => (existing[name] === undefined ? [] : [[name, existing[name]]])));
    const requests = [requestFor(operation, input), requestFor(operation, { ...input, ...known }, { cookie: browser.cookie })];
    for (const [index, request] of requests.entries()) {
      const answered = await answerOf(handler, request);
      faults.push(...faultsOf(operation, answered).map((fault) => `${addressOf(operation)}: ${fault}`));
      if (answered.status === 200) succeeded.add(addressOf(operation));
      if (index === 0 && ["session", "operator"].includes(operation.auth) && answered.status !== 401)
        faults.push(`${addressOf(operation)} answers ${answered.status} without a session`);
    }
  }
  expect(faults).toEqual([]);
  // The rest was refused in the words that the description has for it: there is nothing of that id, or nothing to stop.
  // A visitor's need a visit, a time that is held, a mail that was read: tests/lib/delegation and tests/integration go that way.
  const direct = operations.filter(({ auth }) => auth !== "link");
  expect(direct.filter((operation) => succeeded.has(addressOf(operation))).length / direct.length).toBeGreaterThan(0.5);
});

test("operations of the operator refuse every other owner", async () => {
  const other = await newBrowser();
  for (const operation of operations.filter(({ auth }) => auth === "operator")) {
    const { status } = await answerOf(await handlerOf(operation), requestFor(operation, exampleInput(operation), { cookie: other.cookie }));
    expect([addressOf(operation), status]).toEqual([addressOf(operation), 403]);
  }
});
