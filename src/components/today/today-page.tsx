"use client";
/** The page of the morning: what is next, what is left of the day, what is due, and what waits for a word. */
import { CalendarClock, CircleAlert, MapPin, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useMemo } from "react";
import { QuickAddButton } from "@/components/palette/shortcuts";
import { groupOf } from "@/components/tasks/due-text";
import { TaskRow } from "@/components/tasks/task-row";
import { useTasks } from "@/components/tasks/use-tasks";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { clockText, wallOf, type Clock } from "@/components/week/zoned-time";
import { useNow } from "@/hooks/use-now";
import type { PendingAction } from "@/lib/ai/contracts";
import type { Brief, Today } from "@/lib/briefs/contracts";
import type { TriagedMail } from "@/lib/mail/contracts";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { DayBrief } from "./day-brief";
import { countdownText, lengthText } from "./countdown";
import { Section } from "./section";
import { WaitingApprovals } from "./waiting-approvals";

export interface TodayPageProps {
  readonly greeting: string;
  readonly day: string;
  readonly today: Today;
  readonly brief: Brief | null;
  /** What there is to say where there is none yet. */
  readonly briefComes: string;
  readonly approvals: readonly PendingAction[];
  /** Those that want an answer, the most pressing first. */
  readonly mails: readonly TriagedMail[];
  readonly clock: Clock;
  /** "Monday 30 Nov", where what is next isn't today. */
  readonly nextDay: string | null;
}

const addressOf = ({ start, ref }: CalendarEvent, { zone }: Clock): string =>
  `/calendar?date=${wallOf(Date.parse(start), zone).date}&event=${encodeURIComponent(ref)}`;

const moreStyles = "text-sm text-accent-text underline-offset-4 hover:underline";

const peopleOf = ({ attendees, guests }: CalendarEvent): string => {
  const names = [...attendees.map(({ name, email }) => name ?? email), ...guests];
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
};

function Next({ today, clock, nextDay, nowMs }: Pick<TodayPageProps, "today" | "clock" | "nextDay"> & { readonly nowMs: number }) {
  const ahead = today.next !== null && Date.parse(today.next.event.end) > nowMs ? today.next : null;
  if (ahead === null)
    return (
      <p className="rounded-xl border bg-surface p-5 text-ink-soft">
        {today.next === null
          ? "Nothing is on your calendar in the next seven days. Say “Lunch with Maya Thu 12:30” in the chat, or add it here."
          : "Looking what comes next…"}
      </p>
    );
  const { event, conflicts } = ahead;
  const people = peopleOf(event);
  return (
    <div className="rounded-xl border bg-surface p-5" data-testid="next-event">
      <p className="text-sm font-medium text-accent-text">
        {nextDay === null ? "" : `${nextDay}, `}
        {countdownText(Date.parse(event.start), Date.parse(event.end), nowMs, clock.zone)}
      </p>
      <h3 className="mt-1 text-xl font-semibold break-words">
        <Link href={addressOf(event, clock)} className="hover:underline">
          {event.title}
        </Link>
      </h3>
      <ul className="mt-2 space-y-1 text-ink-soft [&_li]:flex [&_li]:items-start [&_li]:gap-2 [&_svg]:mt-1 [&_svg]:size-4 [&_svg]:shrink-0">
        <li>
          <CalendarClock aria-hidden />
          <bdi dir="ltr">
            {clockText(Date.parse(event.start), clock)}–{clockText(Date.parse(event.end), clock)}
          </bdi>
        </li>
        {event.location !== "" && (
          <li>
            <MapPin aria-label="Place" />
            <span className="min-w-0 break-words">{event.location}</span>
          </li>
        )}
        {people !== "" && (
          <li>
            <Users aria-label="People" />
            <span className="min-w-0 break-words">{people}</span>
          </li>
        )}
        {conflicts.length > 0 && (
          <li className="text-warn-text">
            <CircleAlert aria-hidden />
            <span className="min-w-0 break-words">At the same time: {conflicts.join(", ")}</span>
          </li>
        )}
      </ul>
    </div>
  );
}

function Schedule({ events, clock, nowMs }: { readonly events: readonly CalendarEvent[]; readonly clock: Clock; readonly nowMs: number }) {
  const left = events.filter(({ end }) => Date.parse(end) > nowMs);
  if (left.length === 0) return <p className="text-ink-soft">Nothing more today.</p>;
  return (
    <ul className="divide-y overflow-hidden rounded-xl border bg-surface">
      {left.map((event) => (
        <li key={event.ref}>
          <Link href={addressOf(event, clock)} prefetch={false} className="flex gap-4 px-4 py-2.5 hover:bg-sunken">
            <span className="w-18 shrink-0 text-ink-soft tabular-nums">{event.allDay ? "All day" : clockText(Date.parse(event.start), clock)}</span>
            <span className="min-w-0 break-words">{event.title}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Free({ free, clock, nowMs: exactMs }: { readonly free: Today["free"]; readonly clock: Clock; readonly nowMs: number }) {
  // The clock shows whole minutes: what is left has to be what it adds up to.
  const nowMs = Math.floor(exactMs / 60_000) * 60_000;
  const windows = free.windows
    .map(({ start, end }) => ({ startMs: Math.max(nowMs, Date.parse(start)), endMs: Date.parse(end) }))
    .filter(({ startMs, endMs }) => endMs - startMs >= 60_000);
  const minutes = Math.floor(windows.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / 60_000);
  if (minutes === 0) return <p className="text-ink-soft">No free time is left today inside your working hours.</p>;
  return (
    <p className="text-ink-soft" dir="auto">
      <span className="font-medium text-ink" data-testid="free-time">
        {lengthText(minutes)}
      </span>{" "}
      free: {windows.map(({ startMs, endMs }) => `${clockText(startMs, clock)}–${clockText(endMs, clock)}`).join(", ")}
    </p>
  );
}

function Mails({ mails }: Pick<TodayPageProps, "mails">) {
  return (
    <ul className="divide-y rounded-xl border bg-surface">
      {mails.map(({ mail, reasons }) => (
        <li key={mail.id} data-testid="waiting-mail">
          <Link href={`/mail?mail=${mail.id}`} className="block px-4 py-3 hover:bg-sunken">
            <span className="block font-medium break-words">{mail.subject === "" ? "(no subject)" : mail.subject}</span>
            <span className="block text-sm break-words text-ink-soft">
              {mail.from.name ?? mail.from.email}
              {reasons[0] === undefined ? "" : ` · ${reasons[0].text}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Due({ today, clock, nowMs }: { readonly today: Today; readonly clock: Clock; readonly nowMs: number }) {
  const first = useMemo(() => ({ tasks: [...today.tasks.overdue, ...today.tasks.today] }), [today]);
  const tasks = useTasks(first, clock);
  // What was put off, or comes round again another day, isn't today's any more.
  const due = tasks.tasks.filter((task) => task.doneAt !== null || ["overdue", "today"].includes(groupOf(task, nowMs, clock.zone)));
  useFocusAfterRemoval(due.length);
  if (due.length === 0) return <p className="text-ink-soft">Nothing is due today.</p>;
  return (
    <ul className="divide-y rounded-xl border bg-surface">
      {due.map((task) => (
        <TaskRow key={task.id} task={task} nowMs={nowMs} reader={clock} actions={tasks.actions} />
      ))}
    </ul>
  );
}

export function TodayPage({ greeting, day, today, brief, briefComes, approvals, mails, clock, nextDay }: TodayPageProps) {
  const nowMs = useNow(Date.parse(today.now));
  const router = useRouter();
  // What stands here as next is over, or the day is: the page is read again.
  const over = (today.next !== null && Date.parse(today.next.event.end) <= nowMs) || wallOf(nowMs, clock.zone).date > today.date;
  useEffect(() => {
    if (over) router.refresh();
  }, [over, nowMs, router]);
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-6 sm:px-6 lg:py-10">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-40">
          <p className="text-sm text-ink-soft">{day}</p>
          <h1 className="text-2xl font-semibold tracking-tight break-words">{greeting}</h1>
        </div>
        <QuickAddButton />
      </div>
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0 space-y-8">
          <Section title="Next">
            <Next today={today} clock={clock} nextDay={nextDay} nowMs={nowMs} />
          </Section>
          <WaitingApprovals approvals={approvals} zone={clock.zone} title="Waits for your word" />
          {mails.length > 0 && (
            <Section
              title="Mails that want an answer"
              more={
                <Link href="/mail" className={moreStyles}>
                  All mail
                </Link>
              }
            >
              <Mails mails={mails} />
            </Section>
          )}
          <Section
            title="Due"
            more={
              <Link href="/tasks" className={moreStyles}>
                All to-dos
              </Link>
            }
          >
            <Due today={today} clock={clock} nowMs={nowMs} />
          </Section>
        </div>
        <div className="min-w-0 space-y-8">
          <Section
            title="Brief"
            more={
              <Link href="/today/briefs" className={moreStyles}>
                Earlier ones
              </Link>
            }
          >
            <DayBrief initial={brief} day={today.date} comes={briefComes} clock={clock} />
          </Section>
          <Section
            title="Today"
            more={
              <Link href="/calendar" className={moreStyles}>
                Calendar
              </Link>
            }
          >
            <Schedule events={today.events} clock={clock} nowMs={nowMs} />
          </Section>
          <Section title="Free time left">
            <Free free={today.free} clock={clock} nowMs={nowMs} />
          </Section>
        </div>
      </div>
    </div>
  );
}
