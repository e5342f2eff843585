import fc from "fast-check";
import { oneLine, parseMailbox, requireMessageId, safeHeaders } from "@/lib/mailer/address";

test.each([
  ["ada@example.com", { name: "", address: "ada@example.com" }],
  ["Ada Lovelace <ada+x@example.com>", { name: "Ada Lovelace", address: "ada+x@example.com" }],
  ['"Lovelace, Ada" <ada@example.com>', { name: "Lovelace, Ada", address: "ada@example.com" }],
  ["ada@bücher.example", { name: "", address: "ada@xn--bcher-kva.example" }],
  ["ada@localhost", { name: "", address: "ada@localhost" }],
])("%s is one mailbox", (text, mailbox) => expect(parseMailbox(text)).toEqual(mailbox));

test.each([
  "",
  "ada",
  "ada@",
  "@example.com",
  "ada@example.com, eve@evil.example",
  "ada@example.com;eve@evil.example",
  "ada@example.com\r\nBcc: eve@evil.example",
  "ada@example.com\nRCPT TO:<eve@evil.example>",
  '"eve@evil.example x"@example.com',
  "Group: ada@example.com;",
  "Ada <ada@example.com> <eve@evil.example>",
  "<ada@example.com>eve@evil.example",
  "ada@exa mple.com",
  "a..da@example.com",
  `${"a".repeat(65)}@example.com`,
  `ada@${"a".repeat(250)}.example`,
])("%j is no mailbox", (text) => expect(parseMailbox(text)).toBeNull());

test("whatever is typed, an accepted mailbox holds one @ and no character that SMTP or a header reads as more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.string({ unit: "binary", maxLength: 30 }), (name, junk) => {
      for (const text of [`${name}<ada${junk}@example.com>`, `ada@example.com${junk}`, name]) {
        const mailbox = parseMailbox(text);
        if (mailbox === null) continue;
        expect(mailbox.address).toMatch(/^[^\s@,;<>"\\()]+@[^\s@,;<>"\\()]+$/);
        expect(mailbox.name).not.toMatch(/[\r\n\0]/);
      }
    }),
  );
});

test("a subject keeps its words and loses its line breaks", () =>
  expect(oneLine("Lunch\r\nBcc: eve@evil.example\u2028now\0")).toBe("Lunch Bcc: eve@evil.example now"));

test.each([
  ["Bcc", "eve@evil.example"],
  ["to", "eve@evil.example"],
  ["Content-Type", "text/html"],
  ["X-Any\r\nBcc", "x"],
  ["Reply-To", "ada@example.com\r\nBcc: eve@evil.example"],
  ["", "x"],
  ["X-Long", "x".repeat(2_001)],
])("the header %j: %j is refused", (name, value) => expect(() => safeHeaders({ [name]: value })).toThrow(expect.objectContaining({ code: "mailer/invalid" })));

test("headers of a conversation pass", () => {
  const headers = { "Reply-To": "ada@example.com", "In-Reply-To": "<a@b>", "List-Unsubscribe": "<https://perin.example.com/off>" };
  expect(safeHeaders(headers)).toEqual(headers);
});

test("a Message-ID is one id in angle brackets", () => {
  expect(requireMessageId("<a.b-1@perin.example>")).toBe("<a.b-1@perin.example>");
  for (const id of ["a@b", "<a>", "<a@b>\r\nBcc: x@y.z", "<a@b> <c@d>"])
    expect(() => requireMessageId(id)).toThrow(expect.objectContaining({ code: "mailer/invalid" }));
});
