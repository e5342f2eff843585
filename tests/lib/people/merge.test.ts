import {
  findContactUndo,
  createContact,
  deleteContact,
  getContact,
  listContacts,
  listDuplicates,
  mergeContacts,
  undoContactChange,
  updateContact,
} from "@/lib/people/service";
import { createEvent, findFreeTime, findMeetingsWith } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00";

test("two contacts of one name are suggested as one, merged as the preview says, nothing lost, and parted again", async () => {
  const actor = await newCalendarOwner();
  const full = await createContact(actor, { name: "Maya Cohen", email: "maya@example.com", notes: "Designer" });
  const bare = await createContact(actor, { name: "maya cohen", email: "maya@home.example", phone: "+49 170 1234567", zone: "Asia/Jerusalem" });
  await createContact(actor, { name: "Tom" });
  const { duplicates } = await listDuplicates(actor);
  expect(duplicates).toHaveLength(1);
  const [suggested] = duplicates;
  expect(suggested?.merged.notes).toMatch(/Also /);
  const { contact, undo } = await mergeContacts(actor, { contacts: (suggested?.contacts ?? []).map(({ id, version }) => ({ id, version })) });
  expect(contact).toEqual(suggested?.merged);
  expect(JSON.stringify(contact)).toMatch(/maya@example\.com.*|.*maya@home\.example/);
  for (const kept of ["maya@example.com", "maya@home.example", "1234567", "Asia/Jerusalem", "Designer"]) expect(JSON.stringify(contact)).toContain(kept);
  expect((await listContacts(actor)).contacts.map(({ name }) => name)).toEqual([contact.name, "Tom"]);
  await undoContactChange(actor, undo.changeId);
  expect(await getContact(actor, { contactId: full.id })).toMatchObject({ email: full.email, notes: full.notes });
  expect(await getContact(actor, { contactId: bare.id })).toMatchObject({ email: bare.email, phone: bare.phone });
});

test("an address that moved over in a merge goes back when the merge is taken back", async () => {
  const actor = await newCalendarOwner();
  const a = await createContact(actor, { name: "Ana", notes: "one", phone: "030 1234567", zone: "Europe/Berlin", hours: { from: "09:00", to: "12:00" } });
  const b = await createContact(actor, { name: "Ana", email: "ana@example.com" });
  const { contact, undo } = await mergeContacts(actor, { contacts: [a, b].map(({ id, version }) => ({ id, version })) });
  expect(contact).toMatchObject({ id: a.id, email: "ana@example.com", hours: { from: "09:00", to: "12:00" } });
  await undoContactChange(actor, undo.changeId);
  expect(await getContact(actor, { contactId: a.id })).toMatchObject({ email: null });
  expect(await getContact(actor, { contactId: b.id })).toMatchObject({ email: "ana@example.com" });
});

test("a merge of what changed since it was shown, of strangers' contacts or of one twice is refused", async () => {
  const [actor, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const a = await createContact(actor, { name: "Ana" });
  const b = await createContact(actor, { name: "Ana" });
  const theirs = await createContact(stranger, { name: "Ana" });
  const ref = ({ id, version }: { id: string; version: number }) => ({ id, version });
  await updateContact(actor, { contactId: a.id, version: 1, notes: "new" });
  expect(await codeOf(mergeContacts(actor, { contacts: [ref(a), ref(b)] }))).toBe("people/version-conflict");
  expect(await codeOf(mergeContacts(actor, { contacts: [ref(b), ref(theirs)] }))).toBe("people/contact-not-found");
  expect(await codeOf(mergeContacts(actor, { contacts: [ref(b), ref(b)] }))).toBe("request/invalid");
});

test("a deleted contact comes back, unless its address has been given to somebody else since", async () => {
  const actor = await newCalendarOwner();
  const tom = await createContact(actor, { name: "Tom", email: "tom@example.com" });
  const { undo } = await deleteContact(actor, { contactId: tom.id });
  expect(await findContactUndo(actor)).toEqual(undo);
  await createContact(actor, { name: "Thomas", email: "tom@example.com" });
  expect(await codeOf(undoContactChange(actor, undo.changeId))).toBe("people/contact-exists");
  expect(await codeOf(getContact(actor, { contactId: tom.id }))).toBe("people/contact-not-found");
  expect(await codeOf(undoContactChange(await newCalendarOwner(), undo.changeId))).toBe("scheduling/change-not-found");
});

test("meetings are counted by address and by guest's name, each occurrence of a series once, cancelled ones not", async () => {
  const actor = await newCalendarOwner();
  const { id } = await createContact(actor, { name: "Maya", email: "maya@example.com" });
  await createEvent(actor, hourAt("2026-11-20T09:00", { attendees: [{ email: "maya@example.com" }] }), { now });
  await createEvent(actor, hourAt("2026-11-21T09:00", { guests: ["Maya"] }), { now });
  await createEvent(actor, hourAt("2026-11-19T14:00", { guests: ["Maya"], rrule: "FREQ=WEEKLY;COUNT=3" }), { now });
  await createEvent(actor, hourAt("2026-11-22T09:00", { guests: ["Tom"] }), { now });
  expect(await findMeetingsWith(actor, { contactId: id }, { now })).toEqual({
    met: 3,
    last: "2026-11-21T08:00:00.000Z",
    next: "2026-11-26T13:00:00.000Z",
    more: false,
  });
  expect(await codeOf(findMeetingsWith(await newCalendarOwner(), { contactId: id }, { now }))).toBe("people/contact-not-found");
});

test("offers lean to the hours a contact prefers, on their own clock", async () => {
  const actor = await newCalendarOwner();
  const day = { from: at("2026-11-24T09:00"), to: at("2026-11-24T17:00"), durationMinutes: 30, people: ["maya@example.com"], limit: 3 };
  const before = (await findFreeTime(actor, day, { now })).offers;
  expect(before[0]?.start).toBe("2026-11-24T09:00:00+01:00");
  await createContact(actor, { name: "Maya", email: "maya@example.com", zone: "Asia/Jerusalem", hours: { from: "14:00", to: "16:00" } });
  const after = (await findFreeTime(actor, day, { now })).offers;
  expect(after.every(({ start }) => start >= "2026-11-24T13:00" && start < "2026-11-24T15:00")).toBe(true);
  expect(await codeOf(createContact(actor, { name: "Odd", hours: { from: "16:00", to: "09:00" } }))).toBe("request/invalid");
});
