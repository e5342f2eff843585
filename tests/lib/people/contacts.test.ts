import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { createContact, deleteContact, findContactsByNames, getContact, listContacts, resolvePerson, updateContact } from "@/lib/people/service";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";

const namesIn = ({ contacts }: { contacts: { name: string }[] }): string[] => contacts.map(({ name }) => name);

const newAddressBook = async (...names: string[]): Promise<Actor> => {
  const actor = await newCalendarOwner();
  for (const name of names)
    await createContact(actor, {
      name,
      email: `${name
        .toLowerCase()
        .normalize("NFKD")
        .replace(/[^a-z]+/g, ".")}@example.com`,
    });
  return actor;
};

test("a contact is kept as it was said, its address in lower case, and every change is in the audit trail", async () => {
  const actor = await newCalendarOwner();
  const made = await createContact(actor, { name: " Maya Cohen ", email: "Maya@Example.com", phone: "", zone: "Asia/Jerusalem" });
  expect(made).toMatchObject({ name: "Maya Cohen", email: "maya@example.com", phone: null, zone: "Asia/Jerusalem", notes: "", version: 1 });
  const changed = await updateContact(actor, { contactId: made.id, version: 1, email: null, notes: "Prefers mornings" });
  expect(changed).toEqual({ ...made, email: null, notes: "Prefers mornings", version: 2 });
  expect(await getContact(actor, { contactId: made.id })).toEqual(changed);
  expect(await deleteContact(actor, { contactId: made.id })).toMatchObject({ deleted: true });
  expect(await codeOf(getContact(actor, { contactId: made.id }))).toBe("people/contact-not-found");
  expect(
    (await query<{ action: string }>("SELECT action FROM audit_log WHERE user_id = $1 ORDER BY id", [actor.userId])).rows.map(({ action }) => action),
  ).toEqual(["contact.create", "contact.update", "contact.delete"]);
});

test("one address belongs to one contact of an owner; another owner may have it too", async () => {
  const [actor, other] = [await newAddressBook("Maya Cohen"), await newCalendarOwner()];
  expect(await codeOf(createContact(actor, { name: "Somebody", email: "MAYA.COHEN@example.com" }))).toBe("people/contact-exists");
  const tom = await createContact(actor, { name: "Tom" });
  expect(await codeOf(updateContact(actor, { contactId: tom.id, version: 1, email: "maya.cohen@example.com" }))).toBe("people/contact-exists");
  expect(await codeOf(createContact(other, { name: "Maya", email: "maya.cohen@example.com" }))).toBe("");
});

test("of two tabs that edit one contact the second is told", async () => {
  const actor = await newCalendarOwner();
  const { id } = await createContact(actor, { name: "Maya" });
  const current = await updateContact(actor, { contactId: id, version: 1, name: "Maya C." });
  await expect(updateContact(actor, { contactId: id, version: 1, name: "M." })).rejects.toMatchObject({
    code: "people/version-conflict",
    status: 409,
    details: { current },
  });
});

test("contacts are found by parts of name, address and notes, whatever the accents; nearly right names too", async () => {
  const actor = await newAddressBook("Maya Cohen", "Zoë Müller", "Tom Baker");
  expect(namesIn(await listContacts(actor))).toEqual(["Maya Cohen", "Tom Baker", "Zoë Müller"]);
  expect(namesIn(await listContacts(actor, { query: "maya" }))).toEqual(["Maya Cohen"]);
  expect(namesIn(await listContacts(actor, { query: "zoe mul" }))).toEqual(["Zoë Müller"]);
  expect(namesIn(await listContacts(actor, { query: "tom.baker@" }))).toEqual(["Tom Baker"]);
  expect(namesIn(await listContacts(actor, { query: "Maya Coehn" }))).toEqual(["Maya Cohen"]);
  expect(namesIn(await listContacts(actor, { query: "%" }))).toEqual([]);
  expect(namesIn(await listContacts(actor, { query: "nobody at all" }))).toEqual([]);
});

test("pages hold every contact once, also those of one name", async () => {
  const actor = await newCalendarOwner();
  for (let i = 0; i < 7; i += 1) await createContact(actor, { name: i < 4 ? "Anna" : `Ben ${i} ${"א".repeat(100)}` });
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listContacts(actor, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.contacts.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
});

test("a name is a contact, a question, a guest or an address", async () => {
  const actor = await newAddressBook("Maya Cohen", "Anna Berg", "Anna Holm", "Ann Lee");
  expect(await resolvePerson(actor, "maya")).toMatchObject({ kind: "contact", contact: { name: "Maya Cohen" } });
  expect(await resolvePerson(actor, "Maya Cohen <maya.cohen@example.com>")).toMatchObject({ kind: "contact", contact: { name: "Maya Cohen" } });
  expect(await resolvePerson(actor, "Anna")).toMatchObject({ kind: "ambiguous", contacts: [{ name: "Anna Berg" }, { name: "Anna Holm" }] });
  expect(await resolvePerson(actor, "Anna Holm")).toMatchObject({ kind: "contact", contact: { name: "Anna Holm" } });
  expect(await resolvePerson(actor, "May")).toEqual({ kind: "guest", name: "May" });
  expect(await resolvePerson(actor, "new@example.com")).toEqual({ kind: "address", email: "new@example.com" });
});

test("candidates for several names come in one answer", async () => {
  const actor = await newAddressBook("Maya Cohen", "Anna Berg", "Tom Baker");
  expect((await findContactsByNames(actor, ["May", "tom.baker@example.com", "%"])).map(({ name }) => name)).toEqual(["Maya Cohen", "Tom Baker"]);
  expect(await findContactsByNames(actor, [])).toEqual([]);
});

test("a stranger finds, changes and deletes nobody", async () => {
  const [owner, stranger] = [await newAddressBook("Maya Cohen"), await newCalendarOwner()];
  const { contacts } = await listContacts(owner);
  const contactId = contacts[0]?.id ?? "";
  expect(await codeOf(getContact(stranger, { contactId }))).toBe("people/contact-not-found");
  expect(await codeOf(updateContact(stranger, { contactId, version: 1, name: "x" }))).toBe("people/contact-not-found");
  expect(await codeOf(deleteContact(stranger, { contactId }))).toBe("people/contact-not-found");
  expect(await listContacts(stranger, { query: "Maya" })).toEqual({ contacts: [], nextCursor: null });
  expect(await resolvePerson(stranger, "Maya")).toEqual({ kind: "guest", name: "Maya" });
  expect(await listContacts(owner)).toEqual({ contacts, nextCursor: null });
});

test.each<[string, (actor: Actor) => Promise<unknown>]>([
  ["listContacts", (actor) => listContacts(actor)],
  ["getContact", (actor) => getContact(actor, { contactId: "x" })],
  ["createContact", (actor) => createContact(actor, { name: "x" })],
  ["updateContact", (actor) => updateContact(actor, { contactId: "0199aa00-0000-7000-8000-000000000000", version: 1 })],
  ["deleteContact", (actor) => deleteContact(actor, { contactId: "x" })],
  ["findContactsByNames", (actor) => findContactsByNames(actor, ["x"])],
  ["resolvePerson", (actor) => resolvePerson(actor, "x")],
])("%s refuses an actor without the scope", async (_verb, call) => {
  const actor = await newCalendarOwner();
  expect(await codeOf(call({ ...actor, scopes: [] }))).toBe("identity/forbidden");
});
