/** A link's rules the way they are typed, and the way they are kept. */
import { instantOfWall, wallOf } from "@/components/week/zoned-time";
import type { Link, LinkRules, NewLink, Question } from "@/lib/delegation/contracts";

export type Expiry = "hour" | "day" | "week" | "custom" | "never";
export const expiries: readonly { readonly value: Expiry; readonly label: string }[] = [
  { value: "never", label: "Never" },
  { value: "hour", label: "In an hour" },
  { value: "day", label: "In 24 hours" },
  { value: "week", label: "In a week" },
  { value: "custom", label: "At a moment I choose" },
];
const presetMs: Partial<Record<Expiry, number>> = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };

type Hours = NonNullable<LinkRules["times"]["hours"]>[number];

export interface LinkDraft {
  readonly name: string;
  readonly purpose: string;
  readonly expiry: Expiry;
  /** YYYY-MM-DDTHH:MM on the owner's clock, for `custom`. */
  readonly expiresAt: string;
  /** Numbers as typed; empty = no limit, or the owner's own rule. */
  readonly maxBookings: string;
  /** Null: leave it as it is. */
  readonly pin: string | null;
  readonly allowed: string;
  readonly durations: readonly number[];
  readonly meeting: LinkRules["meeting"];
  readonly questions: readonly Question[];
  readonly approval: boolean;
  readonly verifyEmail: boolean;
  readonly language: LinkRules["language"];
  readonly from: string;
  readonly until: string;
  readonly hours: readonly Hours[] | null;
  readonly bufferBefore: string;
  readonly bufferAfter: string;
  readonly notice: string;
  readonly window: string;
}

export const newDraft: LinkDraft = {
  name: "",
  purpose: "",
  expiry: "never",
  expiresAt: "",
  maxBookings: "",
  pin: null,
  allowed: "",
  durations: [30],
  meeting: { type: "video", address: "" },
  questions: [],
  approval: false,
  verifyEmail: false,
  language: "auto",
  from: "",
  until: "",
  hours: null,
  bufferBefore: "",
  bufferAfter: "",
  notice: "",
  window: "",
};

const typed = (value: number | null): string => (value === null ? "" : String(value));
const numberOr = (text: string): number | null => (text.trim() === "" ? null : Number(text));
const textOr = (text: string): string | null => (text === "" ? null : text);
const pad = (value: number): string => String(value).padStart(2, "0");

/** What `<input type="datetime-local">` shows for an instant. */
export const toLocal = (instant: string, zone: string): string => {
  const { date, minutes } = wallOf(Date.parse(instant), zone);
  return `${date}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
};
/** The instant of what was typed there; null when it is no time. */
export const fromLocal = (local: string, zone: string): string | null => {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(local);
  if (match === null) return null;
  return new Date(instantOfWall({ date: match[1] ?? "", minutes: Number(match[2]) * 60 + Number(match[3]) }, zone)).toISOString();
};

export const toDraft = (link: Link, zone: string): LinkDraft => ({
  ...newDraft,
  name: link.name,
  purpose: link.purpose,
  expiry: link.expiresAt === null ? "never" : "custom",
  expiresAt: link.expiresAt === null ? "" : toLocal(link.expiresAt, zone),
  maxBookings: typed(link.maxBookings),
  allowed: link.allowed.join(", "),
  durations: link.durations,
  meeting: link.meeting,
  questions: link.questions,
  approval: link.approval,
  verifyEmail: link.verifyEmail,
  language: link.language,
  from: link.times.from ?? "",
  until: link.times.until ?? "",
  hours: link.times.hours,
  bufferBefore: typed(link.times.bufferBeforeMinutes),
  bufferAfter: typed(link.times.bufferAfterMinutes),
  notice: typed(link.times.minimumNoticeMinutes),
  window: typed(link.times.bookingWindowDays),
});

export const fromDraft = (draft: LinkDraft, zone: string, nowMs: number): Omit<NewLink, "pin"> => {
  const preset = presetMs[draft.expiry];
  return {
    name: draft.name,
    purpose: draft.purpose,
    expiresAt: preset !== undefined ? new Date(nowMs + preset).toISOString() : draft.expiry === "custom" ? fromLocal(draft.expiresAt, zone) : null,
    maxBookings: numberOr(draft.maxBookings),
    allowed: draft.allowed.split(/[\s,;]+/).filter(Boolean),
    durations: [...draft.durations],
    meeting: draft.meeting,
    questions: draft.questions.map((question) => ({ ...question, choices: question.type === "choice" ? question.choices : [] })),
    approval: draft.approval,
    verifyEmail: draft.verifyEmail,
    language: draft.language,
    times: {
      from: textOr(draft.from),
      until: textOr(draft.until),
      hours: draft.hours === null ? null : draft.hours.map((window) => ({ ...window, days: [...window.days] })),
      bufferBeforeMinutes: numberOr(draft.bufferBefore),
      bufferAfterMinutes: numberOr(draft.bufferAfter),
      minimumNoticeMinutes: numberOr(draft.notice),
      bookingWindowDays: numberOr(draft.window),
    },
  };
};

/** What is wrong before the server is asked, by field. */
export const problemsOf = (draft: LinkDraft): Readonly<Record<string, string>> => ({
  ...(draft.name.trim() === "" ? { name: "Give it a name" } : {}),
  ...(draft.expiry === "custom" && draft.expiresAt === "" ? { expiresAt: "Choose a day and a time" } : {}),
  ...(draft.pin !== null && draft.pin !== "" && !/^\d{4,12}$/.test(draft.pin) ? { pin: "Take 4 to 12 digits" } : {}),
  ...(draft.durations.length === 0 ? { durations: "Offer at least one length" } : {}),
  ...(draft.meeting.type === "place" && draft.meeting.place.trim() === "" ? { meeting: "Write where you meet" } : {}),
  ...(draft.questions.some(({ label }) => label.trim() === "") ? { questions: "Write each question, or remove it" } : {}),
  ...(draft.questions.some(({ type, choices }) => type === "choice" && choices.filter((each) => each.trim() !== "").length < 2)
    ? { questions: "Give two answers to choose from" }
    : {}),
  ...(draft.hours?.some(({ days, start, end }) => days.length === 0 || start === "" || end === "") === true
    ? { times: "Fill in days and both times of each line" }
    : {}),
});
