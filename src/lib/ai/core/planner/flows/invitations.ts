/** Answers invitations that came by mail: "accept Maya's invitation", "decline the 3pm, I'm sick". */
import { z } from "zod";
import { lowerAt, readClause, textOf, type Clause } from "../clause";
import { call, callAll, type Ending, type Flow, type Outcome, type PlannedCall } from "../flow";
import { sayInstant } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readPick } from "../read-pick";
import { cancel } from "./cancel";
import type { RequestFlow } from "./registry";

const InvitedSchema = z.looseObject({
  mailId: z.string(),
  title: z.string(),
  start: z.string(),
  end: z.string(),
  from: z.object({ email: z.string(), name: z.string().nullable() }),
  answer: z.enum(["accepted", "tentative", "declined"]).nullable(),
});
type Invited = z.infer<typeof InvitedSchema>;
const FoundSchema = z.looseObject({ invitations: z.array(InvitedSchema).default([]) });

const invitationsOf = (outcome: Outcome): Invited[] => (outcome.status === "done" ? FoundSchema.safeParse(outcome.output).data?.invitations : undefined) ?? [];

const answerIn = ({ text }: Clause): Invited["answer"] => {
  if (/\b(?:maybe|tentative(?:ly)?|perhaps|might)\b/i.test(text)) return "tentative";
  if (/\b(?:decline|reject|refuse|turn(?:ing)? down|say no|rsvp no|answer no|with no)\b/i.test(text)) return "declined";
  return "accepted";
};

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const idle = new Set(
  "invitation invitations invite invites the to for from of a an and my all both meeting rsvp accept decline reject yes no maybe as".split(" "),
);
const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 1 && !idle.has(word));

/** The reason behind a comma or "because": it goes to whoever invited. */
const reasonIn = (text: string): { readonly head: string; readonly reason: string | null } => {
  const cut =
    /\s*(?:,|;|\.|–|—|\s-\s)\s*(?=(?:i['’]?m|i am|i['’]ve|i have|i can['’]?t|i cannot|i won['’]t|we|sorry|because|as i|since i|too|not feeling)\b)|\s+(?:because|since|as)\s+(?=i\b|we\b)|\s+(?:saying|and (?:say|tell (?:him|her|them)))\s+(?:that\s+)?/i.exec(
      text,
    );
  if (!cut) return { head: text, reason: null };
  const said = text
    .slice(cut.index + cut[0].length)
    .replace(/^(?:because|since|as)\s+/i, "")
    .replace(/[\s.!]+$/, "");
  return { head: text.slice(0, cut.index), reason: said === "" ? null : `${said.charAt(0).toUpperCase()}${said.slice(1)}.` };
};

/** Those that the words, the person and the time name. */
const fitting = (invitations: readonly Invited[], clause: Clause, context: PlannerContext): readonly Invited[] => {
  const pick = readPick(clause, context, Math.min(clause.bodyStart + 1, clause.tokens.length));
  const wanted = wordsOf(
    clause.tokens
      .filter((_, at) => at > clause.bodyStart && !clause.times.some(({ start, end }) => at >= start && at < end))
      .map(({ lower }) => lower)
      .join(" "),
  );
  const held = (one: Invited): string[] => wordsOf(`${one.title} ${one.from.name ?? ""} ${one.from.email.split("@")[0] ?? ""}`);
  const named = wanted.length === 0 ? invitations : invitations.filter((one) => wanted.some((word) => held(one).includes(word)));
  const { when } = pick;
  if (when === null) return named;
  const start = Temporal.Instant.from(when.match.start);
  return named.filter((one) => {
    const at = Temporal.Instant.from(one.start);
    if (when.match.end !== null) return Temporal.Instant.compare(at, start) >= 0 && Temporal.Instant.compare(at, when.match.end) < 0;
    // An hour without a day is that hour of whichever day the invitation is for.
    return when.match.dateGiven
      ? at.equals(start)
      : at.toZonedDateTimeISO(context.zone).toPlainTime().equals(start.toZonedDateTimeISO(context.zone).toPlainTime());
  });
};

const sayInvited = (one: Invited, context: PlannerContext): string =>
  `“${one.title}” from ${one.from.name ?? one.from.email}, ${sayInstant(one.start, context)}`;

const which = (found: readonly Invited[], verb: string, context: PlannerContext): Ending => ({
  text: `Which one should I ${verb}? Say its name or who invited.\n${found
    .slice(0, 6)
    .map((one) => `- ${sayInvited(one, context)}`)
    .join("\n")}`,
});

const verbs = { accepted: "accept", declined: "decline", tentative: "answer maybe to" } as const;

export const answerInvitation: RequestFlow = function* (request, dialogue, context, overrides) {
  const { head, reason } = reasonIn(request.clause.text);
  const clause = readClause(head, context);
  const answer = answerIn(clause) ?? "accepted";
  const invitations = invitationsOf(yield* call("find_invitations", {}));
  const found = fitting(
    invitations.filter((one) => one.answer !== answer),
    clause,
    context,
  );
  const many = /\b(?:all|both|every|everything)\b/i.test(head) || /\binvit(?:ation|e)s\b/i.test(head);
  if (found.length === 0) return yield* notInvited(answer, clause, reason, invitations, request, dialogue, context, overrides);
  if (found.length > 1 && !many) return which(found, verbs[answer], context);
  const calls: PlannedCall[] = found
    .slice(0, 10)
    .flatMap(({ mailId }) => [
      { tool: "answer_invitation", input: { mailId, answer } },
      ...(reason !== null && context.tools.has("reply_mail") ? [{ tool: "reply_mail", input: { mailId, body: reason } }] : []),
    ]);
  const outcomes = yield* callAll(calls);
  return { text: outcomes.map(({ said }) => said).join("\n") };
};

/** Nothing to answer: what is on the calendar can be cancelled instead, which the card then says. */
const notInvited = function* (
  answer: NonNullable<Invited["answer"]>,
  clause: Clause,
  reason: string | null,
  invitations: readonly Invited[],
  ...[request, dialogue, context, overrides]: Parameters<RequestFlow>
): Flow {
  const about = textOf(clause, clause.bodyStart + 1, clause.tokens.length)
    .replace(/\b(?:invitations?|invites?)\b/gi, "")
    .trim();
  const said =
    invitations.length === 0
      ? "No invitation in your mailbox waits for an answer."
      : `I find no such invitation. These I have:\n${invitations
          .slice(0, 6)
          .map((one) => `- ${sayInvited(one, context)}${one.answer === null ? "" : ` (${one.answer})`}`)
          .join("\n")}`;
  if (answer !== "declined" || about === "" || /\binvit/i.test(clause.text)) return { text: said };
  const ending = yield* cancel(
    { ...request, intent: "cancel", clause: readClause(`cancel ${about}`, context), ...(reason === null ? {} : { message: reason }) },
    dialogue,
    context,
    overrides,
  );
  return { ...ending, text: ending.missing === true ? said : `I find no invitation for it, so this would cancel it.\n${ending.text}` };
};

export const findInvitations: RequestFlow = function* (request) {
  const open = !/\b(?:all|every|accepted|declined)\b/i.test(request.clause.text) && lowerAt(request.clause, request.clause.bodyStart) !== "list";
  return { text: (yield* call("find_invitations", { open })).said };
};
