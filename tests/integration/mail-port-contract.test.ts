/** What every mailbox of another server promises, whoever runs it; what all mailboxes promise an owner is in mailbox-contract.test.ts. */
import type { Actor } from "@/lib/identity/contracts";
import type { MailPage, OutsideMail } from "@/lib/integrations/contracts";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../support/calendar-owner";
import { letter, type MailPlace } from "../support/mail-ports/row";
import { mailPortRows } from "../support/mail-ports/rows";

jest.setTimeout(120_000);

describe.each(mailPortRows.map((row) => [row.name, row] as const))("%s", (_name, row) => {
  let actor: Actor;
  let place: MailPlace;
  const signal = AbortSignal.timeout(110_000);

  beforeEach(async () => {
    clearCircuits();
    actor = await newCalendarOwner();
    place = await row.start(actor);
  });
  afterEach(() => place.close());

  interface Read {
    readonly mails: OutsideMail[];
    readonly marks: MailPage["marks"];
    readonly removed: string[];
    readonly cursor: string;
  }
  const read = async (cursor: string | null): Promise<Read> => {
    const pages: MailPage[] = [];
    for await (const page of place.port.changes(cursor, { signal })) pages.push(page);
    expect(pages.slice(0, -1).map((page) => page.cursor)).toEqual(pages.slice(0, -1).map(() => null));
    const last = pages.at(-1)?.cursor;
    expect(typeof last).toBe("string");
    return {
      mails: pages.flatMap(({ mails }) => mails),
      marks: pages.flatMap(({ marks }) => marks),
      removed: pages.flatMap(({ removed }) => removed),
      cursor: last ?? "",
    };
  };
  /** Where a mail is now, by what is told of it from the beginning. */
  const now = async (messageId: string): Promise<OutsideMail | undefined> => (await read(null)).mails.find((mail) => mail.messageId === messageId);

  test("the first reading gives every mail with who, what and where; the next one only what is new, and nothing when nothing is", async () => {
    await place.arrive({ name: "one", subject: "First", text: "Hello\r\nAda" });
    await place.arrive({ name: "two", subject: "Second", html: "<p>Dear <b>Ada</b>,</p><p>bye</p>" });
    const first = await read(null);
    const plain = first.mails.find(({ messageId }) => messageId === "one@mail.test");
    expect(plain).toMatchObject({
      from: { email: "ana@example.com", name: "Ana Lovelace" },
      recipients: [{ kind: "to", email: place.email, name: null }],
      subject: "First",
      body: "Hello\nAda",
      folder: "inbox",
      read: false,
      flagged: false,
      labels: [],
      automatic: false,
    });
    const designed = first.mails.find(({ messageId }) => messageId === "two@mail.test");
    expect([designed?.body, designed?.html]).toEqual(["Dear Ada,\n\nbye", "<p>Dear <b>Ada</b>,</p><p>bye</p>"]);
    const nothing = await read(first.cursor);
    expect([nothing.mails, nothing.removed]).toEqual([[], []]);
    await place.arrive({ name: "three", subject: "Third" });
    expect((await read(nothing.cursor)).mails.map(({ subject }) => subject)).toEqual(["Third"]);
  });

  test("what is filed, marked or deleted in another program is told", async () => {
    await place.arrive({ name: "one", subject: "First" });
    await place.arrive({ name: "two", subject: "Second" });
    const first = await read(null);
    await place.archiveElsewhere("one");
    await place.removeElsewhere("two");
    const next = await read(first.cursor);
    const two = first.mails.find(({ messageId }) => messageId === "two@mail.test");
    expect(next.removed).toContain(two?.sourceId);
    // Under its own name as a mark, or under a new one as a mail whose old name is gone.
    const told = [...next.marks, ...next.mails].filter(({ folder }) => folder === "archive");
    expect(told.at(-1)).toMatchObject({ folder: "archive", read: true, flagged: true });
    expect(await now("one@mail.test")).toMatchObject({ folder: "archive", read: true, flagged: true });
    expect(await now("two@mail.test")).toBeUndefined();
  });

  test("filing and marking happens there, under the names it answers; doing it twice does no more; what is gone is passed over", async () => {
    await place.arrive({ name: "one", subject: "First" });
    let sourceId = (await now("one@mail.test"))?.sourceId ?? "";
    const renamed = (from: string, to: string): void => {
      if (from === sourceId) sourceId = to;
    };
    const marks = { folder: "archive" as const, read: true, flagged: true, labels: ["Follow up", "Größe"] };
    await place.port.mark([{ sourceId, ...marks }], { signal, renamed });
    expect(await now("one@mail.test")).toMatchObject({ sourceId, ...marks, labels: expect.arrayContaining(marks.labels) as unknown });
    await place.port.mark([{ sourceId, ...marks }], { signal, renamed });
    await place.port.mark([{ sourceId, folder: "inbox", read: false, flagged: false, labels: ["Größe"] }], { signal, renamed });
    expect(await now("one@mail.test")).toMatchObject({ sourceId, folder: "inbox", read: false, flagged: false, labels: ["Größe"] });
    await place.removeElsewhere("one");
    await place.port.mark([{ sourceId, ...marks }], { signal, renamed });
    expect(await now("one@mail.test")).toBeUndefined();
  });

  test("older mails are found by their words", async () => {
    await place.arrive({ name: "one", subject: "The contract", text: "It is signed." });
    await place.arrive({ name: "two", subject: "Lunch", text: "Shall we?" });
    expect((await place.port.search("contract", 5, { signal })).map(({ subject }) => subject)).toEqual(["The contract"]);
    expect(await place.port.search("xylophone", 5, { signal })).toEqual([]);
  });

  test("a draft is kept under the name that is told of it; kept again there is still one; dropped, none", async () => {
    const drafts = async (): Promise<OutsideMail[]> => (await read(null)).mails.filter(({ folder }) => folder === "drafts");
    const draft = letter(actor, place.email, { messageId: "draft-1@perin.test" });
    const first = await place.port.keepDraft(draft, null, { signal });
    expect((await drafts()).map(({ sourceId, messageId, subject }) => ({ sourceId, messageId, subject }))).toEqual([
      { sourceId: first, messageId: "draft-1@perin.test", subject: "Lunch" },
    ]);
    const second = await place.port.keepDraft({ ...draft, subject: "Dinner" }, first, { signal });
    // As after a crash: whoever keeps it doesn't know that it is there.
    const third = await place.port.keepDraft({ ...draft, subject: "Dinner" }, null, { signal });
    expect((await drafts()).map(({ sourceId, subject }) => ({ sourceId, subject }))).toEqual([{ sourceId: third, subject: "Dinner" }]);
    await place.port.dropDraft(second, { signal });
    await place.port.dropDraft(third, { signal });
    expect(await drafts()).toEqual([]);
  });

  test("a mail goes out once, to everybody it names, with the headers of an answer; its copy lies among what was sent", async () => {
    const mail = letter(actor, place.email, {
      recipients: [
        { kind: "to", email: "tom@example.com", name: "Tom" },
        { kind: "cc", email: "eva@example.com", name: null },
        { kind: "bcc", email: "boss@example.com", name: null },
      ],
      subject: "Re: Lunch\r\nX-Evil: yes",
      inReplyTo: "asked@mail.test",
      references: ["first@mail.test", "asked@mail.test"],
    });
    expect((await place.port.deliver(mail)).map(({ email, delivery }) => `${email} ${delivery}`)).toEqual([
      "tom@example.com sent",
      "eva@example.com sent",
      "boss@example.com sent",
    ]);
    const [out] = await place.sent();
    expect([...(out?.to ?? [])].sort()).toEqual(["boss@example.com", "eva@example.com", "tom@example.com"]);
    expect(out?.raw).toMatch(/^Message-ID: <letter-1@perin\.test>\r$/im);
    expect(out?.raw).toMatch(/^In-Reply-To: <asked@mail\.test>\r$/m);
    expect(out?.raw).toMatch(/^References: <first@mail\.test>\s+<asked@mail\.test>\r$/m);
    expect(out?.raw).not.toMatch(/^X-Evil/m);
    expect(await now("letter-1@perin.test")).toMatchObject({ folder: "sent", read: true });
    expect((await place.port.deliver({ ...mail, resumed: true })).every(({ delivery }) => delivery === "sent")).toBe(true);
    expect(await place.sent()).toHaveLength(1);
  });

  test("an answer to an invitation goes out as a part that calendars read", async () => {
    const content = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    await place.port.deliver(letter(actor, place.email, { calendar: { method: "REPLY", content } }));
    expect((await place.sent())[0]?.raw).toMatch(/^Content-Type: text\/calendar;[^\0]*?method=REPLY/m);
  });
});
