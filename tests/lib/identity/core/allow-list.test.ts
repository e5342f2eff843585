import { isListed } from "@/lib/identity/core/allow-list";

test.each([
  ["ada@example.com", undefined, true],
  ["ada@example.com", ["example.com"], true],
  ["ada@example.com", ["@example.com"], true],
  ["ada@example.com", ["bob@example.com"], false],
  ["bob@example.com", ["x.org", "bob@example.com"], true],
  ["ada@sub.example.com", ["example.com"], false],
  ["ada@notexample.com", ["example.com"], false],
  ["ada@example.com.evil.example", ["example.com"], false],
  ["example.com@evil.example", ["example.com"], false],
])("%s with the list %j: %s", (email, list, listed) => expect(isListed(email, list)).toBe(listed));
