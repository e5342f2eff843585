import { useState } from "react";

/** Text that begins with what was typed before its field was there. A letter may still come in the moment between the field's being drawn and having focus. */
export const useEarlyText = (early: string) => {
  const [text, setText] = useState(early);
  const [held, setHeld] = useState(early);
  if (held !== early) {
    setHeld(early);
    setText(early);
  }
  return [text, setText] as const;
};
