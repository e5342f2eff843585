"use client";
/** The links that the owner handed out: what they may do, who came, and what waits. */
import { Link2, Pause, Play, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { Suspense, useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { lazily } from "@/components/ui/lazily";
import { toast } from "@/components/ui/toast";
import type { Clock } from "@/components/week/zoned-time";
import { duplicateLink, listLinks, pauseAllLinks, renewAddress, setLinkState } from "@/hooks/link-addresses";
import { call, ProblemError } from "@/hooks/call";
import { usePagedList } from "@/hooks/use-paged-list";
import type { Link, LinkBooking, Proposal } from "@/lib/delegation/contracts";
import { LinkRow, type LinkAction } from "./link-row";
import { WaitingList } from "./waiting-list";

const LinkDialog = lazily(async () => (await import("./link-dialog")).LinkDialog);
const MadeDialog = lazily(async () => (await import("./made-dialog")).MadeDialog);
const PreviewDialog = lazily(async () => (await import("./preview-dialog")).PreviewDialog);
const LinkSheet = lazily(async () => (await import("./link-sheet")).LinkSheet);
const Dialog = lazily(async () => (await import("@/components/ui/dialog")).Dialog);

export interface LinksPageProps {
  readonly links: readonly Link[];
  readonly nextCursor: string | null;
  readonly allPaused: boolean;
  readonly mailReady: boolean;
  readonly bookings: readonly LinkBooking[];
  readonly proposals: readonly Proposal[];
  readonly reader: Clock;
  /** YYYY-MM, the owner's. */
  readonly month: string;
  /** A notification led here: this one is opened. */
  readonly opened: Link | null;
}

interface Made {
  readonly link: Link;
  readonly address: string;
}
type Shown =
  | { readonly what: "edit"; readonly link: Link | null }
  | { readonly what: "preview" | "sheet" | "revoke" | "address"; readonly link: Link }
  | ({ readonly what: "made" } & Made);

const questions = {
  revoke: {
    title: (name: string) => `Revoke “${name}”?`,
    text: "The link stops working at once and for good. What was booked stays.",
    yes: "Revoke",
  },
  address: {
    title: (name: string) => `A new address for “${name}”?`,
    text: "Perin keeps only the fingerprint of an address, so a new one is made. One that you handed out before stops working at once. What was booked stays.",
    yes: "New address",
  },
};

export function LinksPage(props: LinksPageProps) {
  const { reader, mailReady } = props;
  const router = useRouter();
  const load = useCallback(async (_: string, cursor: string | null) => {
    const page = await call(listLinks, cursor === null ? {} : { cursor });
    return { items: page.links, nextCursor: page.nextCursor };
  }, []);
  const list = usePagedList<Link>({ items: props.links, nextCursor: props.nextCursor }, load);
  const [allPaused, setAllPaused] = useState(props.allPaused);
  const [shown, setShown] = useState<Shown | null>(props.opened === null ? null : { what: "sheet", link: props.opened });
  const [busy, setBusy] = useState(false);
  const close = (): void => setShown(null);
  const attempt = async (failed: string, task: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await task();
    } catch (error) {
      toast({ message: failed, detail: error instanceof ProblemError ? error.detail : "Try again.", tone: "danger" });
    }
    setBusy(false);
  };
  const change = (link: Link, state: "active" | "paused" | "revoked"): Promise<void> =>
    attempt(`“${link.name}” stays as it was.`, async () => {
      list.put(await call(setLinkState, { linkId: link.id, state }));
      close();
    });
  const made = (fresh: Made): void => {
    list.put(fresh.link);
    setShown({ what: "made", ...fresh });
  };
  const pauseAll = (paused: boolean): Promise<void> =>
    attempt(paused ? "Nothing was paused." : "They stay paused.", async () => {
      setAllPaused((await call(pauseAllLinks, { paused })).allPaused);
      list.refresh();
      toast({ message: paused ? "All links are paused." : "Your links work again." });
    });
  const act = (link: Link, action: LinkAction): void => {
    if (action === "open") setShown({ what: "sheet", link });
    else if (action === "edit") setShown({ what: "edit", link });
    else if (action === "pause") void change(link, "paused");
    else if (action === "resume") void change(link, "active");
    else if (action === "duplicate") void attempt("No link was made.", async () => made(await call(duplicateLink, { linkId: link.id })));
    else setShown({ what: action, link });
  };
  const asked = shown?.what === "revoke" || shown?.what === "address" ? { link: shown.link, ...questions[shown.what], what: shown.what } : null;
  const answer = (): void => {
    if (asked === null) return;
    if (asked.what === "revoke") void change(asked.link, "revoked");
    else void attempt("The address stays.", async () => made(await call(renewAddress, { linkId: asked.link.id })));
  };
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 lg:py-10">
      <PageHeader
        title="Links"
        about="Whoever holds one finds a time with you through Perin, and learns nothing else."
        actions={
          <>
            {list.items.length > 0 && (
              <Button busy={busy} onClick={() => void pauseAll(!allPaused)}>
                {allPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
                {allPaused ? "Let them work again" : "Pause all"}
              </Button>
            )}
            <Button variant="primary" onClick={() => setShown({ what: "edit", link: null })}>
              <Plus aria-hidden />
              New link
            </Button>
          </>
        }
      />
      {allPaused && (
        <p role="status" className="mt-4 rounded-lg bg-warn-soft px-4 py-3 text-sm text-warn-text">
          All your links are paused. Whoever opens one is told that it doesn’t work.
        </p>
      )}
      {!mailReady && (
        <p className="mt-4 rounded-lg bg-sunken px-4 py-3 text-sm text-ink-soft">
          This server sends no mail: confirmations to visitors stay in your mailbox’s Outbox, and the page shows them all they need.
        </p>
      )}
      <WaitingList
        bookings={props.bookings}
        proposals={props.proposals}
        reader={reader}
        onDecided={() => {
          list.refresh();
          router.refresh();
        }}
      />
      {list.items.length === 0 ? (
        <EmptyState icon={Link2} title="No links yet">
          Make one and hand it out: “Talk to my Perin”. Visitors pick a time or ask in words, without an account.
        </EmptyState>
      ) : (
        <ul aria-label="Links" className="mt-5 divide-y">
          {list.items.map((link) => (
            <LinkRow key={link.id} link={link} reader={reader} onAction={(action) => act(link, action)} />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button className="mt-3" busy={list.busy} onClick={list.more}>
          Show more
        </Button>
      )}
      <Suspense>
        {shown?.what === "edit" && (
          <LinkDialog
            link={shown.link}
            zone={reader.zone}
            onClose={close}
            onMade={made}
            onSaved={(link) => {
              list.put(link);
              close();
              toast({ message: `“${link.name}” is saved.` });
            }}
          />
        )}
        {shown?.what === "made" && <MadeDialog link={shown.link} address={shown.address} onClose={close} />}
        {shown?.what === "preview" && <PreviewDialog link={shown.link} zone={reader.zone} month={props.month} onClose={close} />}
        {shown?.what === "sheet" && (
          <LinkSheet
            link={shown.link}
            reader={reader}
            onClose={close}
            onEdit={() => setShown({ what: "edit", link: shown.link })}
            onAddress={() => setShown({ what: "address", link: shown.link })}
          />
        )}
        {asked !== null && (
          <Dialog
            open
            onOpenChange={close}
            title={asked.title(asked.link.name)}
            description={asked.text}
            footer={
              <>
                <Button onClick={close}>Keep it</Button>
                <Button variant="danger" busy={busy} onClick={answer}>
                  {asked.yes}
                </Button>
              </>
            }
          />
        )}
      </Suspense>
    </div>
  );
}
