"use client";
/** Writing down who somebody is. */
import { useState } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { useFormCall } from "@/components/identity/use-form-call";
import { ZoneField } from "@/components/settings/zone-field";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { createContact, updateContact } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Contact } from "@/lib/people/contracts";

export interface ContactDialogProps {
  /** Null for a new one. */
  readonly contact: Contact | null;
  readonly ownZone: string;
  readonly onClose: () => void;
  readonly onSaved: (contact: Contact) => void;
}

const orNull = (text: string | undefined): string | null => (text === undefined || text.trim() === "" ? null : text.trim());

/** The button that was pressed is gone: what came in its place has focus. */
const focusFirst = (part: HTMLElement | null): void => part?.querySelector<HTMLElement>("input, button")?.focus();

export function ContactDialog({ contact, ownZone, onClose, onSaved }: ContactDialogProps) {
  const [zone, setZone] = useState(contact?.zone ?? null);
  const [turned, setTurned] = useState(false);
  const turn = (to: string | null): void => {
    setTurned(true);
    setZone(to);
  };
  const { busy, problem, onSubmit } = useFormCall(async (values) => {
    const { from = "", to = "" } = values;
    if ((from === "") !== (to === "")) throw new ProblemError(422, { issues: [{ path: ["hours"], message: "Give both times, or neither." }] });
    const fields = {
      name: values.name ?? "",
      email: orNull(values.email),
      phone: orNull(values.phone),
      zone,
      hours: from === "" ? null : { from, to },
      notes: values.notes ?? "",
    };
    onSaved(contact === null ? await call(createContact, fields) : await call(updateContact, { contactId: contact.id, version: contact.version, ...fields }));
  });
  return (
    <Dialog open onOpenChange={onClose} title={contact === null ? "New contact" : contact.name}>
      <form method="post" noValidate onSubmit={onSubmit} className="space-y-4">
        <FormAlert text={problem.text} />
        <Field label="Name" error={problem.fields.name}>
          {(control) => <Input {...control} name="name" maxLength={120} defaultValue={contact?.name} autoComplete="off" />}
        </Field>
        <Field label="E-mail" error={problem.fields.email}>
          {(control) => <Input {...control} name="email" type="email" maxLength={254} defaultValue={contact?.email ?? ""} autoComplete="off" />}
        </Field>
        <Field label="Phone" error={problem.fields.phone}>
          {(control) => <Input {...control} name="phone" type="tel" maxLength={40} defaultValue={contact?.phone ?? ""} autoComplete="off" />}
        </Field>
        <fieldset>
          <legend className="text-sm font-medium">Likes to meet</legend>
          <p className="mt-0.5 text-sm text-ink-faint">On their own clock. Offers of free time lean to these hours.</p>
          <div className="mt-2 grid grid-cols-2 gap-3">
            <Field label="From" error={problem.fields.hours}>
              {(control) => <Input {...control} name="from" type="time" defaultValue={contact?.hours?.from} />}
            </Field>
            <Field label="To">{(control) => <Input {...control} name="to" type="time" defaultValue={contact?.hours?.to} />}</Field>
          </div>
        </fieldset>
        <div key={zone === null ? "mine" : "theirs"} ref={turned ? focusFirst : null} className="space-y-2">
          {zone === null ? (
            <Button size="sm" onClick={() => turn(ownZone)}>
              Another time zone
            </Button>
          ) : (
            <>
              <ZoneField label="Their time zone" value={zone} onChange={setZone} />
              <Button size="sm" variant="quiet" onClick={() => turn(null)}>
                Same zone as mine
              </Button>
            </>
          )}
        </div>
        <Field label="Notes" error={problem.fields.notes}>
          {(control) => <Textarea {...control} name="notes" maxLength={2_000} defaultValue={contact?.notes} />}
        </Field>
        <FormFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {contact === null ? "Add contact" : "Save"}
          </Button>
        </FormFooter>
      </form>
    </Dialog>
  );
}
