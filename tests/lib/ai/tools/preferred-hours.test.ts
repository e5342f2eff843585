/** When somebody likes to meet, said in the chat to the built-in planner. */
import { answerOnce } from "@/lib/ai/service";
import { createContact, listContacts } from "@/lib/people/service";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";

useTestDatabase();

test.each([
  ["Maya prefers mornings", { from: "08:00", to: "12:00" }],
  ["Maya Lindqvist likes to meet between 2 and 5", { from: "14:00", to: "17:00" }],
  ["set Maya's preferred hours to 9–12", { from: "09:00", to: "12:00" }],
  ["Maya's hours are 10 to 4", { from: "10:00", to: "16:00" }],
])("“%s” is kept with the contact", async (words, hours) => {
  const ada = await newCalendarOwner();
  await createContact(ada, { name: "Maya Lindqvist", email: "maya@example.com" });
  const { reply } = await answerOnce(ada, words, { now: "2026-11-26T09:00:00+01:00", model: "builtin" });
  expect(reply).toContain(`Prefers to meet ${hours.from}–${hours.to}`);
  const { contacts } = await listContacts(ada);
  expect(contacts.map((contact) => [contact.name, contact.hours])).toEqual([["Maya Lindqvist", hours]]);
});

test("of two with the first name the right one is asked for, and a stranger isn't made a contact of", async () => {
  const ada = await newCalendarOwner();
  await createContact(ada, { name: "Maya Lindqvist", email: "maya@example.com" });
  await createContact(ada, { name: "Maya Cohen", email: "cohen@example.com" });
  const options = { now: "2026-11-26T09:00:00+01:00", model: "builtin" as const };
  const asked = await answerOnce(ada, "Maya prefers mornings", options);
  expect(asked.reply).toMatch(/^Which one\?/);
  expect((await answerOnce(ada, "Maya Cohen", { ...options, conversationId: asked.conversationId })).reply).toContain("Maya Cohen (cohen@example.com)");
  expect((await answerOnce(ada, "Zoe prefers evenings", options)).reply).toBe("I know no Zoe.");
  expect((await answerOnce(ada, "who is Maya Cohen?", options)).reply).toContain("prefers to meet 08:00–12:00");
  expect((await listContacts(ada)).contacts).toHaveLength(2);
});
