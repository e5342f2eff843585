/** Free time narrowed to what the owner said: not before nine, any day but Friday. */

interface Stretch {
  readonly start: string;
  readonly end: string;
}

const at = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** Windows without the spans that were ruled out; an open end rules out all that follows. */
export const cutWindows = (windows: readonly Stretch[], except: readonly { readonly start: string; readonly end: string | null }[]): Stretch[] =>
  except.reduce<Stretch[]>(
    (rest, hole) =>
      rest.flatMap((window) => {
        const [from, to] = [at(hole.start), hole.end === null ? Infinity : at(hole.end)];
        if (to <= at(window.start) || from >= at(window.end)) return [window];
        const before = from > at(window.start) ? [{ start: window.start, end: hole.start }] : [];
        const after = to < at(window.end) && hole.end !== null ? [{ start: hole.end, end: window.end }] : [];
        return [...before, ...after];
      }),
    windows.map(({ start, end }) => ({ start, end })),
  );

const minuteOf = (clock: string): number => {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
};

/** Whether a span lies between two clock times (HH:MM) of its own day in the zone. */
export const withinClock = ({ start, end }: Stretch, notBefore: string | undefined, notAfter: string | undefined, zone: string): boolean => {
  const from = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  const to = Temporal.Instant.from(end).toZonedDateTimeISO(zone);
  const days = from.toPlainDate().until(to.toPlainDate()).days;
  const begins = from.hour * 60 + from.minute;
  const ends = days * 24 * 60 + to.hour * 60 + to.minute;
  return (notBefore === undefined || begins >= minuteOf(notBefore)) && (notAfter === undefined || ends <= minuteOf(notAfter));
};

/** Offers that can be told apart: of those that overlap, only the better one stays. Best first. */
export const apartFromEachOther = <Offer extends Stretch>(offers: readonly Offer[]): Offer[] =>
  offers.reduce<Offer[]>(
    (kept, offer) => (kept.some((other) => at(offer.start) < at(other.end) && at(other.start) < at(offer.end)) ? kept : [...kept, offer]),
    [],
  );
