/** Books the earliest time that suits everybody whose schedule the owner wrote down. */
import { call, type Ending, type Flow } from "../flow";
import { eventsOf } from "../outcomes";
import { sayList } from "../phrasing";
import { earliestCommon, type SpokenSchedules } from "../spoken-schedules";

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function* commonTime(schedules: SpokenSchedules): Flow {
  const found = earliestCommon(schedules);
  if (!found)
    return {
      text: `No time on ${sayList(schedules.days.map(capital), "or")} between ${clock(schedules.hours[0])} and ${clock(schedules.hours[1])} suits everybody.`,
    };
  const title = schedules.people.length === 0 ? "Meeting" : `Meeting with ${sayList(schedules.people)}`;
  const said = `${capital(found.day)}, ${clock(found.start)} to ${clock(found.end)}, is the earliest time that suits everybody.${found.disliked ? " Somebody would rather not meet then, but nothing else is left." : ""}`;
  const outcome = yield* call("create_event", {
    title,
    when: `${capital(found.day)} at ${clock(found.start)}`,
    durationMinutes: schedules.durationMinutes,
    ...(schedules.people.length > 0 ? { people: schedules.people } : {}),
  });
  const ending: Ending = { text: `${said}\n${outcome.said}`, focus: eventsOf(outcome) };
  return ending;
}
