"use client";
/** Addresses at which one's own calendar can be read: made, copied once, and taken back. */
import { useState } from "react";
import { ShownOnce } from "@/components/settings/shown-once";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { call, ProblemError } from "@/hooks/call";
import { createFeed, listFeeds, revokeFeed } from "@/hooks/calendar-file-addresses";
import { asOthersOpenIt } from "@/hooks/hand-out";
import type { Feed } from "@/lib/calendar-files/contracts";

export interface FeedListProps {
  readonly feeds: readonly (Feed & { readonly about: string })[];
  readonly calendars: readonly { readonly id: string; readonly name: string }[];
}

const wordsOf = (error: unknown): string => (error instanceof ProblemError ? (error.issues[0]?.message ?? error.detail) : "Try again in a moment.");

export function FeedList({ feeds: first, calendars }: FeedListProps) {
  const [feeds, setFeeds] = useState(first);
  useFocusAfterRemoval(feeds.length);
  const [name, setName] = useState("");
  const [calendarId, setCalendarId] = useState("");
  const [detail, setDetail] = useState<Feed["detail"]>("busy");
  const [shown, setShown] = useState<{ readonly feedId: string; readonly address: string } | null>(null);
  const [leaving, setLeaving] = useState<Feed | null>(null);
  const [busy, setBusy] = useState(false);
  const [pressed, setPressed] = useState(false);
  const nameless = name.trim() === "";

  const act = async (work: () => Promise<void>, failed: string): Promise<void> => {
    setBusy(true);
    try {
      await work();
      const fresh = (await call(listFeeds, {})).feeds;
      setFeeds(fresh.map((feed) => ({ ...feed, about: feeds.find(({ id }) => id === feed.id)?.about ?? "Not read yet" })));
    } catch (error) {
      toast({ message: failed, detail: wordsOf(error), tone: "danger" });
    }
    setBusy(false);
  };
  const make = (): Promise<void> =>
    act(async () => {
      const made = await call(createFeed, { name: name.trim(), detail, ...(calendarId === "" ? {} : { calendarId }) });
      setShown({ feedId: made.feed.id, address: asOthersOpenIt(made.address) });
      setPressed(false);
      setName("");
    }, "No address was made.");
  const revoke = (feed: Feed): Promise<void> =>
    act(async () => {
      await call(revokeFeed, { feedId: feed.id });
      setLeaving(null);
      setShown((now) => (now?.feedId === feed.id ? null : now));
      toast({ message: `“${feed.name}” no longer works.` });
    }, "The address still works.");

  const calendarOf = (feed: Feed): string =>
    feed.calendarId === null ? "All calendars" : (calendars.find(({ id }) => id === feed.calendarId)?.name ?? "One calendar");
  return (
    <>
      {shown !== null && (
        <ShownOnce
          title="Copy the address now"
          about="It isn’t shown again. Whoever has it can read this calendar, so give it only to whom it is for."
          text={shown.address}
          copied="The address is copied."
        >
          <code data-testid="new-feed-address" className="block rounded-lg bg-sunken p-2 text-sm break-all">
            {shown.address}
          </code>
        </ShownOnce>
      )}
      {feeds.length > 0 && (
        <ul aria-label="Addresses of your calendar" className="mb-6 divide-y rounded-xl border bg-surface">
          {feeds.map((feed) => (
            <li key={feed.id} className="flex flex-wrap items-center gap-3 p-4">
              <div className="min-w-0 grow basis-52">
                <p className="font-medium break-words">{feed.name}</p>
                <p className="text-sm text-ink-soft">
                  {calendarOf(feed)}, {feed.detail === "full" ? "with all details" : "only when you are busy"}. {feed.about}.
                </p>
              </div>
              <Button size="sm" aria-label={`Take back ${feed.name}`} onClick={() => setLeaving(feed)}>
                Take back
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="max-w-md space-y-4">
        <Field label="Who is it for?" hint="So that you know later which one to take back." error={pressed && nameless ? "Say who it is for" : undefined}>
          {(control) => <Input {...control} maxLength={80} value={name} placeholder="My phone" onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label="Calendar">
          {(control) => (
            <Select {...control} value={calendarId} onChange={(event) => setCalendarId(event.target.value)}>
              <option value="">All calendars</option>
              {calendars.map(({ id, name: called }) => (
                <option key={id} value={id}>
                  {called}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="What it shows">
          {(control) => (
            <Select {...control} value={detail} onChange={(event) => setDetail(event.target.value === "full" ? "full" : "busy")}>
              <option value="busy">Only when I am busy</option>
              <option value="full">Everything: titles, places, people</option>
            </Select>
          )}
        </Field>
        <Button
          busy={busy && leaving === null}
          onClick={() => {
            setPressed(true);
            if (!nameless) void make();
          }}
        >
          Make an address
        </Button>
      </div>
      <Dialog
        open={leaving !== null}
        onOpenChange={(open) => setLeaving(open ? leaving : null)}
        title={`Take back “${leaving?.name ?? ""}”?`}
        description="Programs that read it get nothing from then on. It can’t be given back; you would make a new address."
        footer={
          <>
            <Button onClick={() => setLeaving(null)}>Keep it</Button>
            <Button variant="danger" busy={busy} onClick={() => (leaving === null ? undefined : void revoke(leaving))}>
              Take back
            </Button>
          </>
        }
      />
    </>
  );
}
