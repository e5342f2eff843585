/** What every verb of this room takes beside its input, for tests that choose the moment. */
export interface VerbOptions {
  /** RFC 3339; the clock's when left out. */
  readonly now?: string | undefined;
}

export const nowMsOf = ({ now }: VerbOptions): number => (now === undefined ? Date.now() : Date.parse(now));
export const isoOf = (atMs: number): string => new Date(atMs).toISOString();
