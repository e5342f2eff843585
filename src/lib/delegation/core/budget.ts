/** How many distinct times one visitor may be shown on one day, whatever they ask. */

/** A month of offers and some more; a sweep through the year isn't possible. */
export const revealsPerDay = 60;

export interface Revealing<Slot> {
  /** What may be shown: known ones first counted as free of charge. In the order given. */
  readonly shown: readonly Slot[];
  /** Those among them that are new to this visitor today. */
  readonly fresh: readonly Slot[];
}

/** Cuts a list of offers down to what the visitor's budget of the day allows. */
export const reveal = <Slot extends { readonly startMs: number }>(offers: readonly Slot[], known: ReadonlySet<number>): Revealing<Slot> => {
  let left = Math.max(0, revealsPerDay - known.size);
  const counted = new Set(known);
  const fresh: Slot[] = [];
  const shown = offers.filter((offer) => {
    if (counted.has(offer.startMs)) return true;
    if (left === 0) return false;
    left -= 1;
    counted.add(offer.startMs);
    fresh.push(offer);
    return true;
  });
  return { shown, fresh };
};
