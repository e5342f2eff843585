/** What the owner corrects on an approval: as the controls show it, and in the form the server expects. */
import { instantOfWall, wallOf } from "@/components/week/zoned-time";
import type { PendingAction } from "@/lib/ai/contracts";

type Field = PendingAction["editable"][number];
export type FieldValue = Field["value"];
/** What stands in the controls that were touched, by path. */
export type Words = Readonly<Record<string, string>>;

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;
const wallClock = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/;

/** An instant as a date and a clock in the owner's zone; anything else, "Friday at 10", stays words. */
export const isMoment = (field: Field): boolean => field.kind === "instant" && typeof field.value === "string" && instant.test(field.value);

const wallText = (ms: number, zone: string): string => {
  const { date, minutes } = wallOf(ms, zone);
  return `${date}T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
};

const msOfWallText = (text: string, zone: string): number | undefined => {
  const [, date, hours, minutes] = wallClock.exec(text) ?? [];
  return date === undefined ? undefined : instantOfWall({ date, minutes: Number(hours) * 60 + Number(minutes) }, zone);
};

/** What stands in the control. */
export const shownValue = (field: Field, zone: string): string => {
  if (isMoment(field)) return wallText(Date.parse(String(field.value)), zone);
  return Array.isArray(field.value) ? field.value.join(", ") : String(field.value);
};

/** The control's words as a value of the field's kind. */
const readValue = (field: Field, words: string, zone: string): FieldValue => {
  if (field.kind === "minutes") return Number(words);
  if (field.kind === "emails") return words.split(/[,;\s]+/).filter(Boolean);
  const ms = isMoment(field) ? msOfWallText(words, zone) : undefined;
  return ms === undefined ? words.trim() : new Date(ms).toISOString();
};

/** The words with one control changed. A start takes an end that nobody touched along with it. */
export const withWords = (fields: readonly Field[], words: Words, path: string, text: string, zone: string): Words => {
  const [start, end] = fields.filter(isMoment);
  const changed = { ...words, [path]: text };
  if (start?.path !== path || end === undefined || (words[end.path] !== undefined && words[start.path] === undefined)) return changed;
  const ms = msOfWallText(text, zone);
  return ms === undefined ? changed : { ...changed, [end.path]: wallText(ms + Date.parse(String(end.value)) - Date.parse(String(start.value)), zone) };
};

/** Only the fields whose words differ from what was shown; undefined when none does. */
export const editsOf = (fields: readonly Field[], words: Words, zone: string): Record<string, FieldValue> | undefined => {
  const changed = fields.flatMap((field) => {
    const now = words[field.path];
    return now === undefined || now === shownValue(field, zone) ? [] : [[field.path, readValue(field, now, zone)] as const];
  });
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
};
