/** Telling an owner something. Rooms call it inside the transaction of what it tells of: both are kept, or neither. */
import { newId } from "@/lib/ids";
import { createNotificationRow } from "@/lib/queries/notifications";
import type { NotificationKind } from "./contracts";
import { signalOwner } from "./live";

export interface NewNotice {
  /** Chosen by who wants to find it again. */
  readonly id?: string;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly body?: string;
  /** A path of this site: "/tasks". */
  readonly href?: string;
  /** Id of what it is about. */
  readonly subjectId?: string;
}

const titleMax = 200;
const bodyMax = 2_000;
const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1).trimEnd()}…` : text);

/** Stores an in-app notification, unless the owner doesn't want that kind, and shows it on the open pages once the transaction is through. */
export const notify = async (userId: string, { id, kind, title, body = "", href, subjectId }: NewNotice): Promise<void> => {
  const stored = await createNotificationRow(userId, {
    id: id ?? newId(),
    kind,
    title: cut(title, titleMax),
    body: cut(body, bodyMax),
    href: href ?? null,
    subjectId: subjectId ?? null,
  });
  if (stored) await signalOwner(userId);
};
