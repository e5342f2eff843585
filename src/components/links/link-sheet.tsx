"use client";
/** What became of one link: bookings, visits with what was said and shown, and its trail. */
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { spanText, type Clock } from "@/components/week/zoned-time";
import { getVisit, listLinkBookings, listLinkTrail, listVisits } from "@/hooks/link-addresses";
import { call, ProblemError } from "@/hooks/call";
import type { getVisitEndpoint, Link, LinkBooking, Visit } from "@/lib/delegation/contracts";
import type { z } from "zod";
import { aboutLink, atText, bookingWords, stateWords } from "./link-words";

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface PagesProps<Item> {
  readonly load: (cursor: string | null) => Promise<Page<Item>>;
  readonly empty: string;
  readonly children: (item: Item) => ReactNode;
}

const reasonOf = (error: unknown): string => (error instanceof ProblemError ? error.detail : "Try again in a moment.");

/** A list that is asked for when it is looked at, page by page. */
function Pages<Item extends { readonly id: string }>({ load, empty, children }: PagesProps<Item>) {
  const [page, setPage] = useState<Page<Item> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    load(null).then(setPage, (error: unknown) => setProblem(reasonOf(error)));
  }, [load]);
  const more = (): void => {
    if (page === null) return;
    load(page.nextCursor).then(
      (next) => setPage({ items: [...page.items, ...next.items], nextCursor: next.nextCursor }),
      (error: unknown) => setProblem(reasonOf(error)),
    );
  };
  if (problem !== null)
    return (
      <p role="alert" className="text-sm text-danger-text">
        {problem}
      </p>
    );
  if (page === null) return <Skeleton className="h-16" />;
  if (page.items.length === 0) return <p className="py-4 text-sm text-ink-soft">{empty}</p>;
  return (
    <>
      <ul className="divide-y">{page.items.map(children)}</ul>
      {page.nextCursor !== null && (
        <Button size="sm" className="mt-2 w-full" onClick={more}>
          Show more
        </Button>
      )}
    </>
  );
}

function BookingRow({ booking, reader }: { readonly booking: LinkBooking; readonly reader: Clock }) {
  return (
    <li data-testid="link-booking" className="py-2.5 text-sm">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {spanText(booking, reader)}
        <Badge tone={booking.state === "booked" ? "accent" : booking.state === "waiting" ? "warn" : "neutral"}>{bookingWords[booking.state]}</Badge>
      </p>
      <p className="break-words text-ink-soft">
        <bdi>{booking.name}</bdi>
        {booking.email !== "" && ` · ${booking.email}`}
      </p>
      {booking.answers.map(({ question, answer }) => (
        <p key={question} className="break-words">
          <span className="text-ink-faint">{question}</span> <bdi>{answer}</bdi>
        </p>
      ))}
    </li>
  );
}

function VisitRow({ linkId, visit, reader }: { readonly linkId: string; readonly visit: Visit; readonly reader: Clock }) {
  const [told, setTold] = useState<z.output<typeof getVisitEndpoint.output> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = (): void => {
    if (told !== null) return;
    call(getVisit, { linkId, visitId: visit.id }).then(setTold, (error: unknown) => setProblem(reasonOf(error)));
  };
  const counted = [
    visit.messages === 1 ? "1 message" : `${visit.messages} messages`,
    visit.revealed === 1 ? "1 time shown" : `${visit.revealed} times shown`,
    ...(visit.bookings > 0 ? [visit.bookings === 1 ? "1 booking" : `${visit.bookings} bookings`] : []),
  ].join(" · ");
  return (
    <li data-testid="visit" className="py-2.5 text-sm">
      <details onToggle={(event) => event.currentTarget.open && look()}>
        <summary className="rounded-md">
          <span className="font-medium">
            <bdi>{visit.name ?? "Somebody"}</bdi>, {atText(visit.lastSeenAt, reader)}
          </span>
          <span className="block text-ink-soft">{counted}</span>
        </summary>
        {problem !== null && <p className="mt-2 text-danger-text">{problem}</p>}
        {told !== null && (
          <div className="mt-3 space-y-3 rounded-lg bg-sunken p-3">
            {told.messages.length === 0 ? (
              <p className="text-ink-soft">Nothing was said.</p>
            ) : (
              <ol className="space-y-2">
                {told.messages.map((message) => (
                  <li key={message.id}>
                    <span className="text-ink-faint">{message.role === "visitor" ? "Visitor" : "Perin"}</span>
                    <p dir="auto" className="break-words whitespace-pre-wrap">
                      {message.text}
                    </p>
                  </li>
                ))}
              </ol>
            )}
            {told.revealed.length > 0 && (
              <div>
                <p className="text-ink-faint">Times they were shown</p>
                <p>{told.revealed.map(({ start }) => atText(start, reader)).join(" · ")}</p>
              </div>
            )}
          </div>
        )}
      </details>
    </li>
  );
}

const after = (cursor: string | null): { cursor?: string } => (cursor === null ? {} : { cursor });
const byWords = { owner: "You", visitor: "Visitor", perin: "Perin" };

export function LinkSheet({
  link,
  reader,
  onClose,
  onEdit,
  onAddress,
}: {
  readonly link: Link;
  readonly reader: Clock;
  readonly onClose: () => void;
  readonly onEdit: () => void;
  /** Who had the link made in the chat has no address of it yet. */
  readonly onAddress: () => void;
}) {
  const linkId = link.id;
  const bookings = useCallback(
    async (cursor: string | null) => {
      const page = await call(listLinkBookings, { linkId, ...after(cursor) });
      return { items: page.bookings, nextCursor: page.nextCursor };
    },
    [linkId],
  );
  const visits = useCallback(
    async (cursor: string | null) => {
      const page = await call(listVisits, { linkId, ...after(cursor) });
      return { items: page.visits, nextCursor: page.nextCursor };
    },
    [linkId],
  );
  const trail = useCallback(
    async (cursor: string | null) => {
      const page = await call(listLinkTrail, { linkId, ...after(cursor) });
      return { items: page.entries, nextCursor: page.nextCursor };
    },
    [linkId],
  );
  return (
    <Dialog open onOpenChange={onClose} title={link.name} description={`${stateWords[link.state]} · ${aboutLink(link, reader)}`} className="sm:max-w-2xl">
      {link.state !== "revoked" && (
        <div className="mb-4 flex flex-wrap gap-2">
          <Button size="sm" onClick={onAddress}>
            Get its address
          </Button>
          <Button size="sm" onClick={onEdit}>
            Edit its rules
          </Button>
        </div>
      )}
      <Tabs
        label="About this link"
        tabs={[
          {
            id: "bookings",
            label: "Bookings",
            content: (
              <Pages load={bookings} empty="Nothing was booked with it yet.">
                {(booking) => <BookingRow key={booking.id} booking={booking} reader={reader} />}
              </Pages>
            ),
          },
          {
            id: "visits",
            label: "Visits",
            content: (
              <Pages load={visits} empty="Nobody came by it yet.">
                {(visit) => <VisitRow key={visit.id} linkId={linkId} visit={visit} reader={reader} />}
              </Pages>
            ),
          },
          {
            id: "trail",
            label: "Trail",
            content: (
              <Pages load={trail} empty="Nothing was done with it yet.">
                {(entry) => (
                  <li key={entry.id} className="py-2 text-sm">
                    <p className="break-words">
                      <span className="text-ink-faint">{byWords[entry.by]}:</span> {entry.text}
                    </p>
                    <p className="text-ink-faint">{atText(entry.at, reader)}</p>
                  </li>
                )}
              </Pages>
            ),
          },
        ]}
      />
    </Dialog>
  );
}
