/** Small talk, taking things back, and saying honestly what Perin can't do. */
import type { Tone } from "@/lib/identity/contracts";
import { call, type Dialogue, type Flow } from "../flow";
import { eventsOf } from "../outcomes";
import { helpText } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import type { Request } from "../request";

export const undo = function* (_request: Request, dialogue: Dialogue): Flow {
  const outcome = yield* call("undo", {});
  // Events that changed places were two changes.
  if (outcome.status !== "done" || dialogue.request?.intent !== "swap-events" || dialogue.waiting || dialogue.focus.length !== 2)
    return { text: outcome.said, focus: eventsOf(outcome) };
  const other = yield* call("undo", {});
  return { text: `${outcome.said}\n${other.said}`, focus: [...eventsOf(outcome), ...eventsOf(other)] };
};

const greetings: Readonly<Record<string, string>> = { morning: "Good morning.", afternoon: "Good afternoon.", evening: "Good evening." };

/** What follows a greeting, and what is said to thanks, in the owner's tone. */
const manners: Readonly<Record<Tone, { readonly ask: (firstName: string) => string; readonly welcome: string }>> = {
  plain: { ask: () => "What should I do?", welcome: "You're welcome." },
  warm: { ask: (firstName) => `What can I take off your hands${firstName === "" ? "" : `, ${firstName}`}?`, welcome: "Gladly." },
  formal: { ask: () => "How may I be of service?", welcome: "It was my pleasure." },
};

const abilities =
  "I can book, move and cancel meetings, find free time, explain why a time isn't free, note to-dos, read and write mail, look up contacts and remember things.";

/** What is set on a page rather than said: where it is. The first that fits. */
const guides: readonly (readonly [RegExp, string])[] = [
  [/\b(?:time ?zone|zone)\b/i, "Your zone is set under [Profile](/settings). For a trip, say “I'm on London time next week”."],
  [/\b(?:notif|quiet|do not disturb|dnd|reminders?|brief)/i, "What you are told, where and when, is set under [Notifications](/settings/notifications)."],
  [/\b(?:theme|dark mode|appearance)\b/i, "Colours are set under [Appearance](/settings/appearance)."],
  [/\b(?:password|passkey)\b/i, "Passwords and passkeys are set under [Security](/settings/security)."],
  [/\b(?:export|import)\b/i, "Your data can be exported, and calendars imported, under [Your data](/settings/data)."],
  [/\bchange a link\b/i, "I can't change a link here. Open it under [Links](/links), or say the whole wish once more and I make another one."],
  [
    /\b(?:links?|share|publish)\b/i,
    "Others book through a link and see only the times it offers: say “make a booking link for 30 minutes”. Your links are under [Links](/links).",
  ],
  [
    /\bholidays?\b/i,
    "Public holidays as days off are set under [Working hours](/settings/hours); a calendar of them can be added under [Accounts](/settings/accounts).",
  ],
  [/\bcontacts\b/i, "All your contacts are under [Contacts](/contacts); “show my contacts” lists them here."],
  [/\b(?:history)\b/i, "Everything that was done is under [History](/history)."],
  [/\b(?:approvals?)\b/i, "What waits for your yes is under [History](/history), and on its card in the chat."],
  [/\bmemory\b/i, "What I keep about you is under [Memory](/memory)."],
  [
    /\b(?:hours|rules?|book|schedule|plan|put|accept|meetings?|calls|appointments|lunch|focus|mornings|evenings|weekends|afternoons|breaks?|buffers?|notice)\b/i,
    "Which hours I offer and keep free is set under [Working hours](/settings/hours), for every week. To keep a single time free, say “block Friday 9 to 11”.",
  ],
];

const guideText = (text: string): string => guides.find(([topic]) => topic.test(text))?.[1] ?? "That is set under [Settings](/settings).";

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
    case "guide":
      return guideText(clause.text);
    case "identity":
      return "I'm Perin, a program. I read what you say by fixed rules and look everything up in your calendar, mail and contacts; a language model only helps where you connect one under [Models](/settings/models).";
    case "amiss":
      return "Then say “undo” and I take back what I did last, or say what it should be, as in “move it to 4”.";
    case "unlike":
      return "Events have no private mark here. Who books through a link sees only the times you offer, never titles or people; those who take part see their event. I can show it as free, busy or tentative.";
    case "privacy":
      return "I look into your calendar, mail, contacts, to-dos and what you told me to keep, on the server that runs me. Nothing leaves it without your word, and who books through a link sees only the times you offer. A language model reads along only where one is connected under [Models](/settings/models).";
    case "mood":
      return "That sounds like a lot. I can read out your week, move or cancel what can wait, or keep an hour free: say “how does my week look” or “block an hour tomorrow afternoon”.";
    case "late":
      return "Shall I move it, or tell them? Say “push the review by 15 minutes”, or “email Maya that I'm running late”.";
    case "weather":
      return "I can't tell the weather; I only know your calendar and contacts.";
    case "message":
      return `I can't do that. ${abilities}`;
    default:
      return `I don't know what to do with that. ${abilities} “Help” says more.`;
  }
};
