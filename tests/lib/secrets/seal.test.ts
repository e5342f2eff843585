import { rereadConfig } from "@/lib/config";
import { openToken, sealToken } from "@/lib/secrets";

const use = (keys: string): void => {
  process.env.ENCRYPTION_KEY = keys;
  rereadConfig();
};
const first = "11".repeat(32);
const second = "22".repeat(32);
beforeEach(() => use(first));
afterAll(() => {
  delete process.env.ENCRYPTION_KEY;
  rereadConfig();
});

test("what was sealed opens in its own row and nowhere else", () => {
  const sealed = sealToken("täken", "row-1");
  expect(sealed).not.toContain("täken");
  expect(openToken(sealed, "row-1")).toBe("täken");
  expect(() => openToken(sealed, "row-2")).toThrow(expect.objectContaining({ code: "secrets/unreadable" }) as Error);
});

test("the same text is sealed differently each time", () => expect(sealToken("a", "r")).not.toBe(sealToken("a", "r")));

test("a changed byte anywhere is refused", () => {
  const parts = sealToken("secret text", "r").split(".");
  for (const index of [0, 1, 2, 3, 4]) {
    const changed = parts.map((part, at) => (at === index ? `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}` : part)).join(".");
    expect(() => openToken(changed, "r")).toThrow(expect.objectContaining({ code: "secrets/unreadable" }) as Error);
  }
});

test("after a rotation old values still open, new ones use the new key; without the old key they don't", () => {
  const old = sealToken("kept", "r");
  use(`${second},${first}`);
  expect(openToken(old, "r")).toBe("kept");
  const fresh = sealToken("new", "r");
  use(second);
  expect(openToken(fresh, "r")).toBe("new");
  expect(() => openToken(old, "r")).toThrow(expect.objectContaining({ code: "secrets/unreadable" }) as Error);
});
