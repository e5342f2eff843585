/** What a tool step is called while it runs and once it is done. Unknown tools are named by their own words. */
import type { Step } from "./outcome";

const words: Readonly<Record<string, readonly [running: string, finished: string]>> = {
  resolve_time: ["Reading the time", "Read the time"],
  find_events: ["Looking at the calendar", "Looked at the calendar"],
  find_free_time: ["Looking for free time", "Looked for free time"],
  explain_time: ["Checking that time", "Checked that time"],
  find_contacts: ["Looking through your contacts", "Looked through your contacts"],
  create_event: ["Adding to the calendar", "Added to the calendar"],
  move_event: ["Moving the event", "Moved the event"],
  change_event: ["Changing the event", "Changed the event"],
  cancel_events: ["Cancelling", "Cancelled"],
  add_attendees: ["Adding people", "Added people"],
  remove_attendees: ["Removing people", "Removed people"],
  save_contact: ["Saving the contact", "Saved the contact"],
  delete_contact: ["Deleting the contact", "Deleted the contact"],
  remember: ["Keeping it in mind", "Kept it in mind"],
  recall: ["Looking through what I keep", "Looked through what I keep"],
  forget: ["Forgetting it", "Forgot it"],
  find_accounts: ["Looking at your accounts", "Looked at your accounts"],
  find_history: ["Looking at what was done", "Looked at what was done"],
  find_approvals: ["Looking at what waits for your word", "Looked at what waits for your word"],
  read_brief: ["Reading the day", "Read the day"],
  find_tasks: ["Looking at your list", "Looked at your list"],
  add_task: ["Adding to your list", "Added to your list"],
  complete_task: ["Marking it as done", "Marked it as done"],
  change_task: ["Changing the to-do", "Changed the to-do"],
  snooze_task: ["Putting it off", "Put it off"],
  plan_task: ["Planning it", "Planned it"],
  delete_task: ["Deleting the to-do", "Deleted the to-do"],
  find_mails: ["Looking through your mail", "Looked through your mail"],
  read_mail: ["Reading the mail", "Read the mail"],
  summarise_mail: ["Summarising", "Summarised"],
  triage_mail: ["Looking for mail that wants an answer", "Looked for mail that wants an answer"],
  draft_mail: ["Writing a draft", "Wrote a draft"],
  send_draft: ["Sending the draft", "Put the draft on its way"],
  send_mail: ["Sending the mail", "Put the mail on its way"],
  reply_mail: ["Replying", "Put the reply on its way"],
  forward_mail: ["Forwarding", "Put it on its way"],
  archive_mail: ["Archiving", "Archived"],
  label_mail: ["Marking the mail", "Marked the mail"],
  delete_mail: ["Deleting the mail", "Deleted the mail"],
  unsubscribe_mail: ["Unsubscribing", "Unsubscribed"],
  undo: ["Taking it back", "Took it back"],
};

const spaced = (name: string): string => {
  const plain = name
    .replace(/[_-]+/g, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

/** "Looked at the calendar" */
export const stepLabel = ({ tool, state, outcome }: Step): string => {
  const known = words[tool];
  if (state === "running") return known?.[0] ?? spaced(tool);
  if (state === "failed") return `${known?.[0] ?? spaced(tool)} didn’t work`;
  if (outcome?.status === "waiting") return `${known?.[0] ?? spaced(tool)} needs your word`;
  if (outcome?.status === "refused" && outcome.reason === "declined") return `${known?.[0] ?? spaced(tool)} was declined`;
  if (outcome?.status === "refused" && outcome.reason === "replaced") return `${known?.[0] ?? spaced(tool)} gave way to a newer card`;
  if (outcome?.status === "refused") return `${known?.[0] ?? spaced(tool)}: a question first`;
  return known?.[1] ?? spaced(tool);
};

const valueText = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join(", ");
  return "";
};

const labels: Readonly<Record<string, string>> = {
  durationMinutes: "Minutes",
  extendMinutes: "Longer by minutes",
  notBefore: "Not before",
  notAfter: "Not after",
  rrule: "Repeats",
  repeat: "Repeats",
  showAs: "Shown as",
  allDay: "All day",
  onlyIfFree: "Only if free",
};
/** Handles that mean nothing to a reader. */
const hidden = new Set(["ref", "refs", "changeId", "contactId", "memoryId", "mailId", "mailIds", "answersId", "asked", "limit"]);

/** What was asked, as label and words. */
export const askedLines = (input: Step["input"]): { label: string; text: string }[] =>
  Object.entries(input)
    .filter(([name]) => !hidden.has(name))
    .map(([name, value]) => ({ label: labels[name] ?? spaced(name), text: valueText(value) }))
    .filter(({ text }) => text !== "");
