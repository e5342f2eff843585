/**
 * Which times of a week a link may ever speak about. They are chosen before anybody looks at the calendar, by a secret order, and take up
 * at most a share of the week's working hours; what is free among them is on offer. So whatever a visitor asks, however often and under
 * how many names, the answers depend on the calendar at these times alone. See docs/decisions/0016-offers-are-chosen-blind.md.
 */

export interface Candidate {
  readonly startMs: number;
  /** Wall clock of the owner's zone as milliseconds. */
  readonly wallMs: number;
}

export interface CandidateQuestion {
  /** Every start of one week that the hours allow, in order. */
  readonly starts: readonly Candidate[];
  /** Length of the longest meeting, and the buffers around it: a free time tells that all of this is free. */
  readonly lengthMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
  /** How much of the week may be told, in milliseconds. */
  readonly budgetMs: number;
  /** Times that visitors have booked already: known to visitors, so others take their place. */
  readonly taken: readonly { readonly startMs: number; readonly endMs: number }[];
  /** The secret order: a number for each instant that nobody outside can foresee. */
  readonly rank: (atMs: number) => number;
}

/** Share of the working week that a link may tell about. */
export const toldShare = 0.15;

const dayMs = 86_400_000;

interface Day {
  readonly order: number;
  /** Morning and afternoon, each in the secret order. */
  readonly halves: readonly [number[], number[]];
}

const daysOf = (starts: readonly Candidate[], rank: CandidateQuestion["rank"]): Day[] => {
  const byDay = Map.groupBy(starts, ({ wallMs }) => Math.floor(wallMs / dayMs));
  const inOrder = (list: readonly Candidate[]): number[] => list.map(({ startMs }) => startMs).sort((a, b) => rank(a) - rank(b) || a - b);
  return [...byDay]
    .map(([day, list]): Day => {
      const middle = ((list[0]?.wallMs ?? 0) + (list.at(-1)?.wallMs ?? 0)) / 2;
      return {
        order: rank(day * dayMs),
        halves: [inOrder(list.filter(({ wallMs }) => wallMs < middle)), inOrder(list.filter(({ wallMs }) => wallMs >= middle))],
      };
    })
    .sort((a, b) => a.order - b.order);
};

/** The starts that may be told about, in order of time: one after the other from each day, mornings and afternoons in turn. At least one. */
export const chooseCandidates = ({ starts, lengthMs, beforeMs, afterMs, budgetMs, taken, rank }: CandidateQuestion): number[] => {
  const wanted = Math.max(1, Math.floor(budgetMs / (lengthMs + beforeMs + afterMs)));
  const chosen: number[] = [];
  const collides = (startMs: number): boolean =>
    taken.some((span) => span.startMs < startMs + lengthMs && startMs < span.endMs) ||
    chosen.some((other) => Math.abs(other - startMs) < lengthMs + beforeMs + afterMs);
  const days = daysOf(starts, rank);
  for (let round = 0, idle = 0; chosen.length < wanted && idle < 2; round += 1) {
    const before = chosen.length;
    for (const { order, halves } of days) {
      if (chosen.length >= wanted) break;
      const half = halves[((order + round) % 2) as 0 | 1];
      const at = half.findIndex((startMs) => !collides(startMs));
      if (at >= 0) chosen.push(...half.splice(at, 1));
    }
    idle = chosen.length === before ? idle + 1 : 0;
  }
  return chosen.sort((a, b) => a - b);
};
