/** The small pure decisions: policies, canonical input, titles, people, cursors, model order, pieces of time. */
import fc from "fast-check";
import { achieved, hasActed, settledParts, withDecision } from "@/lib/ai/core/answer-parts";
import { applyEdits, approvedText, canonicalJson } from "@/lib/ai/core/canonical-input";
import { cardText } from "@/lib/ai/core/card-text";
import { titleFrom } from "@/lib/ai/core/conversation-title";
import { readCursor, writeCursor } from "@/lib/ai/core/cursor";
import { cutWindows, withinClock } from "@/lib/ai/core/free-windows";
import { mentions } from "@/lib/ai/core/mentions";
import { modelOrder } from "@/lib/ai/core/model-order";
import { allowedPolicies, decidePolicy } from "@/lib/ai/core/policy";
import { resolvePeople } from "@/lib/ai/core/resolve-people";
import { withPeople, withoutPeople } from "@/lib/ai/core/rosters";
import type { ToolOutcome } from "@/lib/ai/contracts";
import { newId } from "@/lib/ids";
import type { CalendarEvent } from "@/lib/scheduling/contracts";

describe("policy", () => {
  const policies = ["auto", "ask", "never", null] as const;
  test("what others would notice never runs without the owner's word, whatever the policies", () => {
    for (const chosen of policies)
      for (const fallback of ["auto", "ask", "never"] as const)
        for (const alwaysAsks of [true, false]) expect(decidePolicy({ effect: "others", chosen, fallback, alwaysAsks })).not.toBe("run");
  });
  test("reading runs, never refuses, own things run on auto unless the call always asks", () => {
    expect(decidePolicy({ effect: "read", chosen: "never", fallback: "auto", alwaysAsks: true })).toBe("run");
    expect(decidePolicy({ effect: "own", chosen: "never", fallback: "auto", alwaysAsks: false })).toBe("refuse");
    expect(decidePolicy({ effect: "own", chosen: null, fallback: "auto", alwaysAsks: false })).toBe("run");
    expect(decidePolicy({ effect: "own", chosen: "auto", fallback: "ask", alwaysAsks: false })).toBe("run");
    expect(decidePolicy({ effect: "own", chosen: "auto", fallback: "auto", alwaysAsks: true })).toBe("ask");
  });
  test("the settings offer what can be had", () => {
    expect(allowedPolicies("read", "auto")).toEqual(["auto"]);
    expect(allowedPolicies("own", "ask")).toEqual(["ask", "never"]);
    expect(allowedPolicies("others", "auto")).toEqual(["auto", "ask", "never"]);
  });
});

describe("canonical input", () => {
  test("the order of keys makes no difference, any value does", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (input) => {
        const turned = Object.fromEntries(Object.entries(input).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(input));
        expect(approvedText("a", { ...input, added: 1 })).not.toBe(approvedText("a", { ...input, added: 2 }));
        expect(approvedText("a", input)).not.toBe(approvedText("b", input));
      }),
    );
  });
  test("corrections touch offered paths only, and leave the original as it was", () => {
    const input = { title: "Lunch", people: ["a@example.com", "b@example.com"], deep: { note: "x" } };
    expect(applyEdits(input, { title: "Dinner", "people.1": "c@example.com", "deep.note": "y", when: "now" }, ["title", "people.1", "deep.note"])).toEqual({
      input: { title: "Dinner", people: ["a@example.com", "c@example.com"], deep: { note: "y" } },
      unknown: ["when"],
    });
    expect(input.title).toBe("Lunch");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("people", () => {
  const contacts = [
    { name: "Maya Cohen", email: "maya@example.com" },
    { name: "Anna Berg", email: "anna.b@example.com" },
    { name: "Anna Klein", email: null },
    { name: "Zoë", email: "zoe@example.com" },
  ];
  const named = (...names: string[]) => resolvePeople(names, contacts, "me@example.com");
  test("a contact with an address is an attendee, a bare name a guest, an address what it says", () => {
    expect(named("Maya", "Tom", "x@example.com", "Kim <kim@example.com>")).toEqual({
      ok: true,
      attendees: [{ email: "maya@example.com", name: "Maya Cohen" }, { email: "x@example.com" }, { email: "kim@example.com", name: "Kim" }],
      guests: ["Tom"],
    });
  });
  test("two that fit are a question; the whole name decides", () => {
    expect(named("Anna")).toMatchObject({ ok: false, reason: "person-ambiguous", options: [{ value: "anna.b@example.com" }, { value: "Anna Klein" }] });
    expect(named("Anna Klein")).toEqual({ ok: true, attendees: [], guests: ["Anna Klein"] });
  });
  test("accents and case make no difference, nobody comes twice, the owner isn't invited", () => {
    expect(named("zoe", "ZOË", "zoe@example.com", "ME@example.com")).toEqual({ ok: true, attendees: [{ email: "zoe@example.com", name: "Zoë" }], guests: [] });
  });
});

describe("rosters", () => {
  const event = { attendees: [{ email: "maya@example.com", name: "Maya Cohen", optional: false, status: "accepted" as const }], guests: ["Tom"] };
  test("somebody who was a bare name and now has an address stands there once", () => {
    expect(withPeople(event, { attendees: [{ email: "tom@example.com", name: "Tom" }], guests: [] })).toMatchObject({
      attendees: [
        { email: "maya@example.com", status: "accepted" },
        { email: "tom@example.com", status: "needs-action" },
      ],
      guests: [],
    });
  });
  test("nothing to change is null", () => {
    expect(withPeople(event, { attendees: [{ email: "MAYA@example.com" }], guests: ["tom"] })).toBeNull();
    expect(withoutPeople(event, { attendees: [{ email: "kim@example.com" }], guests: ["Kim"] })).toBeNull();
  });
  test("a bare name finds the attendee who is called that", () => {
    expect(withoutPeople(event, { attendees: [], guests: ["Maya"] })).toEqual({ attendees: [], guests: ["Tom"] });
    expect(withoutPeople(event, { attendees: [], guests: ["tom"] })).toMatchObject({ guests: [] });
  });
});

describe("answers", () => {
  const waiting = { status: "waiting", said: "…", marks: [], action: { id: "a1" } } as unknown as ToolOutcome;
  const done: ToolOutcome = { status: "done", said: "Done.", output: null, marks: [], undo: null };
  test("a card shows its decision, others stay", () => {
    const parts = [
      { type: "tool-create_event", output: waiting },
      { type: "text", text: "x" },
    ];
    expect(withDecision(parts, "a1", done)).toEqual([
      { type: "tool-create_event", output: done },
      { type: "text", text: "x" },
    ]);
    expect(withDecision(parts, "other", done)).toEqual(parts);
  });
  test("a stopped answer leaves nothing spinning and loses nothing that was done", () => {
    const parts = [
      { type: "text", text: "I", state: "streaming" },
      { type: "tool-a", toolCallId: "1", state: "input-streaming" },
      { type: "tool-b", toolCallId: "2", state: "input-available" },
      { type: "tool-c", toolCallId: "3", state: "input-available" },
    ];
    expect(settledParts(parts, new Map([["3", done]]))).toMatchObject([
      { type: "text", state: "done" },
      { type: "tool-b", state: "output-error" },
      { type: "tool-c", state: "output-available", output: done },
    ]);
  });
  test("only what changed something counts as done; what was achieved ends with the last step", () => {
    const parts = [{ type: "tool-find_events", output: done }, { type: "text", text: "half a sen" }, { type: "data-error" }];
    expect(hasActed(parts, new Set(["find_events"]))).toBe(false);
    expect(hasActed(parts, new Set())).toBe(true);
    expect(achieved(parts)).toEqual([parts[0]]);
  });
});

test("titles are the first line, cut between words", () => {
  expect(titleFrom("  Lunch with Maya\nand more")).toBe("Lunch with Maya");
  expect(titleFrom(" \n ")).toBe("New conversation");
  expect(titleFrom("word ".repeat(40))).toMatch(/^(?:word )+word…$/);
  expect(titleFrom("x".repeat(200)).length).toBeLessThanOrEqual(61);
});

test("cursors come back as they went, anything else is refused", () => {
  const parts = ["1", "2026-11-23T09:00:00.123Z", newId()];
  expect(readCursor(writeCursor(parts), 3)).toEqual(parts);
  fc.assert(fc.property(fc.string(), (text) => expect(readCursor(text, 2)).toBeNull()));
});

test("builtin answers last, each model once, and openai means whichever of the two is set up", () => {
  expect(modelOrder(undefined)).toEqual(["openai", "openai-compatible", "anthropic", "google", "builtin"]);
  expect(modelOrder("builtin,google,openai,google")).toEqual(["google", "openai", "openai-compatible", "builtin"]);
});

test("windows are cut by what was ruled out, and narrowed to the clock", () => {
  const day = { start: "2026-11-27T09:00:00Z", end: "2026-11-27T17:00:00Z" };
  expect(cutWindows([day], [{ start: "2026-11-27T12:00:00Z", end: "2026-11-27T13:00:00Z" }])).toEqual([
    { start: day.start, end: "2026-11-27T12:00:00Z" },
    { start: "2026-11-27T13:00:00Z", end: day.end },
  ]);
  expect(cutWindows([day], [{ start: "2026-11-27T00:00:00Z", end: "2026-11-28T00:00:00Z" }])).toEqual([]);
  expect(cutWindows([day], [{ start: "2026-11-27T15:00:00Z", end: null }])).toEqual([{ start: day.start, end: "2026-11-27T15:00:00Z" }]);
  expect(withinClock({ start: "2026-11-27T09:00:00Z", end: "2026-11-27T09:30:00Z" }, "09:00", "09:30", "UTC")).toBe(true);
  expect(withinClock({ start: "2026-11-27T23:30:00Z", end: "2026-11-28T00:30:00Z" }, undefined, "24:00", "UTC")).toBe(false);
});

test("an event is found by the words and the people it is spoken of with", () => {
  const event = {
    title: "Budget review with Carlos",
    description: "",
    location: "Room 4",
    guests: ["Maya"],
    attendees: [{ email: "carlos.diaz@example.com", name: "Carlos Díaz", optional: false, status: "accepted" }],
  } as unknown as CalendarEvent;
  expect(mentions(event, "the budget meeting", undefined)).toBe(true);
  expect(mentions(event, "reviews", ["carlos"])).toBe(true);
  expect(mentions(event, undefined, ["diaz", "Maya"])).toBe(true);
  expect(mentions(event, undefined, ["carlos.diaz@example.com"])).toBe(true);
  expect(mentions(event, "lunch", undefined)).toBe(false);
  expect(mentions(event, undefined, ["Ma"])).toBe(false);
});

test("a card reads well without a screen", () => {
  expect(
    cardText({
      title: "Move “Lunch”",
      lines: [
        { label: "When", before: "Thu", after: "Fri" },
        { label: "Where", before: null, after: "Café" },
        { label: "Notes", before: "old", after: null },
      ],
      tells: ["maya@example.com"],
      telling: "Maya will be e-mailed.",
    }),
  ).toBe("Move “Lunch”\n  When   Thu → Fri\n  Where  Café\n  Notes  old (goes)\n  Concerns: maya@example.com\n  Maya will be e-mailed.");
});
