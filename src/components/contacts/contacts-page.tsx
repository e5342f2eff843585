"use client";
/** The people an owner knows. */
import { ChevronRight, Ellipsis, Pencil, Plus, Trash2, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { Suspense, useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { lazily } from "@/components/ui/lazily";
import { MenuButton } from "@/components/ui/menu-button";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { toast } from "@/components/ui/toast";
import { deleteContact, findMeetingsWith, listContacts } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { offerUndo } from "@/hooks/offer-undo";
import { usePagedList } from "@/hooks/use-paged-list";
import type { Contact, Duplicate } from "@/lib/people/contracts";
import type { Meetings } from "@/lib/scheduling/contracts";

const ContactDialog = lazily(async () => (await import("./contact-dialog")).ContactDialog);
const MergeDialog = lazily(async () => (await import("./merge-dialog")).MergeDialog);

export interface ContactsPageProps {
  readonly contacts: readonly Contact[];
  readonly nextCursor: string | null;
  readonly duplicates: readonly Duplicate[];
  readonly zone: string;
  readonly locale: string;
  /** What the contacts were searched for: the page was come to for somebody. */
  readonly sought?: string;
}

const sayMeetings = ({ met, last, next, more }: Meetings, day: Intl.DateTimeFormat): string =>
  [
    met === 0
      ? "You haven’t met yet."
      : `Met ${more ? "more than " : ""}${met === 1 ? "once" : `${met} times`}${last === null ? "" : `, last on ${day.format(new Date(last))}`}.`,
    next === null ? "" : `Next on ${day.format(new Date(next))}.`,
  ]
    .filter(Boolean)
    .join(" ");

function Row({
  contact,
  zone,
  locale,
  onEdit,
  onDelete,
}: { readonly contact: Contact; readonly onEdit: () => void; readonly onDelete: () => void } & Pick<ContactsPageProps, "zone" | "locale">) {
  const [meetings, setMeetings] = useState<string>();
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: zone });
  const look = async () => {
    if (meetings !== undefined) return;
    setMeetings("Looking…");
    try {
      setMeetings(sayMeetings(await call(findMeetingsWith, { contactId: contact.id }), day));
    } catch (error) {
      setMeetings(error instanceof Error ? error.message : "That couldn’t be read.");
    }
  };
  const known = [
    contact.email,
    contact.phone,
    contact.zone?.replaceAll("_", " "),
    contact.hours === null ? null : `${contact.hours.from}–${contact.hours.to}`,
  ].filter(Boolean);
  return (
    <li data-testid="contact" className="flex items-start gap-3 py-3">
      <details className="group min-w-0 grow" onToggle={(event) => event.currentTarget.open && void look()}>
        <summary className="flex cursor-pointer list-none items-start gap-2 rounded-md [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="mt-1 size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:-rotate-90"
          />
          <span className="min-w-0">
            <span className="block font-medium break-words">
              <bdi>{contact.name}</bdi>
            </span>
            <span className="block text-sm break-words text-ink-soft">{known.length === 0 ? "No address yet" : known.join(" · ")}</span>
          </span>
        </summary>
        <div className="ms-6 mt-2 space-y-1 text-sm text-ink-soft">
          <p role="status">{meetings}</p>
          {contact.notes !== "" && <p className="break-words whitespace-pre-wrap">{contact.notes}</p>}
        </div>
      </details>
      <MenuButton
        label={`More about ${contact.name}`}
        align="end"
        groups={[[{ label: "Edit", icon: Pencil, onSelect: onEdit }], [{ label: "Delete", icon: Trash2, tone: "danger", onSelect: onDelete }]]}
        className="grid size-9 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <Ellipsis aria-hidden className="size-4" />
      </MenuButton>
    </li>
  );
}

export function ContactsPage({ contacts, nextCursor, duplicates, zone, locale, sought = "" }: ContactsPageProps) {
  const router = useRouter();
  const load = useCallback(async (query: string, cursor: string | null) => {
    const page = await call(listContacts, { ...(query === "" ? {} : { query }), ...(cursor === null ? {} : { cursor }), limit: 50 });
    return { items: page.contacts, nextCursor: page.nextCursor };
  }, []);
  const list = usePagedList<Contact>({ items: contacts, nextCursor }, load, sought);
  const [editing, setEditing] = useState<Contact | "new" | null>(null);
  const [merging, setMerging] = useState<Duplicate | null>(null);
  const fresh = () => {
    list.refresh();
    router.refresh();
  };
  const remove = async (contact: Contact) => {
    list.drop(contact.id);
    try {
      const { undo } = await call(deleteContact, { contactId: contact.id });
      offerUndo(`${contact.name} is deleted.`, undo, fresh);
    } catch (error) {
      list.refresh();
      toast({ message: `${contact.name} stays.`, detail: error instanceof Error ? error.message : "Try again.", tone: "danger" });
    }
  };
  // Two became one, or somebody went.
  useFocusAfterRemoval(list.items.length + duplicates.length);
  const nothing = list.items.length === 0;
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 lg:py-10">
      <PageHeader
        title="Contacts"
        about="Who is meant when you say a name, and when they like to meet."
        actions={
          <Button variant="primary" onClick={() => setEditing("new")}>
            <Plus aria-hidden />
            New contact
          </Button>
        }
      />
      {duplicates.length > 0 && (
        <section aria-label="Maybe the same person" className="mt-4 rounded-lg bg-accent-soft px-4 py-3 text-sm text-accent-text">
          <p>Some of these may be one person:</p>
          <ul className="mt-2 flex flex-wrap gap-2">
            {duplicates.slice(0, 5).map((duplicate) => (
              <li key={duplicate.merged.id}>
                <Button size="sm" onClick={() => setMerging(duplicate)}>
                  {duplicate.merged.name} ({duplicate.contacts.length})
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="mt-5">
        <SearchField label="Search contacts" value={list.query} onChange={list.search} />
      </div>
      {nothing && list.query.trim() === "" && (
        <EmptyState icon={Users} title="No contacts yet">
          Add one here, or say “add Maya, maya@example.com, to my contacts” in the chat.
        </EmptyState>
      )}
      {nothing && list.query.trim() !== "" && (
        <p role="status" className="py-10 text-center text-sm text-ink-soft">
          {list.busy ? "Looking…" : "Nobody by these words."}
        </p>
      )}
      <ul aria-label="Contacts" className="mt-2 divide-y divide-line">
        {list.items.map((contact) => (
          <Row
            key={`${contact.id} ${contact.version}`}
            contact={contact}
            zone={zone}
            locale={locale}
            onEdit={() => setEditing(contact)}
            onDelete={() => void remove(contact)}
          />
        ))}
      </ul>
      {list.hasMore && (
        <Button className="mt-3" busy={list.busy} onClick={list.more}>
          Show more
        </Button>
      )}
      <Suspense>
        {editing !== null && (
          <ContactDialog
            contact={editing === "new" ? null : editing}
            ownZone={zone}
            onClose={() => setEditing(null)}
            onSaved={(contact) => {
              setEditing(null);
              toast({ message: `${contact.name} is saved.` });
              fresh();
            }}
          />
        )}
        {merging !== null && (
          <MergeDialog
            duplicate={merging}
            onClose={() => setMerging(null)}
            onMerged={(undo) => {
              setMerging(null);
              offerUndo("They are one contact now.", undo, fresh);
              fresh();
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
