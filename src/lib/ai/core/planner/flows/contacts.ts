/** Saves, finds and deletes contacts. */
import type { Contact } from "@/lib/people/contracts";
import { lowerAt, textOf, type Clause } from "../clause";
import { call, given, type Dialogue, type Ending, type Flow } from "../flow";
import { contactsOf } from "../outcomes";
import type { Overrides } from "../overrides";
import { sayList } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import type { Request } from "../request";
import { who } from "./find-events";

type ContactFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;

const skip = new Set([
  "a",
  "an",
  "the",
  "my",
  "our",
  "new",
  "contact",
  "contacts",
  "for",
  "named",
  "called",
  "to",
  "in",
  "into",
  "as",
  "with",
  "email",
  "e-mail",
  "mail",
  "address",
  "phone",
  "number",
  "is",
  "at",
  "and",
  "of",
  "add",
  "save",
  "put",
  "store",
  "create",
  "enter",
  "make",
  "set",
  "up",
  "remember",
  "keep",
  "note",
  "change",
  "update",
  "me",
  "please",
  "delete",
  "remove",
  "forget",
  "about",
  "from",
  "out",
  "who",
  "what",
  "whats",
  "do",
  "have",
  "i",
  "you",
  "know",
  "find",
  "show",
  "search",
  "look",
  "list",
  "get",
  "check",
  "tell",
  "give",
  "details",
  "book",
  "how",
  "can",
  "reach",
  "call",
  "on",
  "under",
  "has",
  "changed",
  "should",
  "be",
  "now",
  "mobile",
  "that",
  "s",
  "are",
  "does",
  "or",
  "us",
  "all",
  "any",
  "if",
  "his",
  "her",
  "their",
  "cell",
  "tel",
  "info",
  "people",
  "there",
  "addresses",
  "emails",
  "numbers",
  "was",
  "got",
  "drop",
  "erase",
  "kill",
  "off",
  "by",
  "name",
  "saved",
  "we",
  "prefers",
  "likes",
  "wants",
  "preferred",
  "new",
  "current",
  "private",
  "work",
  "home",
  "hours",
  "meeting",
  "meetings",
]);

const phoneIn = (text: string): string | null => /\+?\d[\d\s().-]{5,}\d/.exec(text)?.[0].trim() ?? null;

/** The words after what leads up to somebody's preferred hours. */
const hoursFrame =
  /\b(?:(?:prefers|likes|wants)\s+(?:(?:to\s+meet|to\s+talk|meetings?|calls)\s+)?(?:during\s+)?|(?:preferred\s+|meeting\s+)?hours\s+(?:are|is|should\s+be|to)\s+)(.+?)[\s.!]*$/i;
const hoursIn = (text: string): string | null => hoursFrame.exec(text)?.[1] ?? null;

/** The name in a clause about a contact: the first run of words that are neither frame nor address. */
const nameIn = (clause: Clause): string => {
  const at = clause.tokens.findIndex(
    (token, index) => index >= clause.bodyStart && (token.kind === "quoted" || (token.kind === "word" && !skip.has(token.lower))),
  );
  if (at === -1) return "";
  let end = at + 1;
  while (end < clause.tokens.length && clause.tokens[end]?.kind === "word" && !skip.has(lowerAt(clause, end)) && clause.tokens[at]?.kind !== "quoted") end += 1;
  return textOf(clause, at, end)
    .replace(/['’]s$/u, "")
    .replace(/^["“']|["”']$/gu, "");
};

const titled = (name: string): string =>
  name
    .split(" ")
    .map((word) => (/^\p{Ll}/u.test(word) ? word.charAt(0).toUpperCase() + word.slice(1) : word))
    .join(" ");

const fromAddress = (email: string): string => titled((email.split("@")[0] ?? "").split(/[._-]/).join(" "));

const details = (contact: Pick<Contact, "name" | "email" | "phone" | "hours" | "notes">): string => {
  const hours = contact.hours === null ? null : `prefers to meet ${contact.hours.from}–${contact.hours.to}`;
  const known = [contact.email, contact.phone, hours].filter((value) => value !== null);
  return `${contact.name}${known.length > 0 ? `: ${sayList(known)}` : ", without an address"}${contact.notes ? `. ${contact.notes.trim().replace(/\.$/, "")}` : ""}.`;
};

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Contacts of that name: each word said begins a word of theirs, or it is their address. The tool also finds words of notes and what is merely spelt alike. */
const called = (contacts: readonly Contact[], name: string): Contact[] => {
  const words = fold(name)
    .split(/\s+/)
    .filter((word) => word !== "");
  const named = contacts.filter(
    (contact) =>
      fold(contact.email ?? "") === fold(name) ||
      words.every((word) =>
        fold(contact.name)
          .split(/[\s-]+/)
          .some((part) => part.startsWith(word)),
      ),
  );
  const exact = named.filter((contact) => fold(contact.name) === fold(name) || fold(contact.email ?? "") === fold(name));
  return exact.length === 1 ? exact : named;
};

const whichContact = (question: string, contacts: readonly Contact[], name: string, request: Request): Ending => ({
  text: `${question}\n${contacts
    .slice(0, 6)
    .map((contact) => `- ${details(contact)}`)
    .join("\n")}`,
  question: {
    asks: "which-person",
    request,
    options: contacts.slice(0, 6).map((contact) => ({ label: details(contact), value: contact.email ?? contact.name })),
    about: name,
  },
});

/** More about somebody who is known: a first name is enough where it is the only one. Null where nobody of that name is. */
function* saveMore(name: string, fields: Readonly<Record<string, unknown>>, request: Request): Flow<Ending | null> {
  const found = yield* call("find_contacts", { text: name });
  if (found.status !== "done") return { text: found.said };
  const [only, ...others] = called(contactsOf(found), name);
  if (!only) return null;
  if (others.length > 0) return whichContact("Which one?", [only, ...others], name, request);
  return {
    text: (yield* call("save_contact", given({ name: only.name, email: only.email, ...fields, ...(fields.email ? { contactId: only.id } : {}) }))).said,
  };
}

/** "Tom's number": one who is known already, rather than somebody new. */
const possessive = /['’]s?\s+(?:(?:new|current|private|work|home|mobile|cell|other)\s+)*(?:e-?mail|mail|address|phone|number|mobile|cell)\b/i;

export const saveContact: ContactFlow = function* (request, _dialogue, _context, overrides) {
  const { clause } = request;
  const email = clause.tokens.find(({ kind }) => kind === "email")?.text ?? null;
  const hours = hoursIn(clause.text);
  const phone = hours === null ? phoneIn(clause.text) : null;
  const name = overrides.value ?? nameIn(clause);
  if (name === "" && email === null) return { text: "What is the name of the contact?", question: { asks: "value", request } };
  const meant = overrides.people?.[name] ?? name;
  if (hours !== null) return (yield* saveMore(meant, { hours }, request)) ?? { text: `I know no ${titled(meant)}.` };
  if (possessive.test(clause.text) && name !== "" && (email !== null || phone !== null)) {
    const more = yield* saveMore(meant, given({ email, phone }), request);
    if (more) return more;
  }
  const outcome = yield* call("save_contact", given({ name: name === "" && email !== null ? fromAddress(email) : titled(name), email, phone, hours }));
  return { text: outcome.said };
};

const ownAddress = /\bmy\s+(?:own\s+)?(?:e-?mail|mail|phone|number|address)\b/i;

/** "Give me their addresses" after an event was spoken of. */
const ofThoseMeant = (clause: Clause): boolean => clause.tokens.some(({ lower }) => ["their", "his", "her", "them", "everyone", "attendees"].includes(lower));

export const findContact: ContactFlow = function* (request, dialogue, context) {
  if (ofThoseMeant(request.clause) && dialogue.focus.length > 0)
    return {
      text: dialogue.focus
        .slice(0, 6)
        .map((event) => who(event, context))
        .join("\n"),
    };
  const text = nameIn(request.clause);
  if (text === "" && ownAddress.test(request.clause.text)) return { text: "Your own name and address are under [Profile](/settings)." };
  const outcome = yield* call("find_contacts", { text });
  if (outcome.status !== "done") return { text: outcome.said };
  const found = contactsOf(outcome);
  const named = text === "" ? [] : called(found, text);
  const contacts = named.length > 0 ? named : found;
  if (contacts.length === 0)
    return {
      text:
        text === ""
          ? "You have no contacts yet. Say “add Tom, tom@example.com, to my contacts”."
          : `I know no ${titled(text)}. Say “add ${titled(text)}, ${text.toLowerCase().split(" ")[0] ?? "name"}@example.com, to my contacts” to save one.`,
    };
  return { text: contacts.slice(0, 10).map(details).join("\n") };
};

export const deleteContact: ContactFlow = function* (request, _dialogue, _context, overrides) {
  const name = overrides.value ?? nameIn(request.clause);
  if (name === "") return { text: "Which contact should I delete?", question: { asks: "value", request } };
  const found = yield* call("find_contacts", { text: name });
  if (found.status !== "done") return { text: found.said };
  const [only, ...others] = called(contactsOf(found), overrides.people?.[name] ?? name);
  if (!only) return { text: `I know no ${titled(name)}.` };
  if (others.length > 0) return whichContact("Which one should I delete?", [only, ...others], name, request);
  return { text: (yield* call("delete_contact", { contactId: only.id })).said };
};
