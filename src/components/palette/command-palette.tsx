"use client";
/** Everything by its name: pages, actions, events, people, conversations, memories, to-dos, mails. */
import clsx from "clsx";
import { Command } from "cmdk";
import {
  Bell,
  Brain,
  CalendarDays,
  CalendarPlus,
  History,
  Keyboard,
  Link2,
  ListTodo,
  Mail,
  MessageSquare,
  Settings,
  SquarePen,
  Sunrise,
  Users,
  type LucideIcon,
} from "lucide-react";
import { useRouter } from "next/navigation";
import * as Radix from "radix-ui/dialog";
import { memo, useCallback, useDeferredValue, useEffect, useEffectEvent, useRef, useState, useTransition, type KeyboardEvent } from "react";
import { listContacts, listConversations, listEvents, listMails, listMemories, listTasks, readQuickAdd } from "@/hooks/addresses";
import { personText, subjectText } from "@/components/mail/mail-words";
import { mayOpenPage } from "@/components/shell/leave";
import { focusAtEnd, useFocusReturn } from "@/components/ui/focus-return";
import { call } from "@/hooks/call";
import { useEarlyText } from "./use-early-text";

interface Found {
  readonly key: string;
  readonly label: string;
  readonly about?: string;
  readonly icon: LucideIcon;
  readonly href: string;
}

const pages: readonly Found[] = [
  { key: "new-chat", label: "New chat", icon: SquarePen, href: "/chat" },
  { key: "today", label: "Today", icon: Sunrise, href: "/today" },
  { key: "mail", label: "Mail", icon: Mail, href: "/mail" },
  { key: "calendar", label: "Calendar", icon: CalendarDays, href: "/calendar" },
  { key: "tasks", label: "To-dos", icon: ListTodo, href: "/tasks" },
  { key: "memory", label: "Memory", icon: Brain, href: "/memory" },
  { key: "contacts", label: "Contacts", icon: Users, href: "/contacts" },
  { key: "links", label: "Links", icon: Link2, href: "/links" },
  { key: "history", label: "History", icon: History, href: "/history" },
  { key: "notifications", label: "Notifications", icon: Bell, href: "/notifications" },
  { key: "settings", label: "Settings", icon: Settings, href: "/settings" },
  { key: "hours", label: "Working hours", icon: Settings, href: "/settings/hours" },
  { key: "notices", label: "Notification settings", icon: Settings, href: "/settings/notifications" },
  { key: "approvals", label: "Approvals", icon: Settings, href: "/settings/approvals" },
  { key: "models", label: "Models", icon: Settings, href: "/settings/models" },
  { key: "accounts", label: "Connected accounts", icon: Settings, href: "/settings/accounts" },
  { key: "security", label: "Security", icon: Settings, href: "/settings/security" },
  { key: "data", label: "Your data", icon: Settings, href: "/settings/data" },
  { key: "appearance", label: "Appearance", icon: Settings, href: "/settings/appearance" },
];

/** "Fri 27 Nov", from a date as it is written. */
const dayOf = (date: string): string => {
  const parts = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).formatToParts(
    new Date(`${date}T00:00:00Z`),
  );
  return ["weekday", "day", "month"].flatMap((name) => parts.find(({ type }) => type === name)?.value ?? []).join(" ");
};

const dayMs = 86_400_000;
const each = 5;

/** What one kind of thing has for these words; a kind that can't be read shows nothing rather than keeping the others away. */
const look = async (words: string, signal: AbortSignal): Promise<Found[]> => {
  const now = Date.now();
  const found = await Promise.allSettled([
    call(
      listEvents,
      { query: words, from: new Date(now - 30 * dayMs).toISOString(), to: new Date(now + 180 * dayMs).toISOString(), limit: each },
      { signal },
    ).then(({ events }) =>
      events.map((event) => ({
        key: `event ${event.ref}`,
        label: event.title,
        about: dayOf(event.start.slice(0, 10)),
        icon: CalendarDays,
        href: `/calendar?date=${event.start.slice(0, 10)}&event=${encodeURIComponent(event.ref)}`,
      })),
    ),
    call(listContacts, { query: words, limit: each }, { signal }).then(({ contacts }) =>
      contacts.map(({ id, name, email }) => ({
        key: `contact ${id}`,
        label: name,
        ...(email === null ? {} : { about: email }),
        icon: Users,
        href: `/contacts?find=${encodeURIComponent(name)}`,
      })),
    ),
    call(listConversations, { query: words, limit: each }, { signal }).then(({ conversations }) =>
      conversations.map(({ id, title }) => ({ key: `chat ${id}`, label: title, icon: MessageSquare, href: `/chat/${id}` })),
    ),
    call(listMemories, { query: words, limit: each }, { signal }).then(({ memories }) =>
      memories.map(({ id, text }) => ({ key: `memory ${id}`, label: text, icon: Brain, href: `/memory?find=${encodeURIComponent(text.slice(0, 200))}` })),
    ),
    call(listTasks, { query: words, limit: each }, { signal }).then(({ tasks }) =>
      tasks.map(({ id, title, dueDate }) => ({
        key: `task ${id}`,
        label: title,
        ...(dueDate === null ? {} : { about: dayOf(dueDate) }),
        icon: ListTodo,
        href: `/tasks?task=${id}`,
      })),
    ),
    call(listMails, { query: words, limit: each }, { signal }).then(({ mails }) =>
      mails.map((mail) => ({ key: `mail ${mail.id}`, label: subjectText(mail), about: personText(mail.from), icon: Mail, href: `/mail?mail=${mail.id}` })),
    ),
  ]);
  const all = found.flatMap((one): Found[] => (one.status === "fulfilled" ? one.value : []));
  // What is called so comes before what merely has to do with it.
  const lower = words.toLowerCase();
  const distance = (label: string): number => {
    const at = label.toLowerCase().indexOf(lower);
    return at === 0 ? 0 : at > 0 && /\W/u.test(label.charAt(at - 1)) ? 1 : 2;
  };
  return all.toSorted((one, other) => distance(one.label) - distance(other.label));
};

/** Do these words say by themselves that something is to be added: a time, "remind me to"? A name alone doesn't. */
const saysToAdd = (words: string, signal: AbortSignal): Promise<boolean> =>
  call(readQuickAdd, { text: words.slice(0, 500) }, { signal }).then(
    ({ understood }) => understood,
    () => false,
  );

interface Looked {
  /** The words that were looked for. */
  readonly words: string;
  readonly found: readonly Found[];
  readonly adds: boolean;
}
const nothing: Looked = { words: "", found: [], adds: false };

const rowStyles =
  "flex min-h-10 cursor-default items-center gap-3 rounded-lg px-3 text-sm select-none data-[selected=true]:bg-sunken pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint";

interface Arranged {
  /** Pages whose name begins so. */
  readonly meant: readonly Found[];
  /** Before the row that adds, and behind it. */
  readonly above: readonly Found[];
  readonly below: readonly Found[];
}

/** Who writes the beginning of a page's name wants to go there; what exists comes before adding, unless the words say that they add. */
const arrange = (text: string, { found, adds }: Looked): Arranged => {
  const lower = text.toLowerCase();
  const meant = lower === "" ? [] : pages.filter(({ label }) => label.toLowerCase().startsWith(lower));
  const others = pages.filter((one) => !meant.includes(one) && one.label.toLowerCase().includes(lower));
  return lower === "" || adds ? { meant, above: meant, below: [...found, ...others] } : { meant, above: [...meant, ...found, ...others], below: [] };
};

interface ResultsProps extends Pick<CommandPaletteProps, "onQuickAdd" | "onShortcuts"> {
  readonly text: string;
  readonly looked: Looked;
  readonly onGo: (href: string) => void;
}

/** The rows for words, drawn a moment after the words themselves: a key must not wait for them. */
const Results = memo(function Results({ text, looked, onGo, onQuickAdd, onShortcuts }: ResultsProps) {
  const { above, below } = arrange(text, looked);
  const rows = (list: readonly Found[]) =>
    list.map(({ key, label, about, href, icon: Icon }) => (
      <Command.Item key={key} value={key} className={rowStyles} onSelect={() => onGo(href)}>
        <Icon aria-hidden />
        <span className="min-w-0 grow truncate">{label}</span>
        {about !== undefined && <span className="max-w-[45%] shrink-0 truncate text-ink-faint">{about}</span>}
      </Command.Item>
    ));
  return (
    <>
      {rows(above)}
      <Command.Item value="quick-add" className={rowStyles} onSelect={() => onQuickAdd(text)}>
        <CalendarPlus aria-hidden />
        <span className="grow truncate">{text === "" ? "Quick add" : `Add “${text}”…`}</span>
        {text === "" && <kbd className="text-ink-faint pointer-coarse:hidden">q</kbd>}
      </Command.Item>
      {rows(below)}
      {text === "" && (
        <Command.Item value="keys" className={rowStyles} onSelect={onShortcuts}>
          <Keyboard aria-hidden />
          <span className="grow">Keys</span>
          <kbd className="text-ink-faint pointer-coarse:hidden">?</kbd>
        </Command.Item>
      )}
    </>
  );
});

export interface CommandPaletteProps {
  /** What was written while this was being loaded. */
  readonly initial: string;
  readonly onClose: () => void;
  readonly onQuickAdd: (text: string) => void;
  readonly onShortcuts: () => void;
}

export function CommandPalette({ initial, onClose, onQuickAdd, onShortcuts }: CommandPaletteProps) {
  const router = useRouter();
  const focusReturn = useFocusReturn(true);
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useEarlyText(initial);
  const text = words.trim();
  const [looked, setLooked] = useState(nothing);
  const drawn = useDeferredValue(text);
  const found = useDeferredValue(looked);
  /** The row chosen by keys or pointer since the words changed; otherwise it is the first. */
  const [picked, setPicked] = useState<string | null>(null);
  const byHand = useRef(false);
  /** How often cmdk went to another row by itself, when the one on which it stood was drawn anew. It takes the row back only when it is told another value. */
  const [strayed, setStrayed] = useState(0);
  const write = (next: string): void => {
    byHand.current = false;
    setPicked(null);
    setWords(next);
  };
  /** Enter was pressed before anything could be found: it means the first row of what comes. */
  const entered = useRef(false);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      if (text.length < 2) setLooked({ ...nothing, words: text });
      else
        void Promise.all([look(text, stop.signal), saysToAdd(text, stop.signal)]).then(([found, adds]) => {
          if (stop.signal.aborted) return;
          setLooked({ words: text, found, adds });
        });
    }, 150);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  /** It stays until the page that was chosen stands there: the press was heard, and nothing is typed into the page that is left. */
  const [going, startGoing] = useTransition();
  const go = useCallback(
    (href: string): void => {
      if (!mayOpenPage()) return;
      startGoing(() => {
        router.push(href);
        onClose();
      });
    },
    [onClose, router],
  );
  const { meant, above } = arrange(text, looked);
  const first = above[0];
  const chooseFirst = (): void => {
    if (first === undefined) onQuickAdd(text);
    else go(first.href);
  };
  const awaited = useEffectEvent(() => {
    if (!entered.current || looked.words !== text) return;
    entered.current = false;
    chooseFirst();
  });
  useEffect(() => awaited(), [looked]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) {
      entered.current = false;
      byHand.current ||= event.key.length > 1 || event.ctrlKey;
      return;
    }
    // A page that was meant is known at once; so is what was chosen by hand.
    const known = text === "" || looked.words === text || picked !== null || meant.length > 0;
    if (known && ((drawn === text && found === looked) || picked !== null)) return;
    event.preventDefault();
    if (known) chooseFirst();
    else entered.current = true;
  };
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        {/* Not Radix's own: that locks the page's scrolling through a property of the body, and everything on the page is styled anew. Nothing beneath scrolls. */}
        <div aria-hidden className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          aria-describedby={undefined}
          {...focusReturn}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            focusAtEnd(field.current);
          }}
          data-testid="palette"
          className="fixed inset-x-4 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl border bg-surface shadow-floating"
        >
          <Radix.Title className="sr-only">Go anywhere</Radix.Title>
          <Command
            aria-busy={going}
            className={clsx(going && "pointer-events-none animate-breathe motion-reduce:opacity-60")}
            shouldFilter={false}
            loop
            label="Go anywhere"
            // It trims what it is told.
            value={(picked ?? first?.key ?? "quick-add") + (strayed % 2 === 0 ? "" : " ")}
            onValueChange={(key) => {
              if (byHand.current) setPicked(key);
              else setStrayed((times) => times + 1);
            }}
            onKeyDown={onKeyDown}
          >
            <Command.Input
              ref={field}
              value={words}
              onValueChange={write}
              placeholder="Find anything, or write what to add"
              className="h-12 w-full border-b bg-transparent px-4 outline-none pointer-coarse:text-base"
            />
            <Command.List onPointerMoveCapture={() => (byHand.current = true)} className="scroll-quiet max-h-[55dvh] overflow-y-auto p-2">
              <Results text={drawn} looked={found} onGo={go} onQuickAdd={onQuickAdd} onShortcuts={onShortcuts} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
