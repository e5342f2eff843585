/** Small talk, taking things back, and saying honestly what Perin can't do. */
import type { Tone } from "@/lib/identity/contracts";
import { call, type Dialogue, type Flow } from "../flow";
import { eventsOf } from "../outcomes";
import { helpText } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import type { Request } from "../request";

export const undo = function* (): Flow {
  const outcome = yield* call("undo", {});
  return { text: outcome.said, focus: eventsOf(outcome) };
};

const greetings: Readonly<Record<string, string>> = { morning: "Good morning.", afternoon: "Good afternoon.", evening: "Good evening." };

/** What follows a greeting, and what is said to thanks, in the owner's tone. */
const manners: Readonly<Record<Tone, { readonly ask: (firstName: string) => string; readonly welcome: string }>> = {
  plain: { ask: () => "What should I do?", welcome: "You're welcome." },
  warm: { ask: (firstName) => `What can I take off your hands${firstName === "" ? "" : `, ${firstName}`}?`, welcome: "Gladly." },
  formal: { ask: () => "How may I be of service?", welcome: "It was my pleasure." },
};

export const smallTalk = (
  { intent, clause }: Request,
  dialogue: Dialogue,
  { tone = "plain", firstName = "" }: Pick<PlannerContext, "tone" | "firstName">,
): string => {
  switch (intent) {
    case "greet":
      return `${greetings[clause.tokens.map(({ lower }) => lower).find((word) => greetings[word] !== undefined) ?? ""] ?? "Hello."} ${manners[tone].ask(firstName)}`;
    case "thank":
      return manners[tone].welcome;
    case "help":
      return helpText;
    case "accept":
      return dialogue.waiting ? "It waits for your word: approve it on its card." : "There is nothing waiting for a yes. What should I do?";
    case "decline":
      return dialogue.waiting ? "Decline it on its card; until then nothing happens." : "Fine, I leave everything as it is.";
    case "weather":
      return "I can't tell the weather; I only know your calendar and contacts.";
    default:
      return "I can't do that. I can book, move and cancel meetings, find free time, explain why a time isn't free, note to-dos, read and write mail, look up contacts and remember things.";
  }
};
