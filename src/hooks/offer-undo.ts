/** A short message about what was done, with the way back. */
import { toast } from "@/components/ui/toast";
import type { Undo } from "@/lib/identity/contracts";
import { undoChange } from "./addresses";
import { call } from "./call";

/** `onUndone` brings the page up to date. */
export const offerUndo = (message: string, undo: Undo, onUndone: () => void): void => {
  const takeBack = async (): Promise<void> => {
    try {
      await call(undoChange, { changeId: undo.changeId });
      toast({ message: "Taken back." });
      onUndone();
    } catch (error) {
      toast({ message: "It couldn’t be taken back.", detail: error instanceof Error ? error.message : "Try again.", tone: "danger" });
    }
  };
  toast({ message, action: { label: "Undo", run: () => void takeBack() } });
};
