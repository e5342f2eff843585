/** How a meeting is named to a visitor, in their language. */
import type { Meeting, TalkView } from "../contracts";

export type Language = TalkView["language"];

const kinds: Record<Language, Record<Meeting["type"], string>> = {
  en: { video: "Video call", phone: "Phone call", place: "In person" },
  de: { video: "Videogespräch", phone: "Telefonat", place: "Persönlich" },
  he: { video: "שיחת וידאו", phone: "שיחת טלפון", place: "פגישה" },
};

/** Before the booking: what kind of meeting, and the place where there is one. A video address and the owner's number come with the booking. */
export const meetingText = (meeting: Meeting, language: Language): string => (meeting.type === "place" ? meeting.place : kinds[language][meeting.type]);

/** What is written down as the place of a booking. `code` is unguessable and the booking's own. */
export const placeOf = (meeting: Meeting, phone: string | null, code: string): string => {
  if (meeting.type === "place") return meeting.place;
  if (meeting.type === "video") return meeting.address.replaceAll("{id}", code);
  return meeting.caller === "owner" ? (phone ?? "") : meeting.number;
};

/** The language of the page: the link's, or what the visitor's browser says as far as Perin speaks it. */
export const languageFor = (chosen: Language | "auto", locale: string): Language => {
  if (chosen !== "auto") return chosen;
  const [said = "en"] = locale.toLowerCase().split("-");
  return said === "de" ? "de" : said === "he" || said === "iw" ? "he" : "en";
};

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "he" ? "rtl" : "ltr");
