/** What is worked out about IMAP accounts without asking a server. */
import { askedFor } from "@/lib/integrations/providers/imap/search";
import { keywordOf, labelOf, nameOf, packUids, readCursor, readName, unpackUids, writeCursor } from "@/lib/integrations/providers/imap/cursor";
import { guessPlaces } from "@/lib/integrations/providers/imap/hosts";
import { outsideMailOf } from "@/lib/integrations/providers/imap/mail-map";

const nothing = { imapHost: "", imapPort: null, smtpHost: "", smtpPort: null };

test("where a mailbox is: known ones by name, others by guess, and what was typed before anything else", () => {
  expect(guessPlaces("icloud.com", nothing)).toEqual({ imap: [{ host: "imap.mail.me.com", port: 993 }], smtp: [{ host: "smtp.mail.me.com", port: 587 }] });
  expect(guessPlaces("own.example", nothing)).toEqual({
    imap: [
      { host: "imap.own.example", port: 993 },
      { host: "mail.own.example", port: 993 },
    ],
    smtp: ["smtp.own.example", "mail.own.example"].flatMap((host) => [465, 587].map((port) => ({ host, port }))),
  });
  expect(guessPlaces("gmail.com", { imapHost: "imap.x.example", imapPort: 143, smtpHost: "", smtpPort: 25 })).toEqual({
    imap: [{ host: "imap.x.example", port: 143 }],
    smtp: [{ host: "smtp.gmail.com", port: 25 }],
  });
});

test("UIDs are kept as ranges and come back as they were", () => {
  expect(packUids([7, 1, 2, 3, 9, 10, 2])).toBe("1:3,7,9:10");
  expect(unpackUids("1:3,7,9:10")).toEqual([1, 2, 3, 7, 9, 10]);
  expect([packUids([]), unpackUids(""), unpackUids("x:y")]).toEqual(["", [], []]);
  expect(unpackUids("1:4000000000")).toHaveLength(500_000);
});

test("a cursor comes back as it was written; anything else is none", () => {
  const boxes = new Map([["INBOX", { validity: "12", next: 5, modseq: "77", uids: "1:4" }]]);
  expect(readCursor(writeCursor(boxes))).toEqual(boxes);
  for (const text of ["", "{}", '{"version":2,"boxes":{}}', '{"version":1,"boxes":{"INBOX":{}}}', "17"]) expect(readCursor(text)).toBeNull();
});

test("a mail's name says where it lies, also in mailboxes with odd names", () => {
  const name = { path: "Work/2.5 a\nb", validity: "99", uid: 3 };
  expect(readName(nameOf(name))).toEqual(name);
  expect([readName(""), readName("x.1.INBOX"), readName("1.x.INBOX")]).toEqual([null, null, null]);
});

test.each(["Work", "Follow up", "Größe", "日本", 'a"b(c)\\{d}%*]', "=20", "$label1"])("the label %s is kept as a keyword and comes back", (label) => {
  const keyword = keywordOf(label) ?? "";
  expect(keyword).toMatch(/^[A-Za-z0-9._+=-]+$/);
  expect(labelOf(keyword)).toBe(label);
});

test("what programs keep among the flags isn't a label, and no label becomes one of theirs", () => {
  for (const flag of ["\\Seen", "$Forwarded", "$MDNSent", "NonJunk", "Junk", "$label1"]) expect(labelOf(flag)).toBeNull();
  expect([keywordOf("Junk"), keywordOf("x".repeat(51)), keywordOf("ß".repeat(20))]).toEqual([null, null, null]);
});

test("a search asks for the longest word and looks for the others in what is found", () => {
  expect(askedFor('from:ana signed "the contract" is:unread')).toEqual({ query: { from: "ana", text: "the contract" }, words: ["signed"] });
  expect(askedFor("in:archive is:read")).toBeNull();
});

const mail = (source: string) =>
  outsideMailOf({
    source: Buffer.from(source.replaceAll("\n", "\r\n")),
    sourceId: "1.2.INBOX",
    marks: { folder: "inbox", read: false, flagged: false, labels: [] },
    arrivedAt: "2026-11-26T09:00:00Z",
  });

test("addresses with commas, encoded names and groups; ids; what a machine says of itself", async () => {
  const read = await mail(`From: "Lovelace, Ana" <Ana@Example.com>
To: =?utf-8?B?VMO2bQ==?= <tom@example.com>, Friends: eva@example.com, bo@example.com;
Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
Message-ID: <a@b>
In-Reply-To: <c@d>
References: <e@f>
 <c@d>
List-Unsubscribe: <https://list.example/x>, <mailto:off@list.example>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Date: nonsense

Hi`);
  expect(read).toMatchObject({
    from: { email: "ana@example.com", name: "Lovelace, Ana" },
    recipients: [
      { kind: "to", email: "tom@example.com", name: "Töm" },
      { kind: "to", email: "eva@example.com", name: null },
      { kind: "to", email: "bo@example.com", name: null },
    ],
    subject: "Grüße",
    body: "Hi",
    messageId: "a@b",
    inReplyTo: "c@d",
    references: ["e@f", "c@d"],
    automatic: true,
    sentAt: "2026-11-26T09:00:00.000Z",
    unsubscribe: { https: "https://list.example/x", mailto: "mailto:off@list.example", oneClick: true },
    html: null,
    calendar: null,
  });
});

test("an invitation's part is found among the alternatives, with its letters right", async () => {
  const calendar = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:x\nSUMMARY:Café\nEND:VEVENT\nEND:VCALENDAR";
  const read = await mail(`From: ana@example.com
Subject: Invitation
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=utf-8

See the invitation
--a
Content-Type: text/html; charset=utf-8

<p>See the <b>invitation</b></p>
--a
Content-Type: text/calendar; charset=utf-8; method=REQUEST
Content-Transfer-Encoding: base64

${Buffer.from(calendar).toString("base64")}
--a--
--m
Content-Type: application/ics; name=invite.ics
Content-Disposition: attachment; filename=invite.ics
Content-Transfer-Encoding: base64

${Buffer.from(calendar.replace("Café", "other")).toString("base64")}
--m--`);
  expect([read.body, read.html, read.calendar]).toEqual(["See the invitation", "<p>See the <b>invitation</b></p>", calendar]);
});

test("what is no mail at all still has a name and a date", async () => {
  expect(await mail("")).toMatchObject({ from: { email: "unknown@invalid" }, subject: "", body: "", messageId: "1.2.INBOX@imap.invalid" });
});
