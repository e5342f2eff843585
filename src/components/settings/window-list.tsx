"use client";
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { nextWindow, problemOfDay, type TimeWindow } from "./day-windows";
import { WindowRow } from "./window-row";

export interface WindowListProps {
  readonly whose: string;
  readonly windows: readonly TimeWindow[];
  /** What an empty list means. */
  readonly empty: string;
  readonly onChange: (windows: readonly TimeWindow[]) => void;
}

/** The stretches of one day, as many as there are. */
export function WindowList({ whose, windows, empty, onChange }: WindowListProps) {
  const problem = problemOfDay(windows);
  return (
    <div className="space-y-2">
      {windows.length === 0 && <p className="py-1.5 text-sm text-ink-faint">{empty}</p>}
      {windows.map((window, index) => (
        <WindowRow
          key={index}
          whose={whose}
          window={window}
          onChange={(next) => onChange(windows.map((each, at) => (at === index ? next : each)))}
          onRemove={() => onChange(windows.filter((_, at) => at !== index))}
        />
      ))}
      {problem !== null && (
        <p role="alert" className="text-sm text-danger-text">
          {problem}
        </p>
      )}
      {windows.length < 8 && (
        <Button variant="quiet" size="sm" className="-ms-3" onClick={() => onChange([...windows, nextWindow(windows)])}>
          <Plus aria-hidden />
          {windows.length === 0 ? "Add hours" : "Add more hours"}
          <span className="sr-only"> on {whose}</span>
        </Button>
      )}
    </div>
  );
}
