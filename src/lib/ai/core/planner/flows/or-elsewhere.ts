/** What isn't on the calendar may stand on the list or lie in the mailbox: "skip the rent this month", "delete the weekly digests". */
import { lowerAt, type Clause } from "../clause";
import { call, type Ending, type Flow } from "../flow";
import { mailsOf, type SaidMail } from "../mail-outcomes";
import { sayMails } from "../mail-phrasing";
import { tasksOf } from "../outcomes";
import type { PlannerContext } from "../planner-context";
import { readPick } from "../read-pick";
import { readTarget, sourceClause } from "../read-target";
import type { Request } from "../request";
import type { RequestFlow } from "./registry";
import { afterVerb } from "./targets";

type Said = ReturnType<typeof tasksOf>[number];

/** The words of the thing itself. */
const thingIn = (clause: Clause, context: PlannerContext, kind: "move" | "cancel"): string => {
  const about = kind === "move" ? sourceClause(clause, readTarget(clause, context), context) : clause;
  return readPick(about, context, Math.min(afterVerb(about, kind), about.tokens.length)).words;
};

const singular = (words: string): string => words.replace(/(?<=[^s])s\b/gi, "");

/** Due outside of the time that was said ("this month"): then that time has nothing to skip. */
const outOf = (task: Said, { times }: Clause, context: PlannerContext): string | null => {
  const [time] = times;
  if (!time || task.dueDate == null || time.match.end === null || time.match.kind === "recurrence") return null;
  const day = Temporal.PlainDate.from(task.dueDate);
  const first = Temporal.Instant.from(time.match.start).toZonedDateTimeISO(context.zone).toPlainDate();
  const end = Temporal.Instant.from(time.match.end).toZonedDateTimeISO(context.zone).toPlainDate();
  const inside = Temporal.PlainDate.compare(day, first) >= 0 && Temporal.PlainDate.compare(day, end) < 0;
  return inside ? null : time.match.text;
};

const skips = new Set(["skip", "miss"]);

function* onTheList(request: Request, words: string, found: readonly Said[], kind: "move" | "cancel", context: PlannerContext): Flow<Ending | null> {
  const { clause } = request;
  const [only, ...others] = found;
  const task = only && others.length === 0 ? only.id : words;
  const ending = function* (tool: string, input: Record<string, unknown>): Flow {
    const outcome = yield* call(tool, { task, ...input });
    return outcome.status === "refused" && outcome.options.length > 1
      ? { text: outcome.said, question: { asks: "which-person", request, options: outcome.options, about: words } }
      : { text: outcome.said };
  };
  if (kind === "move") {
    const { when, relative } = readTarget(clause, context);
    if (when === null || relative) return { text: `“${only?.title ?? words}” is on your list. To which day should I put it off?` };
    return yield* ending("snooze_task", { until: when.replace(/^(?:to|until|till|for)\s+/i, "") });
  }
  if (!skips.has(lowerAt(clause, clause.bodyStart))) return yield* ending("delete_task", {});
  const elsewhere = only && others.length === 0 ? outOf(only, clause, context) : null;
  if (only && elsewhere !== null) return { text: `“${only.title}” isn't due ${elsewhere}. ${(yield* call("find_tasks", { text: only.title })).said}` };
  return yield* ending("complete_task", { skip: true });
}

const offerMails = (mails: readonly SaidMail[], words: string, request: Request, context: PlannerContext): Ending => ({
  text: `Nothing on your calendar or your list is called “${words}”, but ${mails.length === 1 ? "this mail fits" : "these mails fit"}. Shall I delete ${mails.length === 1 ? "it" : "them"}?\n${sayMails(mails, context, 6)}`,
  question: { asks: "which-mail", request: { ...request, intent: "delete-mail" }, mails: mails.slice(0, 20) },
  mails,
});

/** An event where there is one; else the to-do of that name, else a mail. */
export const orElsewhere = (flow: RequestFlow, kind: "move" | "cancel"): RequestFlow =>
  function* (request, dialogue, context, overrides) {
    const ending = yield* flow(request, dialogue, context, overrides);
    if (ending.missing !== true || overrides.events) return ending;
    const words = thingIn(request.clause, context, kind);
    if (words === "") return ending;
    if (context.tools.has("find_tasks") && context.tools.has("complete_task")) {
      const found = tasksOf(yield* call("find_tasks", { text: words }));
      const done = found.length > 0 ? yield* onTheList(request, words, found, kind, context) : null;
      if (done) return done;
    }
    if (kind === "move" || !context.tools.has("delete_mail") || skips.has(lowerAt(request.clause, request.clause.bodyStart))) return ending;
    const { mails } = mailsOf(yield* call("find_mails", { text: singular(words), limit: 20 }));
    const here = mails.filter(({ folder }) => folder !== "trash");
    return here.length > 0 ? offerMails(here, words, request, context) : ending;
  };
