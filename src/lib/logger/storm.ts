/** When something fails a thousand times a second, ten lines and a count say as much as a thousand lines. */
export interface StormGate {
  /** Says whether this line may be written, and how many of its kind were held back in the second before. */
  admit(kind: string, nowMs: number): { readonly write: boolean; readonly heldBack: number };
}

const kindsMax = 500;

export const createStormGate = (perSecondMax: number): StormGate => {
  const seen = new Map<string, { second: number; count: number; held: number }>();
  return {
    admit: (kind, nowMs) => {
      const second = Math.floor(nowMs / 1000);
      const entry = seen.get(kind);
      if (!entry || entry.second !== second) {
        if (seen.size >= kindsMax) seen.clear();
        seen.set(kind, { second, count: 1, held: 0 });
        return { write: true, heldBack: entry?.held ?? 0 };
      }
      entry.count += 1;
      if (entry.count <= perSecondMax) return { write: true, heldBack: 0 };
      entry.held += 1;
      return { write: false, heldBack: 0 };
    },
  };
};
