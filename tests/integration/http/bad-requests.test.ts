/** R33, R35: two thousand requests that nobody should send. */
import fc from "fast-check";
import { z } from "zod";
import { rereadConfig } from "@/lib/config";
import type { Endpoint } from "@/lib/endpoint";
import { newBrowser } from "../../support/accounts";
import { addressOf, answerOf, exampleInput, faultsOf, handlerOf, operations, pathNames, requestFor, type Input } from "../../support/operations";

jest.setTimeout(600_000);
beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "10000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

const wanted = 2_000;

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    -0,
    2 ** 53,
    Number.MAX_SAFE_INTEGER,
    "",
    " ",
    [],
    {},
    "\u0000",
    "\ud800",
    "ﷺ".repeat(500),
    "x".repeat(30_000),
  ),
  fc.constantFrom<unknown>(
    "2026-02-30T00:00:00Z",
    "-271821-04-20T00:00:00Z",
    "+275760-09-13T00:00:00Z",
    "0000-00-00",
    "24:61",
    "FREQ=SECONDLY;COUNT=99999999",
    "Europe/Atlantis",
    "%00%ff",
    "../../etc/passwd",
  ),
  fc.constantFrom<unknown>(
    "'; DROP TABLE events; --",
    "<script>alert(1)</script>",
    "${7*7}",
    "{{7*7}}",
    "00000000-0000-0000-0000-000000000000",
    "not-a-uuid",
    "019AAF3E-5A10-7C21-B5A4-2F8D6E0C1B47",
  ),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.anything({ maxDepth: 3, withNullPrototype: false, withBigInt: false }),
  fc.constant(Array.from({ length: 2_000 }, (_, index) => index)),
);

type Change = (operation: Endpoint, input: Input) => Request;
const headers = (cookie: string): Record<string, string> => ({ cookie });

/** JSON can't carry everything that fast-check thinks of; what it can't is left out as a client would. */
const sendable = (value: unknown): unknown => {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null") as unknown;
  } catch {
    return null;
  }
};

const changes = (cookie: string): fc.Arbitrary<Change> =>
  fc.oneof(
    // One field, or an unknown one, becomes something else.
    fc.tuple(fc.nat(), nasty).map(([index, value]): Change => (operation, input) => {
      const names = [...new Set([...Object.keys(input), ...pathNames(operation), "unexpected", "__proto__", "constructor"])];
      return requestFor(operation, { ...input, [names[index % names.length] ?? "x"]: sendable(value) }, headers(cookie));
    }),
    // A field is missing.
    fc.nat().map((index): Change => (operation, input) => {
      const names = Object.keys(input).filter((name) => !pathNames(operation).includes(name));
      const gone = names[index % Math.max(1, names.length)];
      return requestFor(operation, Object.fromEntries(Object.entries(input).filter(([name]) => name !== gone)), headers(cookie));
    }),
    // The body is something else altogether.
    fc.oneof(nasty, fc.constantFrom("{", '{"a":', "[".repeat(5_000), '{"a":1}}', "\ufeff{}", "NaN", "x=1&y=2")).map((value): Change => (operation, input) => {
      const good = requestFor(operation, input, headers(cookie));
      if (operation.method === "get" || operation.method === "delete") return good;
      const text = typeof value === "string" ? value : JSON.stringify(sendable(value));
      return new Request(good.url, { method: good.method, headers: good.headers, body: text });
    }),
    // Strange headers and addresses.
    fc
      .constantFrom<Record<string, string>>(
        { "content-type": "text/xml" },
        { "content-type": "multipart/form-data" },
        { "idempotency-key": "k".repeat(300) },
        { "idempotency-key": " " },
        { authorization: "Bearer x" },
        { cookie: "perin.session_token=%%%" },
        { origin: "https://evil.example" },
        { origin: "null" },
        { range: "bytes=0-" },
        { "content-length": "999999999" },
        { "last-event-id": "\u00ff" },
      )
      .map(
        (extra): Change =>
          (operation, input) =>
            requestFor(operation, input, { ...headers(cookie), ...extra }),
      ),
    fc
      .constantFrom("?a=%", "?zone=%ff", "?limit=-1&limit=2", `?q=${"%41".repeat(3_000)}`, "?cursor=AAAA", "?from=x&to=y", "?limit=99999999999999999999")
      .map((query): Change => (operation, input) => {
        const good = requestFor(operation, input, headers(cookie));
        return new Request(`${good.url.split("?")[0] ?? ""}${query}`, {
          method: good.method,
          headers: good.headers,
          ...(good.body === null ? {} : { body: "{}" }),
        });
      }),
  );

test("two thousand bad requests: none breaks anything, each refusal is a problem, none takes longer than two seconds", async () => {
  const browser = await newBrowser();
  const handlers = new Map(await Promise.all(operations.map(async (operation) => [operation, await handlerOf(operation)] as const)));
  const sample = fc.sample(changes(browser.cookie), { numRuns: wanted, seed: 20_261_126 });
  // Ending the session or the account would make everything after it a 401; making accounts is slow by design and tried a few times.
  const usable = operations.filter(({ path }) => !/sign-out|\/sessions|\/account\b/.test(path));
  const faults: string[] = [];
  let slowest = { what: "", tookMs: 0 };
  let refused = 0;
  for (const [index, change] of sample.entries()) {
    const operation = usable[index % usable.length];
    if (!operation) continue;
    const answered = await answerOf(handlers.get(operation)!, change(operation, exampleInput(operation)));
    faults.push(...faultsOf(operation, answered).map((fault) => `#${index} ${addressOf(operation)}: ${fault}`));
    if (answered.status >= 400) refused += 1;
    if (answered.tookMs > slowest.tookMs) slowest = { what: `#${index} ${addressOf(operation)}`, tookMs: answered.tookMs };
  }
  expect(faults.slice(0, 20)).toEqual([]);
  expect(refused).toBeGreaterThan(wanted / 2);
  expect(slowest.tookMs < 2_000 ? [] : slowest).toEqual([]);
});

/** Names of what an operation takes, optional ones too. */
const fieldsOf = ({ input }: Endpoint): string[] =>
  Object.keys((z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as { properties?: object }).properties ?? {});

test("what no column can keep is refused or cleaned in every field of every operation", async () => {
  const browser = await newBrowser();
  const faults: string[] = [];
  let sent = 0;
  for (const operation of operations.filter(({ path }) => !/sign-out|\/sessions|\/account\b/.test(path))) {
    const handler = await handlerOf(operation);
    for (const field of fieldsOf(operation))
      for (const value of ["a\u0000b", "x\udc00y", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"]) {
        // encodeURIComponent itself refuses half of a pair.
        if (pathNames(operation).includes(field) && JSON.stringify(value).includes("\\udc00")) continue;
        const answered = await answerOf(handler, requestFor(operation, { ...exampleInput(operation), [field]: value }, headers(browser.cookie)));
        faults.push(...faultsOf(operation, answered).map((fault) => `${addressOf(operation)} ${field}=${JSON.stringify(value)}: ${fault}`));
        sent += 1;
      }
  }
  expect(faults).toEqual([]);
  expect(sent).toBeGreaterThan(1_000);
});

test("a cursor that nobody was given is refused in words wherever a list has pages", async () => {
  const browser = await newBrowser();
  const paged = operations.filter(({ method, input }) => method === "get" && "cursor" in (input as { shape?: object }).shape!);
  expect(paged.length).toBeGreaterThan(8);
  const faults: string[] = [];
  for (const operation of paged) {
    const handler = await handlerOf(operation);
    for (const cursor of ["not-a-cursor", "AAAA", " ", "\u0000", "\ufffd", "1", "00000000-0000-0000-0000-00000000000g", "-271821-04-20T00:00:00Z"]) {
      const answered = await answerOf(handler, requestFor(operation, { ...exampleInput(operation), cursor }, headers(browser.cookie)));
      faults.push(...faultsOf(operation, answered).map((fault) => `${addressOf(operation)} ${JSON.stringify(cursor)}: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});
