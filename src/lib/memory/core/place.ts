/** Where a page of memories ends, in a form that callers pass back and don't read. */

export interface Place {
  readonly pinned: boolean;
  readonly createdAt: string;
  readonly id: string;
}

const pattern = /^([01])_(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const writePlace = ({ pinned, createdAt, id }: Place): string => `${pinned ? 1 : 0}_${Date.parse(createdAt)}_${id}`;

/** Null for what we didn't write. */
export const readPlace = (cursor: string): Place | null => {
  const [, pinned, createdMs, id] = pattern.exec(cursor) ?? [];
  if (pinned === undefined || createdMs === undefined || id === undefined || Number(createdMs) > 8.64e15) return null;
  return { pinned: pinned === "1", createdAt: Temporal.Instant.fromEpochMilliseconds(Number(createdMs)).toString(), id };
};
