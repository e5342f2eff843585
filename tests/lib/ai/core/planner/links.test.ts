/** Sentences about links become one call with everything that was said in it. */
import { planTurn } from "@/lib/ai/core/planner/plan-turn";
import type { PlannerContext } from "@/lib/ai/core/planner/planner-context";
import { understandTime } from "@/lib/time/understand";

const now = "2026-11-23T10:00:00+01:00";
const context: PlannerContext = {
  now,
  zone: "Europe/Berlin",
  locale: "en-GB",
  understand: (text, prefer = "future") => understandTime(text, { now, zone: "Europe/Berlin", prefer }),
  tools: new Set(["make_link", "pause_links", "create_event", "find_events", "remember"]),
};

const calls = (text: string): unknown => {
  const plan = planTurn([{ text, records: [] }], context);
  return "calls" in plan ? plan.calls : plan.text;
};

test.each([
  [
    "make a link for the Acme people, 30 minutes, this week only, PIN 4821, at most three bookings",
    { name: "the Acme people", minutes: [30], when: "this week", pin: "4821", bookings: 3 },
  ],
  ["create a booking link for Maya", { name: "Maya" }],
  ["I need a link for the interviews, 45 minutes, with my approval", { name: "the interviews", minutes: [45], approval: true }],
  ["make a single-use link for Tom, 15 minutes, next week", { name: "Tom", minutes: [15], when: "next week", bookings: 1 }],
  ["make me a new link for anyone at acme.com", { name: "acme.com", allowed: ["acme.com"] }],
  ["make a link for Ana, valid until Friday", { name: "Ana", expires: "until Friday" }],
])("%s", (text, input) => {
  expect(calls(text)).toEqual([{ tool: "make_link", input }]);
});

test.each([
  ["pause all my links", true],
  ["turn off all my booking links", true],
  ["resume my links", false],
  ["let my links work again", false],
])("%s", (text, paused) => {
  expect(calls(text)).toEqual([{ tool: "pause_links", input: { paused } }]);
});
