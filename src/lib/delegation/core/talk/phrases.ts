/** What the delegate says to visitors. Each sentence is filled from results only; none says why a time isn't on offer. */
import type { Language } from "../meeting-words";

export interface Phrases {
  readonly hello: (owner: string, purpose: string) => string;
  readonly who: (owner: string) => string;
  readonly about: (owner: string, purpose: string) => string;
  readonly other: (owner: string) => string;
  readonly thanks: string;
  readonly offer: (times: readonly string[], zone: string) => string;
  readonly only: (time: string, zone: string) => string;
  readonly nothingFits: string;
  readonly nearest: (times: readonly string[], zone: string) => string;
  readonly nothingAtAll: (owner: string) => string;
  readonly notThat: (time: string) => string;
  readonly kept: (time: string, until: string) => string;
  readonly fillIn: string;
  readonly sayWho: string;
  readonly needForm: string;
  readonly needName: string;
  readonly codeSent: (email: string) => string;
  readonly wrongCode: string;
  readonly noCodeAsked: string;
  readonly emailNotAllowed: string;
  readonly booked: (time: string, email: string) => string;
  readonly requested: (owner: string, time: string) => string;
  readonly moved: (time: string) => string;
  readonly moveAsked: (owner: string, time: string) => string;
  readonly whichNew: string;
  readonly nothingBooked: string;
  readonly cantChange: string;
  readonly sureCancel: (time: string) => string;
  readonly cancelled: string;
  readonly leftAsIs: string;
  readonly durations: (lengths: string) => string;
  readonly durationSet: (length: string) => string;
  readonly whichOne: string;
  readonly propose: (owner: string) => string;
  readonly message: (owner: string) => string;
  readonly pickFirst: string;
  readonly gone: string;
  readonly over: string;
  readonly minutes: (count: number) => string;
  readonly or: string;
}

const listed = (times: readonly string[], or: string): string =>
  times.length < 2 ? times.join("") : `${times.slice(0, -1).join("; ")} ${or} ${times.at(-1) ?? ""}`;

const en: Phrases = {
  hello: (owner, purpose) =>
    `Hello. I'm the digital delegate of ${owner}, an AI.${purpose === "" ? "" : ` This is about: ${purpose}.`} Say when it would suit you, or pick a time.`,
  who: (owner) => `I'm the digital delegate of ${owner}: a program, not a person. I can offer times, book, move and cancel, and pass on a message.`,
  about: (owner, purpose) => (purpose === "" ? `A meeting with ${owner}; what it is about wasn't said.` : `This is about: ${purpose}.`),
  other: (owner) =>
    `I can find a time with ${owner}, book, move or cancel it, and pass on a message. Of anything else, calendar included, I can't speak. When would it suit you?`,
  thanks: "You're welcome.",
  offer: (times, zone) => `I can offer ${listed(times, "or")} (${zone}). Which one?`,
  only: (time, zone) => `I can offer ${time} (${zone}). Does that work?`,
  nothingFits: "I have nothing on offer then.",
  nearest: (times, zone) => `The nearest I can offer: ${listed(times, "or")} (${zone}).`,
  nothingAtAll: (owner) => `I have nothing on offer right now. You can propose a time, and ${owner} will be asked.`,
  notThat: (time) => `${time} isn't on offer.`,
  kept: (time, until) => `${time} is kept for you until ${until}.`,
  fillIn: "Fill in the form beside to book it.",
  sayWho: "Fill in the form, or write your name and e-mail address here. They are kept for the meeting, this conversation for 30 days.",
  needForm: "A few more answers are needed: please fill in the form.",
  needName: "And your name?",
  codeSent: (email) => `I sent a code to ${email}. Write it here.`,
  wrongCode: "That code isn't right, or is too old.",
  noCodeAsked: "I didn't ask for a code.",
  emailNotAllowed: "This link isn't for that e-mail address.",
  booked: (time, email) => `Booked: ${time}. The confirmation goes to ${email}.`,
  requested: (owner, time) => `${time} is kept for you until ${owner} says yes or no. You will be told by mail.`,
  moved: (time) => `Moved: it is now ${time}.`,
  moveAsked: (owner, time) => `Moved to ${time}; ${owner} has to say yes to the new time.`,
  whichNew: "When would it suit you instead?",
  nothingBooked: "There is nothing booked in this conversation. The mail of a booking has a link to move or cancel it.",
  cantChange: "That can't be changed any more.",
  sureCancel: (time) => `Cancel ${time}? Say yes or no.`,
  cancelled: "It is cancelled.",
  leftAsIs: "Left as it is.",
  durations: (lengths) => `Here it can be ${lengths}.`,
  durationSet: (length) => `${length}, then.`,
  whichOne: "Which of the times?",
  propose: (owner) => `Use “Propose a time” beside: ${owner} will be asked and you get the answer by mail.`,
  message: (owner) => `Use “Leave a message” beside, and ${owner} will read it.`,
  pickFirst: "Pick a time first. When would it suit you?",
  gone: "That time is no longer on offer. When else would it suit you?",
  over: "This conversation is long enough. Please pick a time from the calendar, or propose one.",
  minutes: (count) => `${count} minutes`,
  or: "or",
};

const de: Phrases = {
  hello: (owner, purpose) =>
    `Hallo. Ich bin der digitale Stellvertreter von ${owner}, eine KI.${purpose === "" ? "" : ` Es geht um: ${purpose}.`} Sagen Sie, wann es Ihnen passt, oder wählen Sie eine Zeit.`,
  who: (owner) =>
    `Ich bin der digitale Stellvertreter von ${owner}: ein Programm, kein Mensch. Ich kann Zeiten anbieten, buchen, verschieben, absagen und eine Nachricht weitergeben.`,
  about: (owner, purpose) => (purpose === "" ? `Ein Termin mit ${owner}; worum es geht, wurde nicht gesagt.` : `Es geht um: ${purpose}.`),
  other: (owner) =>
    `Ich kann eine Zeit mit ${owner} finden, buchen, verschieben oder absagen und eine Nachricht weitergeben. Über anderes, auch über den Kalender, spreche ich nicht. Wann würde es Ihnen passen?`,
  thanks: "Gern geschehen.",
  offer: (times, zone) => `Ich kann ${listed(times, "oder")} anbieten (${zone}). Was passt?`,
  only: (time, zone) => `Ich kann ${time} anbieten (${zone}). Passt das?`,
  nothingFits: "Dann habe ich nichts anzubieten.",
  nearest: (times, zone) => `Am nächsten liegen: ${listed(times, "oder")} (${zone}).`,
  nothingAtAll: (owner) => `Im Moment habe ich nichts anzubieten. Sie können eine Zeit vorschlagen, dann wird ${owner} gefragt.`,
  notThat: (time) => `${time} kann ich nicht anbieten.`,
  kept: (time, until) => `${time} ist bis ${until} für Sie freigehalten.`,
  fillIn: "Füllen Sie daneben das Formular aus, um zu buchen.",
  sayWho:
    "Füllen Sie das Formular aus, oder schreiben Sie Ihren Namen und Ihre E-Mail-Adresse hierher. Beides wird für den Termin aufbewahrt, dieses Gespräch 30 Tage.",
  needForm: "Es fehlen noch ein paar Angaben: bitte füllen Sie das Formular aus.",
  needName: "Und Ihr Name?",
  codeSent: (email) => `Ich habe einen Code an ${email} geschickt. Schreiben Sie ihn hierher.`,
  wrongCode: "Dieser Code stimmt nicht oder ist zu alt.",
  noCodeAsked: "Ich habe nach keinem Code gefragt.",
  emailNotAllowed: "Für diese E-Mail-Adresse ist der Link nicht gedacht.",
  booked: (time, email) => `Gebucht: ${time}. Die Bestätigung geht an ${email}.`,
  requested: (owner, time) => `${time} ist für Sie freigehalten, bis ${owner} zu- oder absagt. Die Antwort kommt als Mail.`,
  moved: (time) => `Verschoben: jetzt ${time}.`,
  moveAsked: (owner, time) => `Verschoben auf ${time}; ${owner} muss der neuen Zeit noch zustimmen.`,
  whichNew: "Wann würde es Ihnen stattdessen passen?",
  nothingBooked: "In diesem Gespräch ist nichts gebucht. In der Mail zu einer Buchung steht ein Link zum Verschieben und Absagen.",
  cantChange: "Das lässt sich nicht mehr ändern.",
  sureCancel: (time) => `${time} absagen? Ja oder nein?`,
  cancelled: "Der Termin ist abgesagt.",
  leftAsIs: "Es bleibt, wie es ist.",
  durations: (lengths) => `Hier geht: ${lengths}.`,
  durationSet: (length) => `Also ${length}.`,
  whichOne: "Welche der Zeiten?",
  propose: (owner) => `Nehmen Sie daneben „Zeit vorschlagen“: ${owner} wird gefragt, und die Antwort kommt als Mail.`,
  message: (owner) => `Nehmen Sie daneben „Nachricht hinterlassen“, dann liest ${owner} sie.`,
  pickFirst: "Wählen Sie zuerst eine Zeit. Wann würde es Ihnen passen?",
  gone: "Diese Zeit ist nicht mehr zu haben. Wann passt es Ihnen sonst?",
  over: "Dieses Gespräch ist lang genug. Bitte wählen Sie eine Zeit aus dem Kalender, oder schlagen Sie eine vor.",
  minutes: (count) => `${count} Minuten`,
  or: "oder",
};

const he: Phrases = {
  hello: (owner, purpose) =>
    `שלום. אני הנציג הדיגיטלי של ${owner}, בינה מלאכותית.${purpose === "" ? "" : ` הנושא: ${purpose}.`} מתי יהיה נוח? אפשר גם לבחור מועד.`,
  who: (owner) => `אני הנציג הדיגיטלי של ${owner}: תוכנה, לא אדם. אפשר לקבל ממני מועדים, לקבוע, להזיז ולבטל, ולהשאיר הודעה.`,
  about: (owner, purpose) => (purpose === "" ? `פגישה עם ${owner}; הנושא לא נמסר.` : `הנושא: ${purpose}.`),
  other: (owner) => `אפשר למצוא איתי מועד עם ${owner}, לקבוע, להזיז או לבטל, ולהשאיר הודעה. על דברים אחרים, גם על היומן, איני יכול לדבר. מתי יהיה נוח?`,
  thanks: "בשמחה.",
  offer: (times, zone) => `אפשר להציע ${listed(times, "או")} (${zone}). מה מתאים?`,
  only: (time, zone) => `אפשר להציע ${time} (${zone}). מתאים?`,
  nothingFits: "אין לי מה להציע אז.",
  nearest: (times, zone) => `המועדים הקרובים ביותר: ${listed(times, "או")} (${zone}).`,
  nothingAtAll: (owner) => `כרגע אין לי מועדים להציע. אפשר להציע מועד, והשאלה תועבר אל ${owner}.`,
  notThat: (time) => `${time} אינו מוצע.`,
  kept: (time, until) => `${time} שמור לך עד ${until}.`,
  fillIn: "כדי לקבוע, יש למלא את הטופס שליד.",
  sayWho: "אפשר למלא את הטופס, או לכתוב כאן שם וכתובת דואר. הם נשמרים לצורך הפגישה, והשיחה נשמרת 30 יום.",
  needForm: "חסרים עוד כמה פרטים: נא למלא את הטופס.",
  needName: "ומה השם?",
  codeSent: (email) => `שלחתי קוד אל ${email}. נא לכתוב אותו כאן.`,
  wrongCode: "הקוד אינו נכון או ישן מדי.",
  noCodeAsked: "לא ביקשתי קוד.",
  emailNotAllowed: "הקישור אינו מיועד לכתובת הזאת.",
  booked: (time, email) => `נקבע: ${time}. האישור נשלח אל ${email}.`,
  requested: (owner, time) => `${time} שמור לך עד לתשובה של ${owner}. התשובה תגיע בדואר.`,
  moved: (time) => `הוזז: המועד כעת ${time}.`,
  moveAsked: (owner, time) => `הוזז אל ${time}; נדרש אישור של ${owner} למועד החדש.`,
  whichNew: "מתי יהיה נוח במקום זה?",
  nothingBooked: "בשיחה הזאת לא נקבע דבר. בדואר של כל פגישה יש קישור לשינוי ולביטול.",
  cantChange: "אי אפשר לשנות את זה יותר.",
  sureCancel: (time) => `לבטל את ${time}? כן או לא?`,
  cancelled: "הפגישה בוטלה.",
  leftAsIs: "נשאר כפי שהיה.",
  durations: (lengths) => `כאן אפשר: ${lengths}.`,
  durationSet: (length) => `אז ${length}.`,
  whichOne: "איזה מהמועדים?",
  propose: (owner) => `אפשר ללחוץ על „הצעת מועד“ שליד: השאלה תועבר אל ${owner}, והתשובה תגיע בדואר.`,
  message: (owner) => `אפשר ללחוץ על „השארת הודעה“ שליד, וההודעה תגיע אל ${owner}.`,
  pickFirst: "קודם יש לבחור מועד. מתי יהיה נוח?",
  gone: "המועד הזה כבר אינו מוצע. מתי עוד יהיה נוח?",
  over: "השיחה הזאת ארוכה דיה. נא לבחור מועד מהיומן, או להציע מועד.",
  minutes: (count) => `${count} דקות`,
  or: "או",
};

export const phrasesOf: Readonly<Record<Language, Phrases>> = { en, de, he };
