"use client";
/** Who may book with a link, and how often. */
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Part, type PartProps } from "./form-parts";

export function LimitsPart({ draft, set, problems, hasPin }: PartProps & { readonly hasPin: boolean }) {
  return (
    <Part title="Who, and how often" hint="anybody with the link" open={["pin", "allowed", "maxBookings"].some((name) => problems[name] !== undefined)}>
      <Field label="Most bookings" hint="Empty: any number." error={problems.maxBookings}>
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={10_000}
            value={draft.maxBookings}
            onChange={(event) => set({ maxBookings: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="PIN"
        hint={hasPin && draft.pin === null ? "It has one. Write another to change it." : "4 to 12 digits, told beside the link. Empty: none."}
        error={problems.pin}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            placeholder={hasPin && draft.pin === null ? "••••" : ""}
            value={draft.pin ?? ""}
            onChange={(event) => set({ pin: event.target.value })}
          />
        )}
      </Field>
      {hasPin && draft.pin !== "" && (
        <Button size="sm" variant="quiet" onClick={() => set({ pin: "" })}>
          Take the PIN away
        </Button>
      )}
      <Field label="Only these domains or addresses" hint="acme.com, tom@example.org. Empty: anybody." error={problems.allowed}>
        {(control) => <Input {...control} autoComplete="off" value={draft.allowed} onChange={(event) => set({ allowed: event.target.value })} />}
      </Field>
      <label className="flex items-start gap-2.5 text-sm">
        <Checkbox checked={draft.approval} onChange={(event) => set({ approval: event.target.checked })} />
        <span>Bookings wait for my yes</span>
      </label>
      <label className="flex items-start gap-2.5 text-sm">
        <Checkbox checked={draft.verifyEmail} onChange={(event) => set({ verifyEmail: event.target.checked })} />
        <span>They prove their e-mail address with a code first</span>
      </label>
    </Part>
  );
}
