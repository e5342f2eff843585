/** "My zone is Tokyo from the 3rd to the 9th": where the owner's hours count for a while. */
import { lowerAt, textOf } from "../clause";
import { call } from "../flow";
import { joinTimes } from "../when";
import type { RequestFlow } from "./registry";

const leads = new Set(["is", "be", "to", "on", "in", "use"]);
const between = new Set(["the", "my", "our", "zone", "timezone", "time", "of"]);

export const travel: RequestFlow = function* (request, _dialogue, context) {
  const { clause } = request;
  const [first] = clause.times;
  const when = joinTimes(clause.times, context);
  if (!first || !when) return { text: "For which days?", question: { asks: "when", request } };
  const lead = clause.tokens.findLastIndex((_, at) => at < first.start && leads.has(lowerAt(clause, at)));
  let from = lead + 1;
  while (between.has(lowerAt(clause, from))) from += 1;
  const zone = textOf(clause, from, first.start)
    .replace(/\b(?:time|zone|timezone)\b/gi, " ")
    .replace(/[\s,]+$/, "")
    .trim();
  if (zone === "") return { text: "Which city's time should I go by?" };
  return { text: (yield* call("set_travel", { zone, when: when.text })).said };
};
