/** The door of scheduling: the calendar, booking, free time and the way back. Each verb acts on the actor's own things. */
import { describeRule } from "@/lib/icalendar/recurrence-text";

export { getAvailability, putAvailability } from "./availability-rules";
export { bookTime } from "./book-time";
export { listCalendars } from "./calendars";
export { carryOutside } from "./carry-outside";
export { calendarMirror } from "./mirror";
export { cancelEvent, cancelEvents } from "./cancel-events";
export { createEvent } from "./create-event";
export { forgetPerson } from "./forget-person";
export { explainTime, findFreeTime, nextFree } from "./free-time";
export { getEvent, listEvents, searchEvents } from "./list-events";
export { holdPeople } from "./hold-people";
export { importEvents } from "./import-events";
export { inTurn } from "./in-turn";
export { noteAnswer } from "./note-answer";
export { findMeetingsWith } from "./meetings-with";
export { remindOfMeetings, remindOfMeetingsJob, reminderStillHolds } from "./meeting-reminders";
export { countWorkingMinutes, findOpenings, type Openings } from "./openings";
export { listWorkingTime, simulateAvailability } from "./rule-effects";
export { putInvited } from "./put-invited";
export { findWholeEvent, partsOf, plannedFacts, type WholeEvent } from "./telling";
export { factsOf, sameFacts } from "./core/event-parts";
export { findUndo, undoChange } from "./undo-change";
export { updateEvent } from "./update-event";

/** An RRULE in words, for readers who have no series yet: "every second Thursday". */
export const describeRecurrence = (rrule: string): string => describeRule(rrule);
