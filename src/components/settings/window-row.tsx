"use client";
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { isOvernight, type TimeWindow } from "./day-windows";

/** Narrow enough for two and a button on a phone, wide enough for "09:00 AM" and the browser's sign behind it. */
export const clockStyles = "min-w-0 max-w-32 flex-1 !px-2 [&::-webkit-calendar-picker-indicator]:ms-0 max-lg:!px-1.5";

export interface WindowRowProps {
  /** "Monday" or "24 December": whose window it is, for screen readers. */
  readonly whose: string;
  readonly window: TimeWindow;
  readonly onChange: (window: TimeWindow) => void;
  readonly onRemove: () => void;
}

/** One stretch of a day, from clock to clock. */
export function WindowRow({ whose, window, onChange, onRemove }: WindowRowProps) {
  return (
    <div>
      <div className="flex items-center gap-1.5 sm:gap-2">
        <Input
          type="time"
          aria-label={`${whose}, from`}
          value={window.start}
          onChange={(event) => onChange({ ...window, start: event.target.value })}
          className={clockStyles}
        />
        <span aria-hidden className="text-ink-faint">
          to
        </span>
        <Input
          type="time"
          aria-label={`${whose}, to`}
          value={window.end}
          onChange={(event) => onChange({ ...window, end: event.target.value })}
          className={clockStyles}
        />
        <IconButton label={`Remove ${window.start} to ${window.end} on ${whose}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </div>
      {isOvernight(window) && <p className="mt-1 text-sm text-ink-faint">Until the next day</p>}
    </div>
  );
}
