import { randomUUID } from "node:crypto";
import { answer } from "@/lib/ai/service";
import { usualSettings, type Live } from "@/lib/notifications/contracts";
import {
  countUnread,
  followNotifications,
  getNotificationSettings,
  getPush,
  listNotificationChoices,
  listNotifications,
  notify,
  putNotificationChoice,
  putNotificationSettings,
  readNotifications,
  subscribePush,
  unsubscribePush,
} from "@/lib/notifications/service";
import { withRequestContext } from "@/lib/logger";
import { recordAudit } from "@/lib/queries/audit";
import { transaction } from "@/lib/queries/transaction";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const reminder = (title: string, rest: object = {}) => ({ kind: "reminder" as const, title, ...rest });

/** Reads a stream's events until `enough` says so. */
const collect = async (stream: ReadableStream<Uint8Array>, enough: (events: readonly Live[]) => boolean): Promise<Live[]> => {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  // What stands behind "event: changed" is told in words of its own.
  const events = (): Live[] => [...text.matchAll(/(?<!^event: changed\n)^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "") as Live);
  while (!enough(events())) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value);
  }
  await reader.cancel();
  return events();
};

test("what was told is listed newest first, page by page, with how many are unread", async () => {
  const ada = await newCalendarOwner();
  for (const title of ["one", "two", "three"]) await notify(ada.userId, reminder(title, { href: "/tasks", subjectId: "t" }));
  const first = await listNotifications(ada, { limit: 2 });
  expect(first.notifications.map(({ title }) => title)).toEqual(["three", "two"]);
  expect(first.unread).toBe(3);
  const second = await listNotifications(ada, { limit: 2, cursor: first.nextCursor ?? undefined });
  expect(second.notifications).toEqual([expect.objectContaining({ title: "one", href: "/tasks", subjectId: "t", body: "", read: false })]);
  expect(second.nextCursor).toBeNull();
});

test("reading some leaves the rest, reading all leaves none, and nobody reads for somebody else", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  await notify(ada.userId, reminder("one"));
  await notify(ada.userId, reminder("two"));
  const [newest] = (await listNotifications(ada)).notifications;
  expect(await readNotifications(eve, { ids: [newest?.id ?? ""] })).toEqual({ unread: 0 });
  expect(await readNotifications(eve, {})).toEqual({ unread: 0 });
  expect(await countUnread(ada)).toBe(2);
  expect(await readNotifications(ada, { ids: [newest?.id ?? ""] })).toEqual({ unread: 1 });
  expect((await listNotifications(ada, { unread: true })).notifications.map(({ title }) => title)).toEqual(["one"]);
  expect(await readNotifications(ada, {})).toEqual({ unread: 0 });
  expect((await listNotifications(eve)).notifications).toEqual([]);
});

test("what is told in a transaction that fails was never told", async () => {
  const ada = await newCalendarOwner();
  await expect(
    transaction(async () => {
      await notify(ada.userId, reminder("lost"));
      throw new TypeError("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  expect(await countUnread(ada)).toBe(0);
});

test("an open page hears the count at once, each new one when its transaction is through, and nothing of others", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  await notify(ada.userId, reminder("before"));
  const heard = collect(await followNotifications(ada), (events) => events.some(({ added }) => added.length > 0));
  await notify(eve.userId, reminder("for eve"));
  await transaction(() => notify(ada.userId, reminder("live", { href: "/tasks" })));
  const events = await heard;
  expect(events[0]).toEqual({ unread: expect.any(Number) as number, added: [], said: null });
  expect(events.at(-1)?.unread).toBe(2);
  expect(events.flatMap(({ added }) => added.map(({ title }) => title))).toEqual(["live"]);
});

test("an open page hears what was said last in its owner's conversations, also from elsewhere, and nothing of others", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  const heard = collect(await followNotifications(ada), (events) => events.some(({ said }) => said !== null));
  const message = { id: "said-elsewhere", role: "user", content: "Good morning" };
  const others = await answer(eve, { messages: [{ ...message, id: "said-by-eve" }], trigger: "submit-message" });
  const { conversationId, stream } = await answer(ada, { messages: [message], trigger: "submit-message" });
  const events = await heard;
  for (const each of [others.stream, stream]) await each.pipeTo(new WritableStream());
  expect(events[0]?.said).toBeNull();
  expect(events.at(-1)?.said?.conversationId).toBe(conversationId);
  expect(events.map(({ said }) => said?.messageId)).not.toContain("said-by-eve");
});

test("an open page hears which of its owner's things changed and by which request, once they are kept, each once, and nothing of others", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  const reader = (await followNotifications(ada)).getReader();
  const said = async (): Promise<unknown> => {
    const decoder = new TextDecoder();
    for (let text = ""; ;) {
      const [, told] = /^event: changed\ndata: (.*)$/m.exec(text) ?? [];
      if (told !== undefined) return JSON.parse(told);
      text += decoder.decode((await reader.read()).value);
    }
  };
  await recordAudit(eve, { action: "memory.create" });
  await expect(
    transaction(async () => {
      await recordAudit(ada, { action: "contact.create" });
      throw new Error("taken back");
    }),
  ).rejects.toThrow("taken back");
  await withRequestContext({ requestId: "the-request", traceId: "trace" }, () =>
    transaction(async () => {
      await recordAudit(ada, { action: "task.create" });
      await recordAudit(ada, { action: "task.update" });
    }),
  );
  expect(await said()).toEqual([{ subject: "task", requestId: "the-request" }]);
  await reader.cancel();
});

test("reading on one page brings the count down on the others", async () => {
  const ada = await newCalendarOwner();
  await notify(ada.userId, reminder("one"));
  const heard = collect(await followNotifications(ada), (events) => events.at(-1)?.unread === 0);
  await readNotifications(ada, {});
  expect((await heard).at(-1)).toEqual({ unread: 0, added: [], said: null });
});

test("the twenty-first open page of an owner closes the first", async () => {
  const ada = await newCalendarOwner();
  const streams = await Promise.all(Array.from({ length: 21 }, () => followNotifications(ada)));
  const [first, ...others] = streams;
  await expect(collect(first as ReadableStream<Uint8Array>, () => false)).resolves.toBeDefined();
  await Promise.all(others.map((stream) => stream.cancel()));
});

test("a kind the owner doesn't want isn't told", async () => {
  const ada = await newCalendarOwner();
  await putNotificationChoice(ada, { kind: "brief", channel: "in-app", wanted: false });
  await notify(ada.userId, { kind: "brief", title: "Today" });
  await notify(ada.userId, reminder("still told"));
  expect((await listNotifications(ada)).notifications.map(({ title }) => title)).toEqual(["still told"]);
  const { choices } = await listNotificationChoices(ada);
  expect(choices.find(({ kind }) => kind === "brief")?.wanted).toBe(false);
  expect(choices.find(({ kind }) => kind === "reminder")?.wanted).toBe(true);
});

test("an endless title is cut, not refused", async () => {
  const ada = await newCalendarOwner();
  await notify(ada.userId, reminder("x".repeat(10_000), { body: "y".repeat(10_000) }));
  const [stored] = (await listNotifications(ada)).notifications;
  expect([stored?.title.length, stored?.body.length]).toEqual([200, 2_000]);
});

test("every verb refuses an actor without the scope", async () => {
  const stranger = { userId: randomUUID(), via: "session" as const, scopes: [] };
  const tries = [
    () => listNotifications(stranger),
    () => countUnread(stranger),
    () => readNotifications(stranger, {}),
    () => followNotifications(stranger),
    () => listNotificationChoices(stranger),
    () => putNotificationChoice(stranger, { kind: "brief", channel: "in-app", wanted: true }),
    () => getNotificationSettings(stranger),
    () => putNotificationSettings(stranger, usualSettings),
    () => getPush(stranger),
    () => subscribePush(stranger, { endpoint: "https://push.example.com", keys: { p256dh: "", auth: "" } }, null),
    () => unsubscribePush(stranger, { browserId: randomUUID() }),
  ];
  for (const attempt of tries as readonly (() => unknown)[]) expect(await codeOf(Promise.resolve().then(attempt))).toBe("identity/forbidden");
});
