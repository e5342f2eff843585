"use client";
/** The owner's week beside the conversation, with what the conversation speaks of drawn on it. On a phone it is one day, folded up under a line. */
import clsx from "clsx";
import { CalendarDays, ChevronDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { useNow } from "@/hooks/use-now";
import type { Mark } from "@/lib/ai/contracts";
import { itemsOf, mainMarks, movesOf, placeDay, weekToShow } from "./place-events";
import { foldText } from "./fold-text";
import type { WeekState } from "./use-week";
import { WeekBoard } from "./week-board";
import { WeekTitle } from "./week-header";
import { addDays, datesOfWeek, msOf, wallOf, weekStartOf, type Clock } from "./zoned-time";

export interface WeekProps {
  readonly week: WeekState;
  readonly clock: Clock;
  /** 1 = Monday … 7 = Sunday. */
  readonly firstWeekday: number;
  readonly nowMs: number;
  readonly colors: Readonly<Record<string, string>>;
  readonly marks: readonly Mark[];
  readonly onOffer: (mark: Mark) => void;
  readonly onProposal: (mark: Mark) => void;
}

const identityOf = (mark: Mark): string => `${mark.kind} ${mark.ref ?? ""} ${mark.start}`;

/** Follows what the conversation newly speaks of: shows its week, and its day where only one fits. Turning the page by hand holds until then. */
const useFollowedDay = (week: WeekState, marks: readonly Mark[], dates: readonly string[], today: string, zone: string): [string, (date: string) => void] => {
  const [focus, setFocus] = useState(today);
  const [known, setKnown] = useState<{ readonly ids: readonly string[]; readonly news: readonly Mark[] }>({ ids: [], news: [] });
  const ids = marks.map(identityOf);
  if (ids.join() !== known.ids.join()) {
    const news = marks.filter((mark) => !known.ids.includes(identityOf(mark)));
    setKnown({ ids, news });
    const first = mainMarks(news)
      .map((mark) => wallOf(msOf(mark.start), zone).date)
      .sort()[0];
    if (first !== undefined) setFocus(first);
  }
  const { news } = known;
  const turned = useRef(news);
  const { show } = week;
  useEffect(() => {
    if (turned.current === news) return;
    turned.current = news;
    const other = weekToShow(mainMarks(news), dates, zone);
    if (other !== undefined) show(other);
  }, [news, dates, zone, show]);
  return [dates.includes(focus) ? focus : (dates.find((date) => date === today) ?? dates[0] ?? today), setFocus];
};

export function Week({ week, clock, firstWeekday, nowMs: serverNowMs, colors, marks, onOffer, onProposal }: WeekProps) {
  const nowMs = useNow(serverNowMs);
  const now = wallOf(nowMs, clock.zone);
  const dates = useMemo(() => datesOfWeek(week.start), [week.start]);
  const [focus, setFocus] = useFollowedDay(week, marks, dates, now.date, clock.zone);
  const [unfolded, setUnfolded] = useState(false);
  const items = useMemo(() => itemsOf(week.events, marks), [week.events, marks]);
  const days = useMemo(() => dates.map((date) => placeDay(items, date, clock.zone)), [dates, items, clock.zone]);
  const moves = useMemo(() => movesOf(marks, dates, clock.zone), [marks, dates, clock.zone]);
  const step = (weeks: -1 | 0 | 1) => week.show(weeks === 0 ? weekStartOf(now.date, firstWeekday) : addDays(week.start, weeks * 7));
  const proposals = marks.filter((mark) => mark.kind === "ghost" || mark.kind === "removed").length;

  return (
    <section aria-label="Your week" data-testid="week" data-unfolded={unfolded} className="week-panel flex min-h-0 flex-col bg-surface">
      <button
        type="button"
        aria-expanded={unfolded}
        onClick={() => setUnfolded(!unfolded)}
        className="flex min-h-11 items-center gap-2 border-b px-4 text-start text-sm lg:hidden"
      >
        <CalendarDays aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="grow truncate">{foldText(week.events, focus, nowMs, clock)}</span>
        {proposals > 0 && <Badge tone="accent">{proposals} proposed</Badge>}
        <ChevronDown aria-hidden className={clsx("size-4 shrink-0 text-ink-faint transition-transform", unfolded && "rotate-180")} />
      </button>
      <div className={clsx("min-h-0 grow flex-col lg:flex", unfolded ? "flex h-[min(26rem,52dvh)] border-b lg:h-auto lg:border-b-0" : "hidden")}>
        <WeekTitle start={week.start} locale={clock.locale} holdsToday={dates.includes(now.date)} onStep={step} />
        <WeekBoard
          week={week}
          days={days}
          moves={moves}
          marks={marks}
          clock={clock}
          now={now}
          focus={focus}
          unfolded={unfolded}
          colors={colors}
          onFocus={setFocus}
          onOffer={onOffer}
          onProposal={onProposal}
        />
      </div>
    </section>
  );
}
