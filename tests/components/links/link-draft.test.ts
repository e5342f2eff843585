import { fromDraft, fromLocal, newDraft, problemsOf, toDraft, toLocal } from "@/components/links/link-draft";
import { NewLinkSchema, type Link } from "@/lib/delegation/contracts";

const nowMs = Date.parse("2026-11-26T12:00:00Z");
const zone = "Europe/Berlin";

test("only a name is needed", () => {
  expect(problemsOf(newDraft)).toEqual({ name: "Give it a name" });
  expect(problemsOf({ ...newDraft, name: "Acme" })).toEqual({});
  expect(NewLinkSchema.parse(fromDraft({ ...newDraft, name: "Acme" }, zone, nowMs))).toEqual(NewLinkSchema.parse({ name: "Acme" }));
});

test("what a link says is what the form gives back", () => {
  const rules = NewLinkSchema.parse({
    name: "Acme",
    purpose: "Intro",
    expiresAt: "2026-12-01T09:30:00.000Z",
    maxBookings: 3,
    allowed: ["acme.com", "tom@example.org"],
    durations: [30, 45],
    times: { from: "2026-12-01", until: "2026-12-24", hours: [{ days: [1, 2], start: "09:00", end: "12:00" }], bufferBeforeMinutes: 0, bookingWindowDays: 14 },
    meeting: { type: "phone", caller: "visitor", number: "+49 30 1" },
    questions: [{ id: "question-1", label: "What about?", type: "choice", choices: ["a", "b"], required: true }],
    approval: true,
    language: "he",
  });
  const { pin: _, ...kept } = rules;
  const link = {
    ...kept,
    id: "x",
    state: "active",
    hasPin: true,
    bookings: 0,
    bookingsLeft: 3,
    waiting: 0,
    lastVisitAt: null,
    version: 1,
    createdAt: "",
  } as Link;
  expect(NewLinkSchema.parse(fromDraft(toDraft(link, zone), zone, nowMs))).toEqual({ ...rules, pin: null });
});

test("presets count from now, and a moment is read on the owner's clock", () => {
  expect(fromDraft({ ...newDraft, expiry: "day" }, zone, nowMs).expiresAt).toBe("2026-11-27T12:00:00.000Z");
  expect(fromDraft({ ...newDraft, expiry: "custom", expiresAt: "2026-12-01T10:30" }, zone, nowMs).expiresAt).toBe("2026-12-01T09:30:00.000Z");
  expect(toLocal("2026-12-01T09:30:00Z", zone)).toBe("2026-12-01T10:30");
  expect(fromLocal("soon", zone)).toBeNull();
});

test("a choice needs two answers, hours need days, a place needs words", () => {
  const draft = { ...newDraft, name: "Acme" };
  expect(problemsOf({ ...draft, questions: [{ id: "q", label: "What?", type: "choice", choices: ["a", ""], required: false }] })).toHaveProperty("questions");
  expect(problemsOf({ ...draft, hours: [{ days: [], start: "09:00", end: "10:00" }] })).toHaveProperty("times");
  expect(problemsOf({ ...draft, meeting: { type: "place", place: " " } })).toHaveProperty("meeting");
  expect(problemsOf({ ...draft, pin: "12" })).toHaveProperty("pin");
});
