/** What a meeting is called: on the visitor's side by its owner, on the owner's side by its visitor. */
import type { LinkRules } from "../contracts";
import { meetingText, type Language } from "./meeting-words";

const withWords: Record<Language, string> = { en: "with", de: "mit", he: "עם" };
const plain: Record<Language, string> = { en: "Meeting", de: "Treffen", he: "פגישה" };

/** "Intro call with Ada Owner". */
export const titleFor = ({ purpose, meeting }: Pick<LinkRules, "purpose" | "meeting">, otherName: string, language: Language): string => {
  const kind = meeting.type === "place" ? plain[language] : meetingText(meeting, language);
  return `${purpose === "" ? kind : purpose} ${withWords[language]} ${otherName}`;
};
