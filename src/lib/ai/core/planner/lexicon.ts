/** Words that mean the same to a calendar, by class. Patterns name them as `<class>`; adding a synonym is adding a word here. */
import type { Lexicon } from "./patterns";

const phrases = (list: string): string[] =>
  list
    .split("|")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "");

/** "will you", "could you please": who is asked, how kindly, with which wish. */
const modal = [
  "can you",
  "could you",
  "would you",
  "will you",
  "can we",
  "could we",
  "can u",
  "i need you to",
  "i want you to",
  "i'd like you to",
  "i would like you to",
  "need to",
  "gotta",
  "want to",
  "have to",
  "wanna",
  "got to",
  "would like to",
  "would love to",
  "needs to",
  "we'd like to",
  "i will need to",
  "i'll need to",
  "i need to",
  "i want to",
  "i wanna",
  "i have to",
  "i've got to",
  "i gotta",
  "i got to",
  "i'd like to",
  "i would like to",
  "i'd love to",
  "i would love to",
  "i am going to",
  "i'm going to",
  "i wish to",
  "we need to",
  "we have to",
  "we want to",
  "we should",
  "would you mind",
  "do you mind",
  "can you help me",
  "help me",
  "help me to",
  "i should",
  "i must",
  "please go ahead and",
  "go ahead and",
  "let",
  "let us",
  "lets",
  "is it possible to",
  "is it ok to",
  "is it okay to",
  "is it fine to",
  "would it be possible to",
  "would it be ok to",
  "is there a way to",
  "any chance you could",
  "any chance you can",
  "it would be great if you could",
  "be sure to",
  "let me",
  "let's",
  "i plan to",
  "i'm planning to",
  "i am planning to",
  "i'm planning on",
  "we plan to",
  "sign me up for",
  "put me down for",
  "pencil me in for",
  "i think i'll",
  "i think we should",
  "how about we",
  "why don't we",
  "why don't you",
  "we could",
  "could i",
  "i was hoping to",
  "i'm trying to",
  "i am trying to",
  "try to",
  "make sure to",
  "make sure you",
  "remember to",
  "don't forget to",
];

export const lexicon = {
  polite: [
    ...phrases(
      "please|pls|plz|maybe|perhaps|possibly|yes|yep|yeah|hi|hello|hey|hey there|hi there|good morning|good afternoon|good evening|perin|ok|okay|alright|right|well|so|and|and then|then|also|next|now|just|kindly|actually|oh|um|yes please|sure|great|thanks|thank you|perfect|good|after that|finally|first|instead|one more thing|no|nope|sorry|wait|hmm|but|really",
    ),
    ...modal,
  ],
  book: phrases(
    "set aside|put aside|carve out|schedule|shedule|schedul|scedule|schedual|skedule|shcedule|sched|book|create|add|make|set up|setup|set|put|arrange|plan|organise|organize|block|block off|block out|reserve|enter|insert|log|pencil in|slot in|note down|jot down|pop|stick|place|fix|sort out|squeeze in|fit in|get|throw|draft|save|record|start",
  ),
  cancel: phrases(
    "cancel|delete|remove|cross out|unbook|un-book|drop|scrap|get rid of|call off|clear|clear out|wipe|erase|take off|take out|axe|nix|kill|bin|ditch|strike|discard|abort|clear off|trash|eliminate|unschedule|un-schedule|cancle|cancell|delet",
  ),
  move: phrases(
    "move|reschedule|re-schedule|swing|scoot|nudge|reshedule|rescedule|reschedual|shift|push|push back|push out|push forward|postpone|delay|bump|bring|bring forward|pull|pull forward|rearrange|re-arrange|re arrange|switch|transfer|slide|put off|put back|defer|relocate|advance|shuffle|rebook|re-book|resched|drag|knock",
  ),
  later: phrases("push|push back|push out|postpone|delay|put off|put back|defer|later|back|out|knock"),
  earlier: phrases("bring forward|pull forward|advance|earlier|forward|up|sooner|pull|bring|ahead"),
  change: phrases("change|update|edit|modify|alter|adjust|amend|correct|fix|set|make|turn|switch|revise"),
  alter: phrases("change|update|edit|modify|alter|adjust|amend|correct|revise"),
  extend: phrases("extend|lengthen|prolong|stretch|make longer|stretch out"),
  shorten: phrases("shorten|cut|trim|reduce|cut down|cut short|curtail"),
  event: phrases(
    "meeting|meetings|event|events|appointment|appointments|appt|appts|appointement|appoinment|session|sessions|entry|entries|calendar event|calendar events|calendar entry|calendar item|engagement|engagements|thing|things|one|ones|block|item|items|mtg|mtgs|commitment|commitments|booking|bookings|plan|plans|metting|meting",
  ),
  calendar: phrases("calendar|calandar|calender|agenda|schedule|diary|planner|timetable|cal|schedules|m calendar"),
  contacts: phrases("contacts|contact|contact list|address book|addressbook|contact book|contacts list|people|address list|phone book|phonebook"),
  mine: phrases("my|the|our|this|that|these|those|all my|all of my|all the|all|every|any|both|his|her|their|its|today|tomorrow|tonight"),
  it: phrases("it|that|this|them|those|these|that one|this one|the meeting|the event|the appointment|that meeting|that event|this meeting|this event"),
  want: phrases("i need|i want|i would like|i'd like|we need|i'd love|i would love|need|want|i require|i could use|i wish|we want"),
  be: phrases("is|are|was|were|will be|would be|be|'s|am"),
  weekly: phrases(
    "daily|weekly|monthly|yearly|annually|biweekly|bi-weekly|fortnightly|every day|every week|every month|every year|every other week|every two weeks|every weekday|quarterly|recurring|repeat|repeating|recur",
  ),
  mail: phrases("email|emails|e-mail|e-mails|mail|mails|inbox|message|messages"),
  earliest: phrases(
    "earliest|first|soonest|earliest one|first one|next|earliest slot|first slot|earliest time|first available|earliest available|best|best one|top one",
  ),
  free: phrases("free|available|open|clear|unbooked|bookable|not busy|idle"),
  yes: phrases(
    "yes|yeah|yep|yup|sure|ok|okay|please do|do it|go ahead|go for it|sounds good|correct|right|confirm|confirmed|that works|works|perfect|great|fine|y|of course|exactly|absolutely|yes please|that's fine|that is fine|approve|approved|definitely|ja",
  ),
  no: phrases(
    "no|nope|nah|nvm|wait|don't|do not|never mind|nevermind|forget it|leave it|stop|not now|no thanks|no thank you|cancel that|n|neither|none|none of them",
  ),
  /** Done once and then over, at no place in the calendar. */
  chore: phrases(
    "buy|pay|order|submit|renew|return|water|clean|clean up|wash|print|print out|hand in|turn in|fill in|fill out|sign|pack|repair|replace|feed|iron|vacuum|mow|tidy|tidy up|take out|write|prepare|finish|post|proofread|file|download|install|back up",
  ),
  /** Something to do only behind "add": by itself each of them begins another request. */
  deed: phrases("call|phone|ring|text|email|ask|tell|book|send|get|fix|find out|look up|look into|check|read"),
  /** As often an appointment as something to do: the hour decides. */
  errand: phrases("pick up|drop off|call|phone|ring|call back|contact|follow up|get back to|collect|fetch|ring up|call up"),
  /** A stretch of days, as people call their own. */
  stretch: phrases("day|week|weekend|month|morning|afternoon|evening"),
  /** Things on a calendar that need no article. */
  named: phrases(
    "lunch|dinner|breakfast|brunch|supper|coffee|drinks|standup|stand-up|yoga|gym|pilates|training|class|practice|rehearsal|therapy|church|choir|football|soccer|tennis|swimming|happy hour|office hours|team lunch",
  ),
  weekday: phrases("monday|tuesday|wednesday|thursday|friday|saturday|sunday"),
  days: phrases("mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays|weekends"),
  whose: phrases("who|whom|whose"),
  attend: phrases("come|attend|make it|join|be there|be at|be in|participate|be coming|be able|go"),
} satisfies Lexicon;

export type LexiconClass = keyof typeof lexicon;

const sets = new Map<LexiconClass, ReadonlySet<string>>();

/** Is this word (or phrase) of that class? */
export const isOf = (name: LexiconClass, phrase: string): boolean => {
  let set = sets.get(name);
  if (!set) sets.set(name, (set = new Set(lexicon[name])));
  return set.has(phrase);
};
