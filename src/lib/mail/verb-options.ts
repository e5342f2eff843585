export interface VerbOptions {
  /** RFC 3339; the clock's when left out. */
  readonly now?: string;
}

export const nowMsOf = ({ now }: VerbOptions): number => (now === undefined ? Date.now() : Temporal.Instant.from(now).epochMilliseconds);
export const isoOf = (ms: number): string => new Date(ms).toISOString();
