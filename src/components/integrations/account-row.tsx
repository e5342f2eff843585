"use client";
/** One connected account: how it is in words, its switches, and what can be done with it. */
import clsx from "clsx";
import { CircleAlert, MoreHorizontal, Pencil, RefreshCw, Unplug } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MenuButton } from "@/components/ui/menu-button";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { call, ProblemError } from "@/hooks/call";
import { disconnect, syncConnection, updateConnection } from "@/hooks/integration-addresses";
import type { Connection, OfferedProvider } from "@/lib/integrations/contracts";
import { ConnectButton } from "./connect-button";

export interface AccountRowProps {
  readonly connection: Connection;
  readonly provider: OfferedProvider | undefined;
  readonly colors: readonly string[];
  readonly onChanged: () => void;
}

const wordsOf = (error: unknown): string => (error instanceof ProblemError ? error.detail : "Try again in a moment.");

type Patch = Partial<Pick<Connection, "name" | "color" | "checksConflicts" | "writesHere">>;

function EditDialog({
  connection,
  colors,
  onClose,
  save,
}: {
  readonly connection: Connection;
  readonly colors: readonly string[];
  readonly onClose: () => void;
  readonly save: (patch: Patch) => Promise<void>;
}) {
  const [name, setName] = useState(connection.name);
  const [color, setColor] = useState(connection.color);
  const form = useId();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Name and colour"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary">
            Save
          </Button>
        </>
      }
    >
      <form
        id={form}
        method="post"
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void save({ name: name.trim() === "" ? connection.name : name.trim(), color });
        }}
      >
        <Field label="Name">{(control) => <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />}</Field>
        <fieldset>
          <legend className="text-sm font-medium">Colour</legend>
          <div className="mt-2 flex flex-wrap gap-2">
            {colors.map((one, index) => (
              <label key={one} className="relative grid size-9 place-items-center pointer-coarse:size-11">
                <input
                  type="radio"
                  name="color"
                  value={one}
                  checked={color === one}
                  onChange={() => setColor(one)}
                  aria-label={`Colour ${index + 1}`}
                  className="size-7 appearance-none rounded-full border-2 border-surface checked:outline-2 checked:outline-offset-1 checked:outline-accent"
                  style={{ backgroundColor: one }}
                />
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}

export function AccountRow({ connection, provider, colors, onChanged }: AccountRowProps) {
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id: connectionId, name, state, kinds } = connection;
  const ofCalendar = kinds.includes("calendar");

  const act = async (work: () => Promise<unknown>, failed: string): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast({ message: failed, detail: wordsOf(error), tone: "danger" });
    }
    setBusy(false);
    onChanged();
  };
  const save = (patch: Patch): Promise<void> => act(() => call(updateConnection, { connectionId, ...patch }), "Nothing was changed.");
  const leave = (): Promise<void> =>
    act(async () => {
      const { revoked } = await call(disconnect, { connectionId });
      setLeaving(false);
      toast({
        message: `${name} is disconnected.`,
        detail: revoked
          ? "Its access is taken back, and nothing of it is left here."
          : "Nothing of it is left here, but its access couldn't be taken back there. Do that in that account's security settings.",
      });
    }, "The account is still connected.");
  const troubled = state === "reconnect" || state === "failing";
  return (
    <li id={connectionId} className="p-4">
      <div className="flex items-start gap-3">
        <span aria-hidden className="mt-1.5 size-3 shrink-0 rounded-full" style={{ backgroundColor: connection.color }} />
        <div className="min-w-0 grow">
          <p className="font-medium break-words">{name}</p>
          <p className={clsx("text-sm", state === "reconnect" ? "text-danger-text" : "text-ink-soft")} role="status">
            {connection.status}
          </p>
        </div>
        {state === "reconnect" && provider !== undefined && <ConnectButton provider={provider} again={connection} onConnected={onChanged} />}
        <MenuButton
          label={`More for ${name}`}
          className="grid size-9 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
          groups={[
            [
              ...(state === "reconnect"
                ? []
                : [{ label: "Sync now", icon: RefreshCw, onSelect: () => void act(() => call(syncConnection, { connectionId }), "It isn't synced.") }]),
              { label: "Name and colour", icon: Pencil, onSelect: () => setEditing(true) },
            ],
            [{ label: "Disconnect", icon: Unplug, tone: "danger" as const, onSelect: () => setLeaving(true) }],
          ]}
        >
          <MoreHorizontal aria-hidden className="size-4" />
        </MenuButton>
      </div>
      {troubled && connection.problem !== null && (
        <p className="mt-2 ms-6 flex items-start gap-2 text-sm text-ink-soft">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
          {connection.problem.text}
        </p>
      )}
      {connection.unreadable.length > 0 && (
        <details className="mt-2 ms-6 text-sm text-ink-soft">
          <summary className="cursor-pointer">
            {connection.unreadable.length === 1
              ? "One thing couldn’t be read as it stands"
              : `${connection.unreadable.length} things couldn’t be read as they stand`}
          </summary>
          <ul className="mt-2 max-h-48 space-y-1 overflow-y-auto">
            {connection.unreadable.map(({ what, reason }) => (
              <li key={`${what} ${reason}`} className="break-words">
                {what}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="mt-3 ms-6 space-y-2">
        {ofCalendar && (
          <label className="flex items-center justify-between gap-3 text-sm">
            Its events keep me busy
            <Switch checked={connection.checksConflicts} disabled={busy} onChange={(event) => void save({ checksConflicts: event.target.checked })} />
          </label>
        )}
        {connection.canWrite && (
          <label className="flex items-center justify-between gap-3 text-sm">
            {ofCalendar ? "New events go here" : "New mails are sent from here"}
            <Switch checked={connection.writesHere} disabled={busy} onChange={(event) => void save({ writesHere: event.target.checked })} />
          </label>
        )}
      </div>
      {editing && <EditDialog connection={connection} colors={colors} onClose={() => setEditing(false)} save={save} />}
      <Dialog
        open={leaving}
        onOpenChange={setLeaving}
        title={`Disconnect ${name}?`}
        description={`Its ${ofCalendar ? "events disappear from your calendar" : "mails disappear from your mailbox"} here and stay where they are there. ${
          provider?.connects === "oauth"
            ? "Its access is taken back there; where only you can do that, you are told."
            : "What was typed to connect it is deleted here."
        }`}
        footer={
          <>
            <Button onClick={() => setLeaving(false)}>Keep it</Button>
            <Button variant="danger" busy={busy} onClick={() => void leave()}>
              Disconnect
            </Button>
          </>
        }
      />
    </li>
  );
}
