"use client";
/** A list of notifications that stays current: what the server drew or answers, with what comes live put in front. */
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { ProblemError } from "@/hooks/call";
import type { Notification } from "@/lib/notifications/contracts";
import { useNotifications } from "./notifications";

export const useNotificationList = (stored: readonly Notification[]) => {
  const { unread, added, read } = useNotifications();
  const [seen, setSeen] = useState<ReadonlySet<string> | "all">(new Set());
  const known = new Set(stored.map(({ id }) => id));
  const all = [...added.filter(({ id }) => !known.has(id)), ...stored];
  const list = all.map((each) => (seen === "all" || seen.has(each.id) ? { ...each, read: true } : each));
  const mark = async (id?: string): Promise<void> => {
    const before = seen;
    setSeen(id === undefined || seen === "all" ? "all" : new Set([...seen, id]));
    try {
      await read(id === undefined ? undefined : [id]);
    } catch (error) {
      setSeen(before);
      toast({ message: "Still marked as unread.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    }
  };
  return { list, unread, mark };
};
