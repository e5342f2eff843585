import { call, ProblemError } from "@/hooks/call";
import type { Endpoint } from "@/lib/endpoint";

const declared = (method: Endpoint["method"], path: Endpoint["path"]): Endpoint => ({ method, path }) as Endpoint;
let sent: { url: string; init: RequestInit }[] = [];
const answer = (response: () => Promise<Response>): void => {
  sent = [];
  jest.spyOn(globalThis, "fetch").mockImplementation((url, init) => {
    sent.push({ url: String(url as string), init: init ?? {} });
    return response();
  });
};
const json = (body: unknown, init?: ResponseInit) => () => Promise.resolve(Response.json(body, init));
const failureOf = (calling: Promise<unknown>): Promise<ProblemError> =>
  calling.then(
    () => Promise.reject(new Error("it succeeded")),
    (error: unknown) => error as ProblemError,
  );
afterEach(() => jest.restoreAllMocks());

test("path parameters are filled in and encoded, the rest goes into the query of a reading call", async () => {
  answer(json({ ok: true }));
  expect(await call(declared("get", "/api/events/{ref}"), { ref: "a@b/c", tag: ["x", "y"], gone: undefined })).toEqual({ ok: true });
  expect(sent[0]?.url).toBe("/api/events/a%40b%2Fc?tag=x&tag=y");
  expect(sent[0]?.init.body).toBeNull();
});

test("the rest goes into the body of a changing call, with the idempotency key in its header", async () => {
  answer(json({}));
  await call(declared("patch", "/api/events/{ref}"), { ref: "r", title: "T" }, { idempotencyKey: "k1" });
  expect(sent[0]?.url).toBe("/api/events/r");
  expect(sent[0]?.init).toMatchObject({ method: "PATCH", body: '{"title":"T"}', headers: { "content-type": "application/json", "idempotency-key": "k1" } });
});

test("a problem is thrown in the server's own words, with code, issues, request id and the seconds to wait", async () => {
  answer(
    json(
      {
        type: "/docs/errors/request/rate-limited",
        title: "Too many requests",
        status: 429,
        detail: "Wait.",
        requestId: "r-1",
        issues: [{ path: ["a"], message: "m" }],
        more: 1,
      },
      { status: 429, headers: { "retry-after": "7" } },
    ),
  );
  const error = await failureOf(call(declared("get", "/api/x"), {}));
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({
    status: 429,
    code: "request/rate-limited",
    detail: "Wait.",
    requestId: "r-1",
    retryAfter: 7,
    issues: [{ path: ["a"], message: "m" }],
    members: { more: 1 },
  });
});

test("an answer that is no problem+json, and no answer at all, still say what to do", async () => {
  answer(() => Promise.resolve(new Response("<html>bad gateway</html>", { status: 502 })));
  expect(await failureOf(call(declared("get", "/api/x"), {}))).toMatchObject({
    status: 502,
    detail: "Something went wrong. Try again in a moment.",
    retryAfter: null,
  });
  answer(() => Promise.reject(new TypeError("fetch failed")));
  expect(await failureOf(call(declared("post", "/api/x"), {}))).toMatchObject({ status: 0, code: "request/unreachable" });
});

test("a call that its caller ended throws the AbortError, not a problem", async () => {
  const controller = new AbortController();
  answer(() => Promise.reject(new DOMException("aborted", "AbortError")));
  controller.abort();
  expect(await failureOf(call(declared("get", "/api/x"), {}, { signal: controller.signal }))).toMatchObject({ name: "AbortError" });
});

test("whose session has ended is told so, and that what they wrote stays; other refusals keep the server's words", async () => {
  answer(json({ type: "/docs/errors/identity/unauthenticated", detail: "Sign in first." }, { status: 401 }));
  expect((await failureOf(call(declared("post", "/api/x"), {}))).detail).toMatch(/^You are signed out\..*what you wrote stays\.$/);
  answer(json({ type: "/docs/errors/identity/wrong-credentials", detail: "They don't belong together." }, { status: 401 }));
  expect((await failureOf(call(declared("post", "/api/x"), {}))).detail).toBe("They don't belong together.");
});
