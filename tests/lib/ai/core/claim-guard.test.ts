/** R42: whatever a model says, the screen never claims a success that no tool's result backs. */
import fc from "fast-check";
import { guardEnd, guardStart, guardText } from "@/lib/ai/core/claim-guard";
import { isFalseClaim } from "@/lib/ai/core/claims";

const nothing = { done: new Set<string>(), hasRead: false, told: new Set<string>() };
const after = (...tools: string[]) => ({ done: new Set(tools), hasRead: false, told: new Set<string>() });

const through = (pieces: readonly string[], evidence = nothing): { text: string; caught: number } => {
  let state = guardStart;
  let text = "";
  let caught = 0;
  for (const piece of pieces) {
    const step = guardText(state, piece, evidence);
    state = step.state;
    text += step.out;
    caught += step.caught;
  }
  const end = guardEnd(state, evidence);
  return { text: text + end.out, caught: caught + end.caught };
};

const lies = [
  "I've booked lunch with Maya for Thursday at 12:30.",
  "Booked.",
  "Done! Your meeting is on Friday.",
  "The review has been moved to Friday.",
  "Your 3pm was cancelled.",
  "I just sent Tom an e-mail.",
  "All set, see you there.",
  "Okay, rescheduled to 16:00.",
  "I have added Tom to the meeting.",
  "It's booked for Tuesday.",
  "Great, I went ahead and deleted everything on Friday.",
  "I’ve invited Anna and Tom.",
  "Perin has notified everyone.",
];

test.each(lies)("a claim without a result is caught: %s", (sentence) => {
  expect(isFalseClaim(sentence, nothing)).toBe(true);
});

const honest = [
  "Shall I book it?",
  "Nothing was booked.",
  "I couldn't move it, because Friday is full.",
  "It will be booked once you approve.",
  "I haven't cancelled anything.",
  "You have three meetings on Friday.",
  "I can move it to 16:00.",
  "This waits for your word before anyone is told or it is moved.",
  "Which Anna do you mean?",
];

test.each(honest)("a sentence that claims nothing passes: %s", (sentence) => {
  expect(isFalseClaim(sentence, nothing)).toBe(false);
});

test("a claim that a result of this turn backs passes, one that another kind of result backs doesn't", () => {
  expect(isFalseClaim("I've moved it to Friday.", after("move_event"))).toBe(false);
  expect(isFalseClaim("I've moved it and cancelled the other one.", after("move_event"))).toBe(
    false === isFalseClaim("I've cancelled it.", after("move_event")),
  );
  expect(isFalseClaim("I've cancelled it.", after("move_event"))).toBe(true);
  expect(isFalseClaim("Done.", after("create_event"))).toBe(false);
});

test("what stands on the calendar may be described after it was read", () => {
  expect(isFalseClaim("Your review is scheduled for Tuesday at 10:00.", { done: new Set<string>(), hasRead: true, told: new Set<string>() })).toBe(false);
  expect(isFalseClaim("I've scheduled your review for Tuesday.", { done: new Set<string>(), hasRead: true, told: new Set<string>() })).toBe(true);
});

test("a deed that the trail told of may be told again, of the same thing and no other deed", () => {
  const told = { done: new Set<string>(), hasRead: true, told: new Set(["Moved “Lunch”", "Maya was added to the contacts"]) };
  expect(isFalseClaim("I moved “Lunch” this morning.", told)).toBe(false);
  expect(isFalseClaim("Maya was added to your contacts.", told)).toBe(false);
  expect(isFalseClaim("I cancelled “Lunch” this morning.", told)).toBe(true);
  expect(isFalseClaim("I moved “Dinner” this morning.", told)).toBe(true);
});

test("however a lie is cut into pieces, its verb never shows", () => {
  fc.assert(
    fc.property(fc.constantFrom(...lies), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (lie, sizes) => {
      const pieces: string[] = [];
      let rest = `Let me see. ${lie} Anything else?`;
      for (let i = 0; rest !== ""; i += 1) {
        const size = sizes[i % sizes.length] ?? 1;
        pieces.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      const { text, caught } = through(pieces);
      expect(caught).toBeGreaterThan(0);
      expect(text).toContain("nothing has been changed".slice(1));
      expect(text).not.toMatch(/\b(?:booked|moved|cancelled|sent|rescheduled|added|deleted|invited|notified)\b(?! out)/i);
      expect(text).toContain("Anything else?");
    }),
  );
});

test("text without a claim comes out letter by letter as it went in", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 20 }), (pieces) => {
      const text = pieces.join("");
      fc.pre(!/(?<!\p{L})(?:\p{L}*ed|put|set|sent|told|done|brought|undone|undid|all|taken)(?!\p{L})/iu.test(text));
      expect(through(pieces).text).toBe(text);
    }),
  );
});

test("what can't be a claim is shown at once, word by word", () => {
  const first = guardText(guardStart, "On Friday you have ", nothing);
  expect(first.out).toBe("On Friday you have ");
  const second = guardText(first.state, "thr", nothing);
  expect(second.out).toBe("");
  expect(guardText(second.state, "ee meetings", nothing).out).toBe("three ");
});
