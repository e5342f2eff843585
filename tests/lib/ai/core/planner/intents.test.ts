/** Every way of saying something that the grammar lists is read as what it is listed under. */
import { readClause } from "@/lib/ai/core/planner/clause";
import { intentRules, recognise } from "@/lib/ai/core/planner/recognise";
import { understandTime } from "@/lib/time/understand";

const now = "2026-11-23T10:00:00+01:00";
const understand = (text: string, prefer: "future" | "past" = "future") => understandTime(text, { now, zone: "Europe/Berlin", prefer });

describe.each(intentRules)("what is listed under $intent", ({ intent, examples }) => {
  test.each(examples)("“%s” is read as such", (example) => {
    const clause = readClause(example, { now, zone: "Europe/Berlin", locale: "en-US", understand, tools: new Set() });
    expect(recognise(clause)[0]?.intent).toBe(intent);
  });
});
