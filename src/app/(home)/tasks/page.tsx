/** The owner's to-dos, already there when the page arrives. */
import type { Metadata } from "next";
import { z } from "zod";
import { currentOwner } from "@/app/_composition/current-owner";
import { TaskPage } from "@/components/tasks/task-page";
import { isAppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import type { Task } from "@/lib/tasks/contracts";
import { getTask, listTasks } from "@/lib/tasks/service";

export const metadata: Metadata = { title: "To-dos" };

/** `?task=` is where a reminder and the palette lead. */
interface PageProps {
  readonly searchParams: Promise<{ readonly task?: string | string[] }>;
}

/** The one that was asked for may be on no first page; one that is gone is asked for by an old link. */
const findAsked = async (actor: Actor, task: string | string[] | undefined): Promise<Task | null> => {
  if (!z.uuid().safeParse(task).success) return null;
  try {
    return await getTask(actor, { taskId: String(task) });
  } catch (error) {
    if (isAppError(error) && error.kind === "not-found") return null;
    throw error;
  }
};

export default async function Page({ searchParams }: PageProps) {
  const { actor, profile } = await currentOwner();
  const { task } = await searchParams;
  const nowMs = Temporal.Now.instant().epochMilliseconds;
  const [open, done, asked] = await Promise.all([listTasks(actor, { limit: 100 }), listTasks(actor, { state: "done", limit: 30 }), findAsked(actor, task)]);
  const listed = [...open.tasks, ...done.tasks];
  const tasks = asked === null || listed.some(({ id }) => id === asked.id) ? listed : [...listed, asked];
  return (
    <TaskPage
      first={{ tasks, openCursor: open.nextCursor, doneCursor: done.nextCursor }}
      reader={{ zone: profile.zone, locale: profile.locale, hourCycle: profile.hourCycle }}
      nowMs={nowMs}
      {...(typeof task === "string" ? { taskId: task } : {})}
    />
  );
}
