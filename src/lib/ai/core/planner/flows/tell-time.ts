/** Says what time it is, here or elsewhere, and what day a phrase means. */
import { zoneFromName } from "@/lib/time/zones";
import type { Clause } from "../clause";
import { call, type Ending, type Flow } from "../flow";
import { contactsOf, spokenOf } from "../outcomes";
import { sayInstant } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import type { RequestFlow } from "./registry";

const placeAsked = /\b(?:in|for)\s+([\p{L}][\p{L}\s.'’-]*?)[\s?.!]*$/iu;

const clockIn = (zone: string, instant: string, place: string, context: PlannerContext): string => `${sayInstant(instant, { ...context, zone })} in ${place}`;

/** "What time is it in New York?", "what is 3pm in Tokyo?", "what time is it for Noor?": the clock there. Null where no other place is named. */
function* elsewhere(clause: Clause, context: PlannerContext): Flow<Ending | null> {
  const place = placeAsked.exec(clause.text)?.[1]?.trim();
  if (place === undefined || /^(?:the|my|a|an)\b/i.test(place)) return null;
  const instant = clause.times.find(({ match }) => match.timeGiven && match.kind === "instant")?.match.start ?? context.now;
  const zone = zoneFromName(place);
  const shown = capitals(place);
  const now = instant === context.now;
  if (zone !== undefined)
    return { text: now ? `It is ${clockIn(zone, instant, shown, context)}.` : `${sayInstant(instant, context)} is ${clockIn(zone, instant, shown, context)}.` };
  if (!context.tools.has("find_contacts")) return null;
  const contacts = contactsOf(yield* call("find_contacts", { text: place })).filter(({ name }) =>
    name
      .toLowerCase()
      .split(/\s+/)
      .includes(place.toLowerCase().split(/\s+/)[0] ?? ""),
  );
  const [only, ...others] = contacts;
  if (!only || others.length > 0) return { text: `I don't know which clock “${place}” keeps. Name a city, as in “Lisbon”.` };
  if (only.zone === null) return { text: `I don't know which clock ${only.name} keeps. Give the contact a zone under [Contacts](/contacts) and I do.` };
  return { text: `For ${only.name} it is ${sayInstant(instant, { ...context, zone: only.zone })}.` };
}

const capitals = (text: string): string => text.replace(/(?<![\p{L}'’])\p{Ll}/gu, (letter) => letter.toUpperCase());

const howLong = /\bhow\s+(?:many\s+(?:days|weeks|months|nights|sleeps)|long)\b/i;

/** "How many days until Christmas?": counted from midnight to midnight. */
const untilThen = (start: string, said: string, context: PlannerContext): string => {
  const day = Temporal.Instant.from(start).toZonedDateTimeISO(context.zone).toPlainDate();
  const days = Temporal.Instant.from(context.now).toZonedDateTimeISO(context.zone).toPlainDate().until(day).days;
  const name = capitals(said.replace(/^(?:until|till|to|before|by|since)\s+/i, "").replace(/^(?=\p{Ll})(?:the\s+)/u, "the "));
  const dated = sayInstant(day.toZonedDateTime(context.zone).toInstant().toString(), context).replace(/,[^,]*$/, "");
  if (days === 0) return "That is today.";
  return days > 0
    ? `${days} ${days === 1 ? "day" : "days"} until ${/^\d/.test(name) || !/\p{L}/u.test(name) ? dated : `${name} (${dated})`}.`
    : `That was ${-days} ${days === -1 ? "day" : "days"} ago (${dated}).`;
};

export const tellTime: RequestFlow = function* (request, _dialogue, context) {
  const there = yield* elsewhere(request.clause, context);
  if (there) return there;
  const last = request.clause.times.at(-1)?.match;
  if (last && howLong.test(request.clause.text)) {
    const day = last.text.replace(/^(?:until|till|to|before|by)\s+/i, "");
    return { text: untilThen((context.understand(day)[0] ?? last).start, day, context) };
  }
  const when = last?.text;
  if (when === undefined || /^(?:now|today)$/i.test(when)) return { text: `It is ${sayInstant(context.now, context)}.` };
  const outcome = yield* call("resolve_time", { phrase: when });
  const spoken = spokenOf(outcome);
  return { text: outcome.status === "done" ? `${(spoken ?? outcome.said).replace(/, all day$/, "").replace(/\.$/, "")}.` : outcome.said };
};
