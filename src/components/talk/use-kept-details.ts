import { useState } from "react";
import { noDetails, type Details } from "./booking-form";

const keyOf = (token: string): string => `perin-visitor ${token}`;

const read = (token: string): Details => {
  try {
    const { name, email, phone, answers } = JSON.parse(sessionStorage.getItem(keyOf(token)) ?? "") as Details;
    return { name, email, phone, answers, consent: false };
  } catch {
    return noDetails;
  }
};

/**
 * What a visitor fills in, kept in this tab until it is sent: a reload costs no words. Consent is given anew. A browser that stores nothing
 * keeps it as long as the page is there.
 */
export const useKeptDetails = (token: string) => {
  const [details, setDetails] = useState(() => read(token));
  const change = (next: Details): void => {
    setDetails(next);
    try {
      sessionStorage.setItem(keyOf(token), JSON.stringify({ ...next, consent: false }));
    } catch {
      // Said above.
    }
  };
  /** It was sent. For the next time it still stands on the page. */
  const sent = (): void => {
    try {
      sessionStorage.removeItem(keyOf(token));
    } catch {
      // Nothing was kept.
    }
  };
  return { details, change, sent };
};
