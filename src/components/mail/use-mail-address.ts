import { useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { placeOf, type Place } from "./place";

const addressOf = ({ view, label }: Place, mailId: string | undefined): string => {
  const parts = new URLSearchParams();
  if (label !== undefined) parts.set("label", label);
  else if (view !== "inbox") parts.set("in", view);
  if (mailId !== undefined) parts.set("mail", mailId);
  return parts.size === 0 ? "/mail" : `/mail?${parts.toString()}`;
};

interface Addressed {
  readonly place: Place;
  readonly mailId: string | undefined;
}

const addressed = (): Addressed => {
  const parts = new URLSearchParams(location.search);
  return { place: placeOf(parts.get("in"), parts.get("label")), mailId: parts.get("mail") ?? undefined };
};
const isSame = (one: Place, other: Place): boolean => one.label === other.label && (one.label !== undefined || one.view === other.view);

/** Whether the list that this mail was opened from lies one step back. */
const isOverList = (): boolean => (history.state as { overList?: unknown } | null)?.overList === true;

/** Where one is and what is read stand in the address: going back leads to the list or the folder before, and a reload to the same. */
export const useMailAddress = (
  place: Place,
  openId: string | undefined,
  { show, open, close }: { readonly show: (place: Place) => void; readonly open: (id: string) => void; readonly close: () => void },
): void => {
  const { view, label } = place;
  /** The address that the page has written or followed last: it isn't news. */
  const known = useRef<string>(null);
  const write = useEffectEvent(() => {
    const before = addressed();
    const to = addressOf(place, openId);
    if (to === addressOf(before.place, before.mailId)) return;
    if (openId === undefined && isSame(place, before.place) && isOverList()) {
      history.back();
      return;
    }
    if (!isSame(place, before.place)) history.pushState(null, "", to);
    else if (openId !== undefined && before.mailId === undefined) history.pushState({ overList: true }, "", to);
    else history.replaceState({ overList: isOverList() }, "", to);
    known.current = location.search;
  });
  const arrived = useRef(false);
  /** Back and forward, and links to this page. On arrival the mail of the address is only named yet. */
  const follow = useEffectEvent(() => {
    if (location.search === known.current) return;
    known.current = location.search;
    const wanted = addressed();
    if (!isSame(wanted.place, place)) show(wanted.place);
    if (wanted.mailId === undefined) {
      if (openId !== undefined) close();
    } else if (wanted.mailId !== openId || !arrived.current) open(wanted.mailId);
  });
  const address = useSearchParams();
  // First: on arrival the address says what is read.
  useEffect(() => follow(), [address]);
  useEffect(() => {
    if (arrived.current) write();
    arrived.current = true;
  }, [view, label, openId]);
};
