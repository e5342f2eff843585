/** A believable week around a day, for a look round: wall clocks in the owner's zone, nobody real. */

export interface SampleEvent {
  readonly title: string;
  /** Days from today. */
  readonly day: number;
  readonly start: string;
  readonly minutes: number;
  readonly location?: string;
  readonly guests?: readonly string[];
  readonly rrule?: string;
  /** Whole days. */
  readonly days?: number;
}

/**
 * Saturday and Sunday are free of work. Days from today to the working day that is `count` of them ahead of today (or of the Monday after,
 * at a weekend), or behind it.
 */
const workday = (today: Temporal.PlainDate, count: number): number => {
  const step = count < 0 ? -1 : 1;
  let days = 0;
  const isFree = (): boolean => today.add({ days }).dayOfWeek > 5;
  while (isFree()) days += 1;
  for (let left = Math.abs(count); left > 0; left -= 1)
    do days += step;
    while (isFree());
  return days;
};

export const sampleContacts = [
  { name: "Maya Lindqvist", email: "maya@example.com", zone: "Europe/Stockholm", notes: "Design. Prefers mornings." },
  { name: "Tom Okafor", email: "tom@example.com", zone: "Europe/London", notes: "Accounts." },
  { name: "Noor Haddad", email: "noor@example.com", zone: "America/New_York", notes: "Customer in New York." },
] as const;

export const sampleEvents = (today: Temporal.PlainDate): readonly SampleEvent[] => {
  const on = (count: number): number => workday(today, count);
  return [
    { title: "Standup", day: on(-10), start: "09:30", minutes: 15, rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", location: "Room 2" },
    { title: "Interview", day: on(-5), start: "10:30", minutes: 60, location: "Room 2" },
    { title: "Plans for the spring", day: on(-4), start: "11:00", minutes: 60, location: "Room 4", guests: ["Maya Lindqvist"] },
    { title: "First call with Noor", day: on(-3), start: "16:00", minutes: 30, guests: ["Noor Haddad"] },
    { title: "Writing time", day: on(-2), start: "13:00", minutes: 120 },
    { title: "Coffee with Tom", day: on(-1), start: "15:00", minutes: 30, location: "Canteen", guests: ["Tom Okafor"] },
    { title: "Design review", day: on(0), start: "14:00", minutes: 60, location: "Room 4", guests: ["Maya Lindqvist"] },
    { title: "Lunch with Maya", day: on(1), start: "12:30", minutes: 60, location: "Blue Bottle", guests: ["Maya Lindqvist"] },
    { title: "Call with Noor", day: on(1), start: "16:00", minutes: 45, guests: ["Noor Haddad"] },
    { title: "Budget with Tom", day: on(2), start: "10:30", minutes: 60, guests: ["Tom Okafor"] },
    { title: "Dentist", day: on(2), start: "11:00", minutes: 45, location: "12 Mill Street" },
    { title: "Writing time", day: on(3), start: "13:00", minutes: 120 },
    { title: "Team lunch", day: on(4), start: "12:00", minutes: 90, location: "Canteen" },
    { title: "Mum’s birthday", day: 5, start: "00:00", minutes: 0, days: 1 },
    { title: "Trip to Lisbon", day: 9, start: "00:00", minutes: 0, days: 3 },
  ];
};

export const sampleTasks = [
  { title: "Send the expenses", due: -1, time: null, minutes: 20 },
  { title: "Read Noor’s proposal", due: 0, time: null, minutes: 45 },
  { title: "Call Tom about the invoice", due: 1, time: "09:00", minutes: null },
  { title: "Book the train to Lisbon", due: 4, time: null, minutes: 15 },
  { title: "Find a present for Mum", due: null, time: null, minutes: null },
] as const;

/** What Sam once asked to have kept: one that stays on top, and one that ends with the trip. `until`: days from today. */
export const sampleMemories = [
  { text: "Writing time is mine: ask me before you book over it.", pinned: true, until: null },
  { text: "Mum likes books about gardens.", pinned: false, until: null },
  { text: "The Blue Bottle doesn’t take reservations before noon.", pinned: false, until: null },
  { text: "Tom answers for me while I’m in Lisbon.", pinned: false, until: 12 },
] as const;

export interface SampleMail {
  readonly from: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly body: string;
  /** How long ago it came. */
  readonly hours: number;
  readonly read: boolean;
  readonly automatic?: boolean;
}

const [maya, tom, noor] = sampleContacts;

export const sampleMails: readonly SampleMail[] = [
  {
    from: maya,
    subject: "Design review: one more screen",
    hours: 2,
    read: false,
    body: "Hi Sam,\n\nI added the screen for the settings, so the review may take a quarter of an hour longer. Is that fine with you, or shall we leave it for next week?\n\nMaya",
  },
  {
    from: tom,
    subject: "Invoice 1042",
    hours: 21,
    read: false,
    body: "Hello Sam,\n\nthe invoice of the print shop is 240 euros higher than the offer. Could you have a look and tell me by Friday whether we pay it?\n\nThanks,\nTom",
  },
  {
    from: noor,
    subject: "Proposal",
    hours: 50,
    read: true,
    body: "Dear Sam,\n\nattached in the shared folder is our proposal for the spring. I look forward to your thoughts before our call.\n\nBest,\nNoor",
  },
  {
    from: { name: "Mill Street Dental", email: "no-reply@millstreet.example" },
    subject: "Your appointment",
    hours: 30,
    read: true,
    automatic: true,
    body: "This is a reminder of your appointment at 12 Mill Street. If you can’t come, call us a day ahead.",
  },
  {
    from: { name: "Lina Berg", email: "lina@example.com" },
    subject: "Lisbon",
    hours: 74,
    read: true,
    body: "Hi,\n\nthe flat in Lisbon is ours for the three days. The keys are with the neighbour on the second floor.\n\nSee you there,\nLina",
  },
];
