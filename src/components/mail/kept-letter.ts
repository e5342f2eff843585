/** The letter that is being written, kept in this tab: a reload, or a way back to another page, costs no words. Goes with them at sign-out. */
import { draftAt, keepDraft } from "@/components/chat/drafts";
import type { Letter } from "./compose-dialog";

const place = "mail";

export const keepLetter = (owner: string, letter: Letter): void => keepDraft(owner, place, JSON.stringify(letter));
export const forgetLetter = (owner: string): void => keepDraft(owner, place, "");

/** As it was left; nothing where none was, or another release wrote it. */
export const keptLetter = (owner: string): Letter | undefined => {
  try {
    const { to, subject, body, ...rest } = JSON.parse(draftAt(owner, place)) as Letter;
    return [to, subject, body].every((part) => typeof part === "string") ? { to, subject, body, ...rest } : undefined;
  } catch {
    return undefined;
  }
};
