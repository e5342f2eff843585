import { base32, matchTotp, totpCode, totpUri } from "@/lib/identity/totp";

const secret = Buffer.from("12345678901234567890");

test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
])("at %i seconds the code is that of RFC 6238, appendix B", (seconds, code) => expect(totpCode(secret, Math.floor(seconds / 30))).toBe(code));

test("a code counts half a minute to either side, once, and never one that came before the last", () => {
  const nowMs = 1_234_567_890_000;
  const step = Math.floor(nowMs / 30_000);
  for (const near of [step - 1, step, step + 1]) expect(matchTotp(secret, totpCode(secret, near), nowMs, 0)).toBe(near);
  for (const far of [step - 2, step + 2]) expect(matchTotp(secret, totpCode(secret, far), nowMs, 0)).toBeNull();
  expect(matchTotp(secret, totpCode(secret, step), nowMs, step)).toBeNull();
  expect(matchTotp(secret, totpCode(secret, step - 1), nowMs, step)).toBeNull();
});

test.each(["", "12345", "1234567", "abcdef", "００００００"])("%j is no code", (code) => expect(matchTotp(secret, code, 0, -1)).toBeNull());

test("the secret is written in base32, and the app is told whose it is", () => {
  expect(base32(secret)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(base32(Buffer.from("f"))).toBe("MY");
  expect(totpUri(secret, "ada@example.com", "Perin")).toBe("otpauth://totp/Perin%3Aada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Perin");
});
