import { parseConfig, parseRedisUrl } from "@/lib/config";

test.each([
  ["redis://localhost", { kind: "server", nodes: [{ host: "localhost", port: 6379 }], tls: false, db: 0 }],
  [
    "rediss://app:p%40ss@cache.example.com:6380/2",
    { kind: "server", nodes: [{ host: "cache.example.com", port: 6380 }], tls: true, db: 2, username: "app", password: "p@ss" },
  ],
  ["redis://:secret@[::1]:7000", { kind: "server", nodes: [{ host: "::1", port: 7000 }], password: "secret" }],
  [
    "redis+sentinel://:data@a:26379,b/perin/3?sentinelPassword=watch",
    {
      kind: "sentinel",
      nodes: [
        { host: "a", port: 26379 },
        { host: "b", port: 26379 },
      ],
      master: "perin",
      db: 3,
      password: "data",
      sentinelPassword: "watch",
    },
  ],
  ["rediss+cluster://u:p@a:7000,b:7001", { kind: "cluster", tls: true, username: "u", nodes: expect.arrayContaining([{ host: "b", port: 7001 }]) as unknown }],
])("%s is read as what it says", (url, target) => expect(parseRedisUrl(url)).toMatchObject(target));

test.each([
  "http://localhost",
  "redis://",
  "redis://a:6379,b:6379",
  "redis://a:99999",
  "redis://a/not-a-number",
  "redis://a?family=6",
  "redis+sentinel://a:26379",
  "redis+cluster://a:6379/1",
])("%s stops the start, by the variable's name", (url) => {
  expect(parseRedisUrl(url)).toBeNull();
  expect(() => parseConfig({ REDIS_URL: url })).toThrow("REDIS_URL");
});

test("limits are set by class; a class that doesn't exist stops the start", () => {
  expect(parseConfig({ RATE_LIMITS: "chat=10,sign-in=5" }).RATE_LIMITS).toEqual({ chat: 10, "sign-in": 5 });
  expect(parseConfig({}).RATE_LIMITS).toEqual({});
  expect(() => parseConfig({ RATE_LIMITS: "chats=10" })).toThrow("RATE_LIMITS");
  expect(() => parseConfig({ RATE_LIMITS: "chat=0" })).toThrow("RATE_LIMITS");
});
