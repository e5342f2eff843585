"use client";
/** Asks before something is taken away that can't be brought back. The question names it; the safe answer has focus. */
import { useState, type ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";

export interface Question {
  readonly title: string;
  readonly about: string;
  readonly yes: string;
  readonly onYes: () => void;
}

export const useQuestion = (): { readonly ask: (question: Question) => void; readonly question: ReactNode } => {
  const [asked, setAsked] = useState<Question | null>(null);
  const [open, setOpen] = useState(false);
  return {
    ask: (question) => {
      setAsked(question);
      setOpen(true);
    },
    question: (
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={asked?.title ?? ""}
        description={asked?.about ?? ""}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button
              variant="danger"
              onClick={() => {
                setOpen(false);
                asked?.onYes();
              }}
            >
              {asked?.yes}
            </Button>
          </>
        }
      />
    ),
  };
};
