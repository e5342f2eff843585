import { hashUserId, redact, redactText } from "@/lib/logger/redact";

const planted = "sk-planted1234567890abcdef";

test("a secret is taken out by the name of its field, however it is written", () => {
  const line = redact({
    password: planted,
    accessToken: planted,
    refresh_token: planted,
    "x-api-key": planted,
    headers: { Authorization: `Bearer ${planted}`, cookie: planted },
    client_secret: planted,
  });
  expect(JSON.stringify(line)).not.toContain(planted);
});

test.each([
  ["a key in a sentence", `wrong key ${planted} given`],
  ["a bearer header", "Authorization: Bearer abcdef1234567890"],
  ["a database address", "connect postgres://perin:hunter2secret@db:5432/perin failed"],
  ["an OAuth answer", "GET /callback?code=abcdef1234&state=zyx987"],
  ["a JSON web token", "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl"],
])("a secret is taken out by its look: %s", (_name, text) => {
  expect(redactText(text)).toMatch(/\[redacted\]/);
  expect(redactText(text)).not.toMatch(/planted|hunter2secret|abcdef1234|eyJhbGciOi/);
});

test("e-mail addresses and user ids don't stand in the log; the same user gives the same hash", () => {
  expect(redactText("mail to anna@example.com")).toBe("mail to [email]");
  expect(redact({ userId: "u1" })).toEqual({ userIdHash: hashUserId("u1") });
});

test("errors keep name, code, message and cause, without their secrets", () => {
  const error = Object.assign(new TypeError(`no ${planted}`, { cause: new RangeError("deep") }), { code: "E1" });
  expect(redact({ error })).toMatchObject({
    error: { name: "TypeError", code: "E1", message: "no [redacted]", cause: { name: "RangeError", message: "deep" } },
  });
});

test("counts of tokens are not secrets", () => expect(redact({ inputTokens: 12 })).toEqual({ inputTokens: 12 }));

test("a tree that contains itself is cut, not followed", () => {
  const tree: Record<string, unknown> = {};
  tree.self = tree;
  expect(JSON.stringify(redact(tree))).toContain("[…]");
});
