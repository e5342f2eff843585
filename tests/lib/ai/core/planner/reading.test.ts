/** What the planner reads in single sentences: pieces, lengths, names, titles, picks and targets. */
import { readClause, type Clause } from "@/lib/ai/core/planner/clause";
import { readDurations } from "@/lib/ai/core/planner/durations";
import { compilePattern, matchPattern } from "@/lib/ai/core/planner/patterns";
import { readCreate } from "@/lib/ai/core/planner/read-create";
import { readPick } from "@/lib/ai/core/planner/read-pick";
import { readRequests } from "@/lib/ai/core/planner/read-requests";
import { readTarget } from "@/lib/ai/core/planner/read-target";
import { splitRequests } from "@/lib/ai/core/planner/split-requests";
import { tokenise } from "@/lib/ai/core/planner/tokens";
import type { PlannerContext } from "@/lib/ai/core/planner/planner-context";
import { understandTime } from "@/lib/time/understand";

const now = "2026-11-23T10:00:00+01:00";
const context: PlannerContext = {
  now,
  zone: "Europe/Berlin",
  locale: "en-US",
  tools: new Set(),
  understand: (text, prefer = "future") => understandTime(text, { now, zone: "Europe/Berlin", prefer }),
};
const clause = (text: string): Clause => readClause(text, context);

test("tokens point into the text, and what is quoted stays whole", () => {
  const text = "Rename “Q3 plan” to 'Ana's talk'";
  expect(tokenise(text).map((token) => [token.kind, token.text])).toEqual([
    ["word", "Rename"],
    ["quoted", "Q3 plan"],
    ["word", "to"],
    ["quoted", "Ana's talk"],
  ]);
  for (const { start, end, text: inner } of tokenise(text)) expect(text.slice(start, end)).toContain(inner);
});

test.each([
  ["for an hour and a half", 90],
  ["half an hour", 30],
  ["1.5 hours", 90],
  ["a couple of hours", 120],
  ["forty-five minutes", 45],
  ["2 hours 15 minutes", 135],
  ["a 45-minute call", 45],
  ["three days", 4320],
])("“%s” is %i minutes", (text, minutes) => {
  expect(readDurations(tokenise(text))[0]?.minutes).toBe(minutes);
});

test("a pattern names words, classes, gaps, times and the end", () => {
  const pattern = compilePattern("<go> ... (to|until) TIME [please] $", { go: ["move", "push back"] });
  expect(matchPattern(pattern, clause("push back the review to Friday please"))?.named).toBe(5);
  expect(matchPattern(pattern, clause("push back the review to Friday or so"))).toBeNull();
});

test.each([
  ["cancel my 3pm and book lunch with Tom", ["cancel my 3pm", "book lunch with Tom"]],
  ["dinner and drinks with Maggie tomorrow", ["dinner and drinks with Maggie tomorrow"]],
  ["Move it to 9 a.m. on Friday. Thanks.", ["Move it to 9 a.m. on Friday.", "Thanks."]],
  ["book club with Jo and Ann on Friday", ["book club with Jo and Ann on Friday"]],
])("“%s” is cut into what is asked for", (text, pieces) => {
  expect(splitRequests(text, context.understand(text)).map((piece) => piece.text)).toEqual(pieces);
});

test.each([
  ["Lunch with Maya on Thursday at 12:30, one hour", { title: "Lunch with Maya", people: ["Maya"], durationMinutes: 60 }],
  ["put the dentist on my calendar for Friday at 9", { title: "Dentist", people: [] }],
  ["schedule a 30 minute meeting called Kick-off with Ana and Bo at 3 tomorrow", { title: "Kick-off", people: ["Ana", "Bo"], durationMinutes: 30 }],
  ["book a meeting to discuss the budget on Monday at 10", { title: "Discuss the budget" }],
  ["remind me to water the plants on Sunday at noon", { title: "Water the plants" }],
  ["Dinner at Luigi's with Kim on Friday at 7pm", { title: "Dinner with Kim", location: "Luigi's" }],
  ['create an event "Board" tomorrow from 2 to 4', { title: "Board", titleGiven: true }],
  ["all day offsite on Friday", { title: "Offsite", allDay: true }],
  ["I'm out of the office on Monday", { title: "Out of office", showAs: "out-of-office" }],
  ["book 30 minutes with Carlos at the earliest", { people: ["Carlos"], earliest: true, durationMinutes: 30 }],
] as const)("“%s” is read with its title, people and length", (text, slots) => {
  expect(readCreate(clause(text), context)).toMatchObject(slots);
});

test.each([
  ["cancel my first meeting with Nia on Monday", { ordinal: 1, people: ["Nia"] }],
  ["cancel everything after 3", { all: true }],
  ["cancel it", { back: "one", words: "" }],
  ["cancel the second one", { ordinal: 2 }],
  ["cancel my next planning session", { next: true, words: "planning" }],
  ["cancel all meetings except the review", { all: true, without: ["review"] }],
] as const)("“%s” picks what it says", (text, pick) => {
  expect(readPick(clause(text), context, 1)).toMatchObject(pick);
});

test.each([
  ["move it to Friday", "Friday"],
  ["move my 2 pm meeting up to 10 am instead please", "10 am"],
  ["push my 3pm back by half an hour", "30 minutes later"],
  ["bring the review forward by an hour", "1 hour earlier"],
  ["make my meeting with Matt at 12:00 instead of 10:00", "12:00"],
  ["move the review to 4", "at 4"],
  ["same time next week", "same time next week"],
  ["move the review", null],
])("“%s” goes to %s", (text, when) => {
  const read = readTarget(clause(text), context).when;
  expect(read === null ? null : read.replace(/^(?:at|to) (?=\d+:| ?10)/, "")).toBe(when);
});

test("a statement beside a request is its background, and a sentence that only adds belongs to the one before", () => {
  const { requests, background } = readRequests("We don't need any more forum meetings. Can you cancel all future ones?", context);
  expect([requests.map(({ intent }) => intent), background.length]).toEqual([["cancel"], 1]);
  expect(readRequests("Let's create an event for next week. The day will be Monday.", context).requests.map(({ intent }) => intent)).toEqual(["create"]);
});

test.each([
  ["schedule a 30 minute catch up with Nia on Friday", "Catch up with Nia"],
  ["Make a meeting called Q1 kickoff on Thursday from 1 to 2:30", "Q1 kickoff"],
  ["Add Christmas dinner on December 25 at 5pm", "Christmas dinner"],
  ["block 2 hours of focus time tomorrow", "Focus time"],
  ["schedule an interview with candidate Petra Novak on Tuesday at 2", "Interview with Petra Novak"],
])("“%s” is called “%s”", (text, title) => {
  expect(readCreate(clause(text), context).title).toBe(title);
});
