"use client";
import { useState, type Ref } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

export interface NewTaskProps {
  readonly field: Ref<HTMLInputElement>;
  /** False when it wasn't kept: the line comes back. */
  readonly onAdd: (line: string) => Promise<boolean>;
}

/** The line that a to-do is written in. It draws itself alone: a letter mustn't wait for a long list. */
export function NewTask({ field, onAdd }: NewTaskProps) {
  const [line, setLine] = useState("");
  const [adding, setAdding] = useState(0);
  const add = async (): Promise<void> => {
    if (line.trim() === "") return;
    // The next one may be written at once; what couldn't be kept comes back before it.
    setLine("");
    setAdding((count) => count + 1);
    if (!(await onAdd(line))) setLine((newer) => [line, newer].filter((each) => each !== "").join(" "));
    setAdding((count) => count - 1);
  };
  return (
    <form
      className="mt-5 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Input
        ref={field}
        aria-label="New to-do"
        placeholder="Call Tom tomorrow at 9"
        autoComplete="off"
        maxLength={500}
        value={line}
        onChange={(event) => setLine(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        data-testid="new-task"
      />
      <Button type="submit" variant="primary" busy={adding > 0 && line.trim() === ""} className="h-10">
        Add
      </Button>
    </form>
  );
}
