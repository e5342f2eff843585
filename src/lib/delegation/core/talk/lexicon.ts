/** The few words around times that say what a visitor wants: English, German, Hebrew. */
import type { Language } from "../meeting-words";

type Word =
  | "refusal"
  | "yes"
  | "no"
  | "cancel"
  | "move"
  | "propose"
  | "suggest"
  | "message"
  | "speak"
  | "hello"
  | "thanks"
  | "who"
  | "length"
  | "about"
  | "more"
  | "soonest"
  | "weekAfter"
  | "earlier"
  | "later"
  | "yours"
  | "last"
  | "any";

export type Lexicon = Readonly<Record<Word, RegExp>>;

/** Whole words only, in any alphabet. */
export const phrase = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})(?![\\p{L}])`, "iu");

const en: Lexicon = {
  refusal: phrase(
    "n[o']t|n’t|no|can'?t|can’t|cannot|doesn'?t|doesn’t|don'?t|don’t|won'?t|won’t|isn'?t|isn’t|except|but not|anything but|avoid|impossible|busy|away|unavailable|on (?:vacation|holidays?|leave)|out of (?:office|town)",
  ),
  yes: phrase("yes|yep|yeah|ok|okay|sure|please do|book it|that works|works for me|sounds good|perfect|great|fine|deal|take it|let'?s do (?:it|that)"),
  no: phrase("no|nope|don'?t|never mind|leave it"),
  cancel: phrase("cancel|call (?:it )?off"),
  move: phrase("move|resched\\w*|postpone|shift|change (?:my|the) (?:booking|meeting|appointment|time)"),
  propose: phrase("propose|suggest|ask (?:him|her|them) (?:for|if|whether)|request"),
  /** Asked of the delegate, it is a wish to hear times. */
  suggest: phrase("(?:you|please) (?:suggest|propose)|(?:suggest|propose) (?:some|me|something|a few|an?other)"),
  message: phrase("message|tell (?:him|her|them)|pass on|leave a note"),
  speak: phrase("(?:speak|talk) (?:to|with) (?:a |an |the )?(?:human|person|someone|somebody|him|her|them)"),
  hello: phrase("hi|hello|hey|good (?:morning|afternoon|evening)"),
  thanks: phrase("thanks|thank you|thx|cheers"),
  who: phrase("who are you|are you (?:a |an )?(?:bot|human|ai|real|person)|what are you"),
  length: phrase("how long|how many minutes|what length|which lengths?"),
  about: phrase(
    "what(?:'s|’s| is) (?:this|it|the (?:meeting|call)) (?:about|for)|what (?:would|will|do) we (?:talk|discuss).*|why (?:this|the) (?:meeting|call)",
  ),
  more: phrase("other|else|different|more|another|alternatives?|none|neither"),
  soonest: phrase("earliest|soonest|(?:first|next) (?:available|free|possible|opening|slot)|as soon as|asap"),
  weekAfter: phrase("(?:the )?week after(?: that)?(?! next)|(?:the )?following week|(?:a|one) week later"),
  earlier: phrase("earlier|sooner|before that|too late"),
  later: phrase("later|after that|too early"),
  yours: phrase("(?:your|his|her|their) time"),
  last: phrase("last one|the last|latter"),
  any: phrase("any(?:time| time)?|whenever|free|available|availability|slots?|times?|when|meet|book|call|appointment|something"),
};

const de: Lexicon = {
  refusal: phrase("nicht|kein\\w*|außer|ausser|unmöglich|nie|verhindert|beschäftigt|verreist|im urlaub|unterwegs"),
  yes: phrase("ja|gern|gerne|passt|ok|okay|gut|perfekt|super|einverstanden|nehme ich|buchen"),
  no: phrase("nein|doch nicht|lass"),
  cancel: phrase("absagen|storniere\\w*|abbrechen|cancel"),
  move: phrase("verschieb\\w*|verlegen|umbuchen"),
  propose: phrase("vorschlag\\w*|vorschlagen|schlage|anfragen|fragen sie"),
  suggest: phrase("schlag(?:en)? (?:sie|du|mir|bitte|uns).*|(?:können|könnten|kannst|könntest) (?:sie|du) .*vorschlagen|haben sie einen vorschlag"),
  message: phrase("nachricht|ausrichten|sagen sie|richten sie"),
  speak: phrase("(?:mit )?(?:einem|einer) (?:menschen|person) (?:sprechen|reden)"),
  hello: phrase("hallo|guten (?:tag|morgen|abend)|hi|servus|moin"),
  thanks: phrase("danke|vielen dank"),
  who: phrase("wer (?:bist du|sind sie)|ein bot|ein mensch"),
  length: phrase("wie lang\\w*|wie viele minuten|welche dauer"),
  about: phrase("wor(?:um|über) (?:geht|reden|sprechen).*|was ist das thema|um was geht.*"),
  more: phrase("andere\\w*|weitere|sonst|alternative\\w*|noch|kein\\w* davon|nichts davon|passt nicht"),
  soonest: phrase("möglichst (?:bald|früh|schnell)|so (?:bald|früh|schnell) wie möglich|frühest\\w*|nächstmöglich\\w*|baldmöglichst|als ersten?s"),
  weekAfter: phrase("(?:die|in der) woche (?:darauf|danach)|(?:eine )?woche später|(?:die|in der) folgende[nr]? woche|darauffolgende[nr]? woche"),
  earlier: phrase("früher|eher|zu spät"),
  later: phrase("später|zu früh"),
  yours: phrase("(?:ihrer|deiner|eurer) zeit|bei (?:ihnen|euch|dir)"),
  last: phrase("letzte[nr]?"),
  any: phrase("wann|termin\\w*|zeit|zeiten|frei|treffen|buchen|etwas|irgendwann"),
};

const he: Lexicon = {
  refusal: phrase("לא|אין|בלי|חוץ|עסוק|עסוקה|תפוס|תפוסה|בחופש|בחופשה"),
  yes: phrase("כן|מתאים|מעולה|בסדר|אוקיי|אוקי|סבבה|מצוין|קבע|לקבוע|נקבע"),
  no: phrase("לא|עזוב|עזבי"),
  cancel: phrase("לבטל|ביטול|בטל|בטלי"),
  move: phrase("להזיז|לדחות|לשנות|להעביר"),
  propose: phrase("להציע|מציע|מציעה|הצעה"),
  suggest: phrase("תציע|תציעי|תציעו|(?:אפשר|תוכל|תוכלי) להציע(?: לי)?|יש (?:לך|לכם) הצעה"),
  message: phrase("הודעה|תמסור|תמסרי|למסור"),
  speak: phrase("לדבר עם (?:בן |בת )?(?:אדם|מישהו|מישהי)"),
  hello: phrase("שלום|היי|הי|בוקר טוב|ערב טוב"),
  thanks: phrase("תודה|תודה רבה"),
  who: phrase("מי אתה|מי את|בוט|אדם"),
  length: phrase("כמה זמן|כמה דקות|מה האורך|באיזה אורך"),
  about: phrase("על מה|מה הנושא|במה מדובר|לגבי מה"),
  more: phrase("אחר|אחרת|אחרים|נוסף|נוספים|עוד|אף אחד(?: מהם)?|אף אחת(?: מהן)?|שום דבר"),
  soonest: phrase("הכי (?:מוקדם|מהר|קרוב)|ה(?:מוקדם|קרוב) ביותר|בהקדם|כמה שיותר (?:מהר|מוקדם)"),
  weekAfter: phrase("ו?[בה]?שבוע (?:ש?אחרי|ש?לאחר)(?: זה| מכן| כך)?"),
  earlier: phrase("מוקדם יותר|יותר מוקדם|קודם|מאוחר מדי"),
  later: phrase("מאוחר יותר|יותר מאוחר|אחר כך|מוקדם מדי"),
  yours: phrase("(?:לפי )?(?:ה)?שעון שלכם|אצלכם|אצלך"),
  last: phrase("האחרון|האחרונה"),
  any: phrase("מתי|פגישה|זמן|פנוי|פנויים|תור|משהו|לפגוש"),
};

export const lexicons: Readonly<Record<Language, Lexicon>> = { en, de, he };

export const ordinals: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [phrase("first|1st|option 1|number one"), phrase("second|2nd|option 2|number two"), phrase("third|3rd|option 3|number three")],
  de: [phrase("erste[nrs]?"), phrase("zweite[nrs]?"), phrase("dritte[nrs]?")],
  he: [phrase("הראשון|הראשונה|ראשון"), phrase("השני|השנייה|השניה"), phrase("השלישי|השלישית")],
};
