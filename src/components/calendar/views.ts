/** The ways to look at the calendar, under the names FullCalendar knows. */
export const views = [
  { value: "timeGridDay", label: "Day", key: "d" },
  { value: "timeGridWeek", label: "Week", key: "w" },
  { value: "dayGridMonth", label: "Month", key: "m" },
  { value: "listMonth", label: "Agenda", key: "a" },
] as const;
export type View = (typeof views)[number]["value"];
