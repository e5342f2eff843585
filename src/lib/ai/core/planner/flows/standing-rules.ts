/** Standing wishes about the week, and whose time Perin can see at all. */
import { call, given, type Flow } from "../flow";
import { explainedOf } from "../outcomes";
import { saySpan } from "../phrasing";
import { readClause } from "../clause";
import { readCreate } from "../read-create";
import { isDayOnly, isOpenSpan, spanMinutes } from "../when";
import { checkFree } from "./free-time";
import type { RequestFlow } from "./registry";

/** "No meetings before 10": the words go to the tool as they are. */
export const keepFree: RequestFlow = function* ({ clause }): Flow {
  const rule = clause.text.slice(clause.tokens[clause.bodyStart]?.start ?? 0, 300);
  return { text: (yield* call("keep_free", { rule })).said };
};

/** "I can take meetings before 10 again" */
export const liftRule: RequestFlow = function* ({ clause }): Flow {
  return { text: (yield* call("lift_free_rule", { rule: clause.text.slice(clause.tokens[clause.bodyStart]?.start ?? 0).slice(0, 300) })).said };
};

const unseen =
  "I can look only into your own calendar, not into anybody else's. To find out, say “email Maya to ask when she is free”, or send a [booking link](/links).";

/** "Who is free tomorrow at 3?": what can be known is the owner's own time. */
export const whoIsFree: RequestFlow = function* (request, dialogue, context, overrides) {
  const { when, durationMinutes } = readCreate(request.clause, context);
  if (when === null) return { text: unseen };
  if (isOpenSpan(when) || isDayOnly(when)) {
    const own = yield* checkFree({ ...request, intent: "check-free", clause: readClause(`am I free ${when.text}`, context) }, dialogue, context, overrides);
    return { ...own, text: `${own.text}\n${unseen}` };
  }
  const outcome = yield* call("explain_time", given({ when: when.text, durationMinutes: durationMinutes ?? spanMinutes(when) }));
  const explained = explainedOf(outcome);
  if (!explained) return { text: unseen };
  const own =
    explained.start !== undefined && explained.end != null && explained.free
      ? `You are free on ${saySpan({ start: explained.start, end: explained.end }, context)}.`
      : outcome.said;
  return { text: `${own}\n${unseen}`, holds: explained.free };
};
