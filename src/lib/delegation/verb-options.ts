/** What callers may say beside the input of a verb. */
export interface VerbOptions {
  /** RFC 3339; the clock's when left out. */
  readonly now?: string;
  /** The caller's own name for this request: sent again, it gets the same answer and does nothing twice. */
  readonly idempotencyKey?: string | undefined;
}

export const nowMsOf = ({ now }: VerbOptions): number => (now === undefined ? Date.now() : Temporal.Instant.from(now).epochMilliseconds);
export const isoOf = (atMs: number): string => new Date(atMs).toISOString();
